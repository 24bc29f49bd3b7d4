"""The entrance step of organisers' pages: the thing, or the same 404 for what is not there and what is not theirs."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404

from abstracts.duties import ABSTRACTS
from abstracts.models import Call
from access.filters import granted_to, run_by
from accounts.models import User
from accounts.requests import MemberRequest
from events.models import Event
from events.navigation import event_side

SECTION = "abstracts"
"""Of the side navigation: all that the chairs of the programme have, who do not run the event."""


def chaired_event(request: MemberRequest, pk: int) -> Event:
    """An event whose abstracts the person runs, because they run the event or hold the duty."""
    events = Event.objects.filter(granted_to(request.user, ABSTRACTS), deleted_at__isnull=True)
    return get_object_or_404(events.select_related("category", "access", "logbook"), pk=pk)


def chaired_call(request: MemberRequest, pk: int, call: int) -> Call:
    """A call of such an event."""
    event = chaired_event(request, pk)
    found = get_object_or_404(Call.objects.select_related("reviewing"), event=event, pk=call)
    found.event = event
    return found


def runs(user: User | AnonymousUser, event: Event) -> bool:
    """Whether the person runs the whole event, and not only its abstracts."""
    return Event.objects.filter(run_by(user), pk=event.pk).exists()


def chair_side(request: MemberRequest, event: Event, *, current: str) -> dict[str, Any]:
    """What `manage/base.html` needs: the pages of abstracts, and all others for who runs the event."""
    if runs(request.user, event):
        return event_side(event, current=current) | {"runs_event": True}
    return event_side(event, current=current, sections=[SECTION]) | {"runs_event": False}
