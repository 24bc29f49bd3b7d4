"""Organisers' pages of calls: the list, one call section by section, and opening and closing at once."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core import signing
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from abstracts.forms.call import AskedForm, FilesForm, NewCallForm, OfACall, PeopleForm, TextsForm, TimesForm
from abstracts.models import DECIDED, UNSENT, Call
from abstracts.operations import (
    Times,
    close_call,
    edit_call,
    open_call,
    order_calls,
    put_back_times,
    remove_call,
    set_up_call,
)
from abstracts.operations.calls import BadTimes, CallNameTaken
from abstracts.views.call_frame import HERE, PARTS, saved, show
from abstracts.views.fetch import chair_side, chaired_call, chaired_event
from accounts.requests import MemberRequest
from events.models import Event
from kit.arranging import rearranged
from kit.htmx import go_to
from kit.refusals import Refused
from kit.toasts import say, say_failure

SECTIONS: dict[str, type[OfACall]] = {
    "times": TimesForm,
    "texts": TextsForm,
    "asked": AskedForm,
    "people": PeopleForm,
    "files": FilesForm,
}
# Where the sentence of a refusal stands, if a field is to blame.
BLAMED = {CallNameTaken: "name", BadTimes: "closes_at"}
UNDO = "abstracts.call-times"
UNDO_SECONDS = 3600
SENT = Count("abstracts", filter=~Q(abstracts__state__in=UNSENT))
DONE = Count("abstracts", filter=Q(abstracts__state__in=DECIDED))


@login_required
@require_http_methods(["GET", "POST"])
def manage_calls(request: MemberRequest, pk: int) -> HttpResponse:
    """All calls of the event, and the form of a new one. POST adds one, or puts them in another order."""
    event = chaired_event(request, pk)
    counted = event.calls.select_related("reviewing").annotate(sent=SENT, decided=DONE)
    calls = list(counted.order_by("position", "pk"))
    adds = request.POST.get("act") == "add"
    form = NewCallForm(request.POST if adds else None, event=event)
    if request.method == "POST" and not adds:
        if arranged := rearranged(calls, request.POST):
            order_calls(event, calls=arranged, by=request.user)
        return go_to(request, request.path)
    if adds and form.is_valid():
        call = _begun(request, event, form)
        if call is not None:
            return go_to(request, reverse("manage-call", args=[event.pk, call.pk]))
    context = {
        **chair_side(request, event, current=HERE),
        "calls": calls,
        "form": form,
        "here": request.path,
        "zone": event.zone,
        "now": timezone.now(),
        "has_tracks": event.tracks.exists(),
    }
    return render(request, "abstracts/calls/list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def manage_call(request: MemberRequest, pk: int, call: int) -> HttpResponse:
    """One section of the call, that ?part= names."""
    found = chaired_call(request, pk, call)
    part = request.GET.get("part", "times")
    if part not in PARTS:
        raise Http404
    kind = SECTIONS[part]
    typed = request.POST if request.method == "POST" else None
    form = kind(typed, event=found.event, initial=_initial(found, kind))
    if typed is not None and form.is_valid() and _saved(request, found, form):
        return go_to(request, f"{request.path}?part={part}")
    return show(
        request,
        found,
        part,
        "abstracts/calls/call.html",
        form=form,
        part=part,
        now=timezone.now(),
        counts=Call.objects.filter(pk=found.pk).aggregate(sent=SENT, decided=DONE),
    )


@login_required
@require_POST
def manage_call_act(request: MemberRequest, pk: int, call: int) -> HttpResponse:
    """`act`: open or close it at once, remove it; or ?undo= of the former two."""
    found = chaired_call(request, pk, call)
    by, here = request.user, reverse("manage-call", args=[pk, call])
    before = Times(found.opens_at, found.closes_at, found.grace)
    act = request.POST.get("act", "")
    try:
        if undo := request.GET.get("undo"):
            put_back_times(found, times=_times(found, undo), by=by)
            say(request, _("“%(call)s” has its times back") % {"call": found})
        elif act == "open":
            open_call(found, by=by)
            say(request, _("Opened “%(call)s”") % {"call": found}, undo=_undo(request, found, before))
        elif act == "close":
            close_call(found, by=by)
            say(request, _("Closed “%(call)s”") % {"call": found}, undo=_undo(request, found, before))
        elif act == "remove":
            remove_call(found, by=by)
            say(request, _("Removed “%(call)s”") % {"call": found})
            return go_to(request, reverse(HERE, args=[pk]))
        else:
            raise Http404
    except Refused as refusal:
        say_failure(request, str(refusal))
    return go_to(request, here)


def _begun(request: MemberRequest, event: Event, form: NewCallForm) -> Call | None:
    try:
        call = set_up_call(event, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(BLAMED.get(type(refusal)), str(refusal))
        return None
    say(request, _("Set up “%(call)s”, with questions to reviewers and letters to authors") % {"call": call})
    return call


def _initial(call: Call, kind: type[OfACall]) -> dict[str, Any]:
    """What the call holds, of the fields of a section."""
    names = set(kind.base_fields)
    values: dict[str, Any] = {name: getattr(call, name) for name in names - {"tracks", "types"}}
    if "tracks" in names:
        values |= {"tracks": call.tracks.all(), "types": call.types.all()}
    return values


def _saved(request: MemberRequest, call: Call, form: OfACall) -> bool:
    try:
        edit_call(call, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(BLAMED.get(type(refusal)), str(refusal))
        return False
    say(request, saved(call))
    return True


def _undo(request: MemberRequest, call: Call, before: Times) -> str:
    """An address that puts the times back; signed, for nobody else's times may be typed there."""
    moments = [moment and moment.isoformat() for moment in (before.opens_at, before.closes_at)]
    word = signing.dumps([call.pk, *moments, before.grace.total_seconds()], salt=UNDO)
    return f"{request.path}?undo={word}"


def _times(call: Call, word: str) -> Times:
    try:
        key, opens_at, closes_at, grace = signing.loads(word, salt=UNDO, max_age=UNDO_SECONDS)
    except signing.BadSignature as error:
        raise Refused(_("It is too late to undo this. Change the dates by hand.")) from error
    if key != call.pk:
        raise Http404
    moments = [moment and datetime.fromisoformat(moment) for moment in (opens_at, closes_at)]
    return Times(moments[0], moments[1], timedelta(seconds=grace))
