"""The calls of an event, as everybody reads them."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from abstracts.files.kinds import KINDS
from abstracts.frame import show, visit
from abstracts.models import Abstract, Call
from abstracts.permissions import can_submit_to, is_late_submitter
from accounts.models import User
from programme.models import Track


@require_safe
def calls(request: HttpRequest, slug: str) -> HttpResponse:
    """All calls the reader sees: open ones first, then those to come, then those that are over."""
    here = visit(request, slug)
    found = sorted(here.calls, key=lambda call: (_rank(call, here.now), call.position))
    rows = [(call, standing_of_call(call, here.now)) for call in found]
    return show(request, here, "calls", "abstracts/submit/calls.html", rows=rows)


@require_safe
def call(request: HttpRequest, slug: str, call: int) -> HttpResponse:
    """The announcement, the dates, what may be submitted, and one button."""
    here = visit(request, slug)
    found = get_object_or_404(here.calls.prefetch_related("types", "tracks__group"), pk=call)
    found.event = here.event
    user = request.user
    begun = Abstract.objects.none()
    if isinstance(user, User):
        begun = Abstract.objects.filter(call=found, submitter=user).select_related("event", "call")
    tracks = sorted(found.tracks.all() or here.event.tracks.select_related("group"), key=_in_its_group)
    types = list(found.types.all()) or list(here.event.contribution_types.filter(is_private=False))
    context: dict[str, Any] = {
        "call": found,
        "standing": standing_of_call(found, here.now),
        "is_late": not found.is_open(here.now) and is_late_submitter(user, found, here.now),
        "may_submit": can_submit_to(user, found, here.now),
        "begun": begun,
        "tracks": tracks if found.track_choice != Call.TrackChoice.NONE else [],
        "types": types,
        "file_types": ", ".join(one.upper() for one in found.file_types or KINDS),
        "ask": found.contact_email or here.event.contact_email,
    }
    return show(request, here, "calls", "abstracts/submit/call.html", **context)


def standing_of_call(call: Call, now: datetime) -> str:
    """ "closed", "soon", "open", "grace" (after the closing, still taking) or "never"."""
    if call.opens_at is None:
        return "never"
    if call.opens_at > now:
        return "soon"
    if call.closes_at is None or now < call.closes_at:
        return "open"
    return "closed" if call.is_over(now) else "grace"


def _in_its_group(track: Track) -> tuple[int, int]:
    """Where authors find a track: those without a group first, then group by group. Sorting keeps their own order."""
    return (track.group.position, track.group.pk) if track.group else (-1, 0)


def _rank(call: Call, now: datetime) -> int:
    return {"open": 0, "grace": 0, "soon": 1, "closed": 2, "never": 3}[standing_of_call(call, now)]
