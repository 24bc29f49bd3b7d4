"""One day of many rooms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from rooms.availability.timeline import Bar, bars
from rooms.calendar.axis import Axis, Day, axis_of, day_in
from rooms.calendar.lanes import Lane, lane_of
from rooms.calendar.told import Told, told_of
from rooms.models import Location, Room
from rooms.outlook import passed_by
from rooms.rights import Rights


@dataclass(frozen=True, slots=True)
class Section:
    """Rooms of one location, on its own clocks."""

    location: Location
    axis: Axis
    lanes: tuple[Lane, ...]


def sections_of(
    rooms: Sequence[Room],
    day: date,
    *,
    rights: Rights,
    user: User | AnonymousUser,
    now: datetime,
    requests: bool = True,
    all_hours: bool = False,
) -> list[Section]:
    """The day of these rooms, from `for_rights()` and in order of their locations; no more queries for many."""
    days = days_of(rooms, day)
    found, told = seen_bars(rooms, list(days.values()), user=user, requests=requests)
    passing = passed_by(rights)
    sections = []
    for location, its_rooms in groupby(rooms, key=lambda room: room.location):
        here = days[location.time_zone]
        lanes = tuple(
            lane_of(
                room,
                here,
                found[room.pk],
                told,
                books=rights.books(room) or rights.requests(room),
                overrides=rights.overrides(room),
                passing=_passing(room, found[room.pk], rights, passing),
                now=now,
            )
            for room in its_rooms
        )
        booked = [span for lane in lanes for span in lane.booked]
        sections.append(Section(location, axis_of(here, booked, all_hours=all_hours), lanes))
    return sections


def seen_bars(
    rooms: Sequence[Room], days: Sequence[Day], *, user: User | AnonymousUser, requests: bool
) -> tuple[dict[int, list[Bar]], dict[int, Told]]:
    """What keeps the rooms on these days, and what the person may know of it: two queries."""
    if not rooms:
        return {}, {}
    first, last = min(day.starts_at for day in days), max(day.ends_at for day in days)
    found = bars([room.pk for room in rooms], first, last, requests=requests)
    return found, told_of((bar.booking_id for its in found.values() for bar in its), to=user)


def days_of(rooms: Iterable[Room], day: date) -> dict[str, Day]:
    """That day in each zone of the rooms."""
    return {
        location.time_zone: day_in(location.zone, day)
        for location in {room.location_id: room.location for room in rooms}.values()
    }


def _passing(room: Room, found: Iterable[Bar], rights: Rights, passing: Iterable[int]) -> Iterable[int]:
    """Whoever manages a room passes all that blocks it."""
    if rights.manages(room):
        return [bar.blocking_id for bar in found if bar.blocking_id]
    return passing
