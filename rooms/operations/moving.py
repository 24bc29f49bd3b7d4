"""Other rooms and other ends: the edits that have a button of their own."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.utils import timezone

from accounts.models import User
from kit.moments import local
from rooms.drafting import clock_of
from rooms.drafts import Scope
from rooms.models import Booking, Occurrence, Room
from rooms.operations.booking import OnConflict
from rooms.operations.editing import Change, edit
from rooms.outlook import Choice
from rooms.times import times_between

MINUTE = timedelta(minutes=1)


def move(
    booking: Booking,
    room: Room,
    *,
    by: User,
    scope: Scope = Scope.ALL,
    day: date | None = None,
    choices: Mapping[date, Choice] | None = None,
    on_conflict: OnConflict = "refuse",
) -> Booking:
    """Take another room at the same wall times, for all dates ahead, those from a day on, or one. Raises as `edit`."""
    change = Change(scope, day, room=room, choices=choices or {}, on_conflict=on_conflict)
    return edit(booking, change, by=by)


def end_at(occurrence: Occurrence, moment: datetime, *, by: User) -> Booking:
    """Let a date end at another moment: shorten it, also while it runs, or extend it where the room is free after.

    Raises as `edit`: NotEditable when it is over or more time would need approval, RoomTaken, MayNotBook.
    """
    room = Room.objects.for_rights().get(pk=occurrence.room_id)
    clock = clock_of(occurrence, room)
    starts = datetime.combine(clock.first_day, clock.start)
    times = times_between(starts, local(moment, room.zone).replace(tzinfo=None))
    change = Change(Scope.THIS, occurrence.date, times=replace(times, rule=None))
    return edit(occurrence.booking, change, by=by)


def end_now(occurrence: Occurrence, *, by: User) -> Booking:
    """Free the rest of a date that runs; to the full minute, and at least one of them stays."""
    now = timezone.now()
    full = now.replace(second=0, microsecond=0)
    full = full if full == now else full + MINUTE
    return end_at(occurrence, max(full, occurrence.starts_at + MINUTE), by=by)
