"""Proposals of a timetable: ask for one, look at it beside what is there, take all or some of it, or discard it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.requests import MemberRequest
from events.models import Event
from events.navigation import event_side
from events.views.fetch import managed_event
from jobs.operations import start_job
from kit.htmx import go_to
from kit.keys import key_of
from kit.refusals import Refused
from kit.toasts import say
from timetable.comparison import rows_of, terms_of
from timetable.forms.proposal import ProposalForm
from timetable.jobs import PROPOSAL
from timetable.models import Version
from timetable.operations.proposing import accept_proposal, discard_proposal
from timetable.solver.model import is_installed
from timetable.talk_list import waiting


@login_required
@require_http_methods(["GET", "POST"])
def timetable_proposals(request: MemberRequest, pk: int) -> HttpResponse:
    """The proposals that wait, and the form that asks for another."""
    event = managed_event(request, pk)
    form = ProposalForm(request.POST if request.method == "POST" else None, event=event)
    if is_installed() and form.is_valid():
        try:
            job = start_job(
                PROPOSAL,
                by=request.user,
                arguments={"event": event.pk, "wishes": form.wishes.as_json()},
                about_url=reverse("timetable-proposals", args=[event.pk]),
                unique=True,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return go_to(request, reverse("job", args=[job.key]))
    context = {
        **event_side(event, current="manage-timetable"),
        "form": form,
        "is_installed": is_installed(),
        "waiting": waiting(event).count(),
        "rooms": event.rooms.count(),
        "proposals": Version.objects.filter(event=event).proposals().select_related("made_by"),
        "zone": event.zone,
    }
    return render(request, "timetable/manage/proposals.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def timetable_proposal(request: MemberRequest, pk: int, version: int) -> HttpResponse:
    """One proposal beside the draft. POST `act`: accept (all), some (of `entry`), or discard."""
    event = managed_event(request, pk)
    proposal = get_object_or_404(Version.objects.filter(event=event).proposals(), pk=version)
    refused = ""
    if request.method == "POST":
        try:
            return _act(request, event, proposal)
        except Refused as refusal:
            refused = str(refusal)
    rows = rows_of(proposal, event)
    context = {
        **event_side(event, current="manage-timetable"),
        "proposal": proposal,
        "rows": rows,
        "overtaken": sum(row.is_overtaken for row in rows),
        "open": sum(not row.is_overtaken for row in rows),
        "terms": terms_of(proposal),
        "refused": refused,
        "zone": event.zone,
    }
    status = 409 if refused else 200
    return render(request, "timetable/manage/proposal.html", context, status=status)


def _act(request: MemberRequest, event: Event, proposal: Version) -> HttpResponse:
    act = request.POST.get("act", "")
    if act == "discard":
        discard_proposal(proposal, by=request.user)
        say(request, _("Discarded the proposal"))
        return go_to(request, reverse("timetable-proposals", args=[event.pk]))
    chosen = {_key(text) for text in request.POST.getlist("entry")}
    before = {row.key for row in rows_of(proposal, event)}
    written = accept_proposal(proposal, by=request.user, keys=chosen if act == "some" else None)
    taken = len(chosen & before) if act == "some" else len(before)
    say(request, ngettext("Took %(n)d proposed place", "Took %(n)d proposed places", taken) % {"n": taken})
    for note in written.notes:
        say(request, note)
    return go_to(request, reverse("manage-timetable", args=[event.pk]))


def _key(text: str) -> int:
    """Of an entry; those that are not there yet have keys below nought."""
    return -key_of(text[1:]) if text[:1] == "-" else key_of(text)
