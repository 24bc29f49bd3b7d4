"""Who comes to the pages of assignments: organisers, and conveners for their tracks. Everybody else gets a 404."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse

from abstracts.assigning.tables import Overview
from abstracts.models import AssignmentProposal, Call
from abstracts.standing import Standing, standing_of
from abstracts.views.committee import committee_side
from abstracts.views.fetch import chair_side
from accounts.requests import MemberRequest
from events.models import Event
from kit.keys import key_of

HERE = "abstract-assignment"


@dataclass(frozen=True, slots=True)
class AtAssignment:
    """One person at the assignments of one event; `call` is None where it has none."""

    request: MemberRequest
    event: Event
    standing: Standing
    calls: list[Call]
    call: Call | None

    @property
    def side(self) -> dict[str, Any]:
        """Organisers have the pages of the event beside it, conveners their own few."""
        if self.standing.is_manager:
            return chair_side(self.request, self.event, current=HERE)
        return committee_side(self.standing, current=HERE)

    @property
    def sees_authors(self) -> bool:
        """Whether the person may know who wrote the abstracts of the call, and so of conflicts of interest."""
        if self.standing.is_manager or self.call is None:
            return self.standing.is_manager
        reviewing = self.call.reviewing
        return not reviewing.is_double_blind or reviewing.conveners_see_authors

    def address(self, query: str = "") -> str:
        return reverse(HERE, args=[self.event.pk]) + query


def at_assignment(request: MemberRequest, pk: int, *, chairs_only: bool = False) -> AtAssignment:
    """The call that ?call= names, or else the first whose abstracts are given one by one."""
    alive = Event.objects.filter(deleted_at__isnull=True, pk=pk)
    event = alive.select_related("category", "access", "logbook").first()
    if event is None:
        raise Http404
    standing = standing_of(request.user, event)
    if not (standing.is_manager or (standing.is_convener and not chairs_only)):
        raise Http404
    calls = list(event.calls.select_related("reviewing"))
    asked = key_of(request.GET.get("call", "") or request.POST.get("call", ""))
    one_by_one = [call for call in calls if call.reviewing.assignment == "individual"]
    call = next((call for call in calls if call.pk == asked), None) or next(iter(one_by_one or calls), None)
    if call is not None:
        call.event = event
    return AtAssignment(request, event, standing, calls, call)


def overview_of(place: AtAssignment) -> Overview:
    """Raises Http404 where the event has no call."""
    if place.call is None:
        raise Http404
    return Overview(place.standing, place.call)


def proposal_at(place: AtAssignment, key: int) -> AssignmentProposal:
    """A proposal of the event, with its call. Raises Http404."""
    rows = AssignmentProposal.objects.filter(call__event=place.event)
    found = rows.select_related("call__reviewing", "by").filter(pk=key).first()
    if found is None:
        raise Http404
    found.call.event = place.event
    return found
