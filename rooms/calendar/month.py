"""A month of many rooms: how much of each day is booked, from the roll-up by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.moments import day_bounds
from rooms.availability.opening import stretches_of
from rooms.calendar.asked import Period
from rooms.models import Closure, Room, RoomDay

HOUR = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """`share` is booked over open minutes, at most 1; 0 where the room never opens that day and nothing is booked."""

    day: date
    bookings: int
    share: float
    words: str
    is_shut: bool = False

    @property
    def style(self) -> str:
        return f"--v:{self.share:.2f}"


@dataclass(frozen=True, slots=True)
class Row:
    room: Room
    cells: tuple[Cell, ...]


def month_of(rooms: Sequence[Room], period: Period) -> list[Row]:
    """Each day of the period for each room, in two queries."""
    found = {
        (room, day): (minutes, bookings)
        for room, day, minutes, bookings in RoomDay.objects.filter(
            room__in=[room.pk for room in rooms], day__range=(period.first, period.last)
        ).values_list("room", "day", "minutes", "bookings")
    }
    closed = _closed(rooms, period)
    return [
        Row(
            room,
            tuple(
                _cell(room, day, *found.get((room.pk, day), (0, 0)), is_closed=(room.pk, day) in closed)
                for day in period.days
            ),
        )
        for room in rooms
    ]


def _closed(rooms: Sequence[Room], period: Period) -> set[tuple[int, date]]:
    """The rooms and days that one closure takes from midnight to midnight."""
    zones = {room.location.time_zone: room.location.zone for room in rooms}
    days = {name: {day: day_bounds(day, zone) for day in period.days} for name, zone in zones.items()}
    spans = [span for its in days.values() for span in its.values()]
    if not spans:
        return set()
    closures = Closure.objects.filter(
        Q(room__in=[room.pk for room in rooms]) | Q(location__in={room.location_id for room in rooms}),
        starts_at__lt=max(span.ends_at for span in spans),
        ends_at__gt=min(span.starts_at for span in spans),
    )
    return {
        (room.pk, day)
        for closure in closures
        for room in rooms
        if closure.room_id == room.pk or closure.location_id == room.location_id
        for day, span in days[room.location.time_zone].items()
        if closure.starts_at <= span.starts_at and closure.ends_at >= span.ends_at
    }


def _cell(room: Room, day: date, minutes: int, bookings: int, *, is_closed: bool) -> Cell:
    opened = sum(end - start for start, end in stretches_of(room.open_week, day.weekday()))
    if not minutes and is_closed:
        return Cell(day, bookings, 0, _("closed"), is_shut=True)
    if not minutes:
        return Cell(day, bookings, 0, _("free") if opened else _("not open"), is_shut=not opened)
    share = min(minutes / opened, 1) if opened else 1
    said = ngettext(
        "{n} booking, {booked} of {opened} hours", "{n} bookings, {booked} of {opened} hours", bookings
    )
    words = said.format(n=bookings, booked=_hours(minutes), opened=_hours(opened))
    return Cell(day, bookings, share, words)


def _hours(minutes: int) -> str:
    """ "3" or "3:30"."""
    hours, rest = divmod(minutes, HOUR)
    return f"{hours}:{rest:02}" if rest else str(hours)
