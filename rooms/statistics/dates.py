"""Dates of rooms as a table: when each was taken, and for whom and why as far as the reader may know."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.utils.translation import gettext as _

from kit.moments import day_bounds, local
from rooms.models import Occurrence, Room, RoomSettings, State
from rooms.models.occurrence import OccurrenceQuerySet
from rooms.models.room import RoomQuerySet
from rooms.permissions import can_see_details
from rooms.rights import Rights

MOST_ROWS = 100_000
MOST_IN_A_WORKBOOK = 30_000
MOST_DAYS = 366
READ = (
    *("room", "starts_at", "ends_at", "state", "booking__purpose", "booking__is_private"),
    *("booking__created_by", "booking__booked_for__name"),
)


def headings() -> list[str]:
    return [_("Room"), _("Booking"), _("For whom"), _("What it is for"), _("Start"), _("End"), _("State")]


def are_more_than(most: int, rooms: RoomQuerySet, first: date, last: date) -> bool:
    """Whether the table would be longer than that; counted no further."""
    return _around(rooms, first, last)[: most + 1].count() > most


def rows(
    rooms: RoomQuerySet, first: date, last: date, *, rights: Rights, settings: RoomSettings
) -> Iterator[list[object]]:
    """Every date that holds or awaits approval from the first day to the last, on the clocks of each room.

    Read while it is written. `rooms` are those the reader sees.
    """
    seen = {room.pk: room for room in rooms.for_rights()}
    labels = {room.pk: f"{room.full_name}, {room.location.name}" for room in seen.values()}
    bounds = {room.pk: (day_bounds(first, room.zone), day_bounds(last, room.zone)) for room in seen.values()}
    found = _around(list(seen), first, last).select_related("booking__booked_for").only(*READ)
    for one in found.order_by("starts_at", "pk").iterator(chunk_size=2000):
        start, end = bounds[one.room_id]
        room = seen[one.room_id]
        told = can_see_details(rights, settings, one.booking, room)
        is_known = (
            told or one.state == State.ACCEPTED
        )  # who asks for a room is theirs and its moderators' affair
        if is_known and one.starts_at < end.ends_at and one.ends_at > start.starts_at:
            yield [labels[one.room_id], *_cells(one, room, told=told)]


def _around(rooms: Iterable[Room | int], first: date, last: date) -> OccurrenceQuerySet:
    """Those of the days and, for the zones, of a day more on both sides."""
    midnight = datetime.combine(first, time(), UTC)
    whole = last - first + timedelta(days=2)
    return Occurrence.objects.within(midnight - timedelta(days=1), midnight + whole).filter(room__in=rooms)


def _cells(one: Occurrence, room: Room, *, told: bool) -> list[object]:
    booking = one.booking
    person = booking.booked_for.name if told and booking.booked_for else ""
    words = [booking.pk, person, booking.purpose] if told else ["", "", ""]
    start, end = (local(moment, room.zone).replace(tzinfo=None) for moment in (one.starts_at, one.ends_at))
    return [*words, start, end, one.get_state_display()]
