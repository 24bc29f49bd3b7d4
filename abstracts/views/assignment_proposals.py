"""Proposed assignments: ask for one, see it beside what is given, take all or some of it, put it back, discard it."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from abstracts.assigning.comparison import compare, is_taken_for
from abstracts.assigning.tables import Overview
from abstracts.assigning_job import ASSIGN
from abstracts.forms.assigning import RulesForm
from abstracts.models import Abstract, AssignmentProposal, Reviewing
from abstracts.operations.proposing import Taken, accept_proposal, discard_proposal, put_back
from abstracts.views.assignment_door import AtAssignment, at_assignment, overview_of, proposal_at
from accounts.requests import MemberRequest
from jobs.operations import start_job
from kit.htmx import go_to
from kit.keys import key_of
from kit.refusals import Refused
from kit.toasts import say

A_PAGE = 100


@login_required
@require_http_methods(["GET", "POST"])
def abstract_assignment_proposals(request: MemberRequest, pk: int) -> HttpResponse:
    """What was proposed and waits, and the form that asks for another."""
    place = at_assignment(request, pk, chairs_only=True)
    if place.call is None:
        raise Http404
    form = RulesForm(request.POST if request.method == "POST" else None)
    overview = overview_of(place)
    by_track = place.call.reviewing.assignment == Reviewing.Assignment.TRACK
    if not by_track and form.is_valid():
        try:
            job = start_job(
                ASSIGN,
                by=request.user,
                arguments={"call": place.call.pk, "rules": form.rules.as_json()},
                about_url=f"{request.path}?call={place.call.pk}",
                unique=True,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return go_to(request, reverse("job", args=[job.key]))
    context = {
        **place.side,
        "place": place,
        "call": place.call,
        "calls": place.calls,
        "form": form,
        "by_track": by_track,
        "reviewers": len(overview.people),
        "total": overview.open.count(),
        "lacking": len(overview.lacking),
        "wanted": overview.wanted,
        "proposals": _waiting(overview),
        "zone": place.event.zone,
    }
    return render(request, "abstracts/assigning/proposals.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def abstract_assignment_proposal(request: MemberRequest, pk: int, proposal: int) -> HttpResponse:
    """POST `act`: accept (all), some (of `abstract`, by number), back (undo what was taken last), or discard."""
    place = at_assignment(request, pk, chairs_only=True)
    found = proposal_at(place, proposal)
    refused = ""
    if request.method == "POST":
        try:
            return _act(place, found)
        except Refused as refusal:
            refused = str(refusal)
    comparison = compare(Overview(place.standing, found.call), found)
    is_settled = found.accepted_at is not None or found.discarded_at is not None
    is_taken = found.accepted_at is not None or comparison.is_taken
    context = {
        **place.side,
        "place": place,
        "call": found.call,
        "proposal": found,
        "comparison": comparison,
        "page": Paginator(comparison.changes, A_PAGE).get_page(request.GET.get("page")),
        "is_open": not (is_settled or is_taken),
        "is_taken": is_taken,
        "can_put_back": comparison.can_put_back,
        "refused": refused,
        "zone": place.event.zone,
    }
    status = 409 if refused else 200
    return render(request, "abstracts/assigning/proposal.html", context, status=status)


def _waiting(overview: Overview) -> list[AssignmentProposal]:
    """Those of which something is left to this person; of others it may be something that is kept from them."""
    waiting = overview.call.assignment_proposals.filter(accepted_at__isnull=True, discarded_at__isnull=True)
    open_now = set(overview.open.order_by().values_list("pk", flat=True))
    return [one for one in waiting.select_related("by") if not is_taken_for(one, open_now)]


def _act(place: AtAssignment, proposal: AssignmentProposal) -> HttpResponse:
    request, act = place.request, place.request.POST.get("act", "")
    here = reverse("abstract-assignment-proposal", args=[place.event.pk, proposal.pk])
    if act == "discard":
        discard_proposal(proposal, by=request.user)
        say(request, _("Discarded the proposal"))
        again = reverse("abstract-assignment-proposals", args=[place.event.pk])
        return go_to(request, f"{again}?call={proposal.call_id}")
    if act == "back" or (not act and "back" in request.GET):
        put_back(place.standing, proposal)
        say(request, _("Put back what was given before"))
        return go_to(request, here)
    if act not in ("accept", "some"):
        raise Http404
    chosen = None
    if act == "some":
        numbers = [key_of(text) for text in request.POST.getlist("abstract")]
        rows = Abstract.objects.filter(event=place.event, number__in=numbers)
        chosen = list(rows.values_list("pk", flat=True))
    taken = accept_proposal(place.standing, proposal, abstracts=chosen, tell="tell" in request.POST)
    say(request, _said(taken), undo=f"{here}?back=1")
    return go_to(request, here if act == "some" else place.address(f"?call={proposal.call_id}"))


def _said(taken: Taken) -> str:
    count = len(taken.given)
    words = [ngettext("Gave %(count)d abstract", "Gave %(count)d abstracts", count) % {"count": count}]
    if taken.told:
        words.append(ngettext("told %(n)d person", "told %(n)d people", taken.told) % {"n": taken.told})
    if left := taken.overtaken + taken.conflicted:
        words.append(ngettext("left %(n)d as it is", "left %(n)d as they are", left) % {"n": left})
    return ", ".join(words)
