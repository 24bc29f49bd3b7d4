"""Organisers invite people to submit, and see who answered."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from abstracts.forms.guest import InvitationForm
from abstracts.models import Abstract, State
from abstracts.operations.inviting import invite, renew_link, send_invitation, withdraw_invitation
from abstracts.views.fetch import chair_side, chaired_event
from abstracts.written import Written
from accounts.people import person_named
from accounts.requests import MemberRequest
from events.models import Event
from kit.htmx import go_to
from kit.keys import key_of
from kit.refusals import Refused
from kit.toasts import say, say_failure


@login_required
@require_http_methods(["GET", "POST"])
def abstract_invite(request: MemberRequest, pk: int) -> HttpResponse:
    """Who was invited, and a form for one more."""
    event = chaired_event(request, pk)
    here = reverse("abstract-invite", args=[event.pk])
    act = request.POST.get("act", "")
    if act and act != "invite":
        return _acted(request, event, act)
    form = InvitationForm(
        request.POST if request.method == "POST" else None, event=event, source=reverse("people-search")
    )
    if form.is_valid() and _invited(request, event, form):
        return go_to(request, here)
    invited = Abstract.objects.filter(event=event, invited_by__isnull=False)
    context = {
        **chair_side(request, event, current="abstract-invite"),
        "form": form,
        "invited": invited.select_related("call", "submitter", "invited_by").order_by("-number"),
        "here": here,
    }
    return render(request, "abstracts/submit/invite.html", context)


def _invited(request: MemberRequest, event: Event, form: InvitationForm) -> bool:
    given = form.cleaned_data
    user = None
    if given["person"]:
        user = person_named(given["person"])
        if user is None:
            form.add_error(
                "person", _("Nobody with an account is found by that. Give a name and an address.")
            )
            return False
    try:
        made = invite(
            given["call"],
            by=request.user,
            user=user,
            name=given["name"],
            email=given["email"].lower(),
            written=Written(title=given["title"]),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    if made.link_sent_at is None:
        say_failure(request, _held(made))
    else:
        say(request, _("Invited %(name)s") % {"name": made.submitter_name})
    return True


def _acted(request: MemberRequest, event: Event, act: str) -> HttpResponse:
    name, _dash, key = act.partition("-")
    found = Abstract.objects.filter(event=event, state=State.INVITED).select_related("event", "submitter")
    abstract = get_object_or_404(found, pk=key_of(key))
    who = abstract.submitter_name
    try:
        if name == "send":
            if send_invitation(abstract, by=request.user):
                say(request, _("Sent the invitation to %(name)s") % {"name": who})
            else:
                say_failure(request, _held(abstract))
        elif name == "renew":
            if renew_link(abstract, by=request.user).link_sent_at is None:
                say_failure(request, _held(abstract))
            else:
                say(request, _("Sent a new link to %(name)s; the earlier one opens nothing") % {"name": who})
        elif name == "withdraw":
            withdraw_invitation(abstract, by=request.user)
            say(request, _("Took the invitation of %(name)s back") % {"name": who})
        else:
            raise Http404
    except Refused as refusal:
        say_failure(request, str(refusal))
    return go_to(request, reverse("abstract-invite", args=[event.pk]))


def _held(abstract: Abstract) -> str:
    return _(
        "The letter to %(name)s waits: you can write to 20 new people in an hour. Send it later from this page."
    ) % {"name": abstract.submitter_name}
