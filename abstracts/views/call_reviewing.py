"""How a call is reviewed, how many are wanted, and who may still submit when it is closed."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from abstracts.forms.reviewing import LateForm, QuotasForm, ReviewingForm
from abstracts.models import Call, Rating
from abstracts.operations import edit_reviewing, end_late_submission, let_submit_late, set_quotas
from abstracts.views.call_frame import saved, show
from abstracts.views.fetch import chaired_call
from accounts.requests import MemberRequest
from kit.htmx import go_to
from kit.keys import key_of
from kit.refusals import Refused
from kit.toasts import say


@login_required
@require_http_methods(["GET", "POST"])
def manage_call_reviewing(request: MemberRequest, pk: int, call: int) -> HttpResponse:
    found = chaired_call(request, pk, call)
    initial = {name: getattr(found.reviewing, name) for name in ReviewingForm.base_fields}
    typed = request.POST if request.method == "POST" else None
    form = ReviewingForm(typed, event=found.event, initial=initial)
    if typed is not None and form.is_valid() and _changed(request, found, form):
        return go_to(request, request.path)
    rated = Rating.objects.filter(question__call=found, value__isnull=False).exists()
    return show(
        request,
        found,
        "manage-call-reviewing",
        "abstracts/calls/reviewing.html",
        form=form,
        has_ratings=rated,
    )


@login_required
@require_http_methods(["GET", "POST"])
def manage_call_quotas(request: MemberRequest, pk: int, call: int) -> HttpResponse:
    found = chaired_call(request, pk, call)
    form = QuotasForm(request.POST if request.method == "POST" else None, call=found)
    if request.method == "POST" and form.is_valid():
        set_quotas(found, quotas=form.wanted, by=request.user)
        say(request, saved(found))
        return go_to(request, request.path)
    return show(request, found, "manage-call-quotas", "abstracts/calls/quotas.html", form=form)


@login_required
@require_http_methods(["GET", "POST"])
def manage_call_late(request: MemberRequest, pk: int, call: int) -> HttpResponse:
    """Addresses that may submit after the closing. POST adds one, or `remove` names one."""
    found = chaired_call(request, pk, call)
    typed = request.POST if request.POST.get("act") == "add" else None
    form = LateForm(typed, event=found.event)
    if request.method == "POST":
        if typed is None:
            _end(request, found)
            return go_to(request, request.path)
        if form.is_valid():
            late = let_submit_late(found, by=request.user, **form.cleaned_data)
            say(request, _("%(email)s may submit after the closing") % {"email": late})
            return go_to(request, request.path)
    late_ones: Any = found.late_submitters.all()
    return show(
        request, found, "manage-call-late", "abstracts/calls/late.html", form=form, late_ones=late_ones
    )


def _end(request: MemberRequest, call: Call) -> None:
    late = get_object_or_404(
        call.late_submitters.select_related("call__event__logbook"), pk=key_of(request.POST.get("remove", ""))
    )
    end_late_submission(late, by=request.user)
    say(request, _("%(email)s may no longer submit after the closing") % {"email": late})


def _changed(request: MemberRequest, call: Call, form: ReviewingForm) -> bool:
    try:
        edit_reviewing(call, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    say(request, saved(call))
    return True
