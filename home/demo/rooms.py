"""The rooms of the demo, from their file: three buildings with plans, and two months of bookings around today."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import partial
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from access.models import Grant
from accounts.models import User
from home.demo.plans import plan_of
from kit.drawings import safe_svg
from kit.moments import Span, day_bounds
from kit.recurrence import Rule
from rooms.importing.lines import Line
from rooms.models import Booking, Location, Room
from rooms.operations.blockings import request_blocking
from rooms.operations.booking import Wish, book
from rooms.operations.equipment import add_equipment, add_feature
from rooms.operations.favourites import toggle_favourite
from rooms.operations.grants import give_right
from rooms.operations.hours import Stretch, close, set_hours
from rooms.operations.import_bookings import import_bookings
from rooms.operations.locations import create_location
from rooms.operations.parts import set_parts
from rooms.operations.pictures import add_plan
from rooms.operations.rooms import create_room
from rooms.times import Times

BACK, AHEAD = timedelta(weeks=3), timedelta(weeks=6)
LATITUDE, LONGITUDE = 46.5, 6.6


@dataclass(frozen=True, slots=True)
class Cast:
    """Who does what in the rooms."""

    admin: User
    manager: User
    organiser: User
    attendee: User

    def named(self, name: str) -> User:
        return {"rooms": self.manager, "organiser": self.organiser, "attendee": self.attendee}[name]


def load_rooms(data: dict[str, Any], today: date, cast: Cast) -> Location:
    """The location with its rooms and plans, run by the manager, and what is booked in it."""
    location = _location(data["location"], cast)
    kinds = _equipment(data, by=cast.admin)
    rooms = {entry["name"]: _room(location, entry, kinds, by=cast.admin) for entry in data["room"]}
    numbers = {room.number: room for room in rooms.values()}
    for entry in data["room"]:
        if parts := entry.get("parts"):
            set_parts(rooms[entry["name"]], [numbers[part] for part in parts], by=cast.admin)
    give_right(rooms["Council room"], to=cast.organiser, permission=Room.BOOK, by=cast.admin)
    # Conferences have talks on Sundays and in the evening.
    for name in ("Aula Magna", "Salle Noether"):
        give_right(rooms[name], to=cast.organiser, permission=Room.OVERRIDE, by=cast.admin)
    _plans(location, data, by=cast.admin)
    for name in ("Salle Curie", "Red lecture hall"):
        toggle_favourite(rooms[name], by=cast.attendee)
    _bookings(data, list(rooms.values()), today, cast)
    _requests(data["request"], rooms, today, by=cast.attendee)
    _restrictions(data, rooms, today, cast)
    return location


def _location(data: dict[str, Any], cast: Cast) -> Location:
    values = {name: value for name, value in data.items() if name != "hours"}
    location = create_location(by=cast.admin, **values)
    give_right(location, to=cast.manager, permission=Grant.MANAGE, by=cast.admin)
    set_hours(location, [Stretch(*stretch) for stretch in data["hours"]], by=cast.admin)
    return location


def _equipment(data: dict[str, Any], *, by: User) -> dict[str, Any]:
    serving: dict[str, list[Any]] = {}
    for name, (title, icon, kinds) in data["features"].items():
        feature = add_feature(name=name, title=title, icon=icon, by=by)
        for kind in kinds:
            serving.setdefault(kind, []).append(feature)
    names = data["equipment"]["names"]
    return {name: add_equipment(name=name, features=serving.get(name, []), by=by) for name in names}


def _room(location: Location, entry: dict[str, Any], kinds: dict[str, Any], *, by: User) -> Room:
    values = {name: value for name, value in entry.items() if name not in ("equipment", "box", "parts")}
    equipment = [kinds[name] for name in entry.get("equipment", [])]
    north_east = int(entry["building"]) / 10_000
    place: dict[str, Any] = {
        "latitude": round(LATITUDE + north_east, 4),
        "longitude": round(LONGITUDE + north_east, 4),
    }
    return create_room(location, by=by, equipment=equipment, **place, **values)


def _plans(location: Location, data: dict[str, Any], *, by: User) -> None:
    for (building, floor), here in groupby(data["room"], key=lambda room: (room["building"], room["floor"])):
        drawing = plan_of(here, data["stairs"].get(f"{building}-{floor}", []))
        add_plan(location, safe_svg(drawing), building=building, floor=floor, by=by)


def _bookings(data: dict[str, Any], rooms: list[Room], today: date, cast: Cast) -> None:
    first = today - BACK
    lines: list[Line] = []
    for part in data["weekly"]:
        for room, weekday, start, end, purpose, person in part["rows"]:
            day = first + timedelta(days=(weekday - first.weekday()) % 7)
            rule = Rule("WEEKLY", until=today + AHEAD)
            lines.append(_line(len(lines), room, _times(day, start, end, rule), purpose, cast.named(person)))
    for part in data["once"]:
        for room, days, start, end, purpose, person in part["rows"]:
            times = _times(today + timedelta(days=days), start, end)
            lines.append(_line(len(lines), room, times, purpose, cast.named(person)))
    import_bookings(lines, by=cast.manager, rooms=rooms, on_conflict="skip")
    Booking.objects.filter(purpose__in=data["once"][0]["private"]).update(is_private=True)


def _line(number: int, room: str, times: Times, purpose: str, person: User) -> Line:
    return Line(number, room=room, purpose=purpose, booked_for=person.email, times=partial(_as_said, times))


def _as_said(times: Times, _zone: ZoneInfo) -> Times:
    return times


def _requests(entries: list[dict[str, Any]], rooms: dict[str, Room], today: date, *, by: User) -> None:
    for part in entries:
        for name, days, start, end, purpose, weeks in part["rows"]:
            rule = Rule("WEEKLY", count=weeks) if weeks > 1 else None
            times = _times(_working_day(today + timedelta(days=days)), start, end, rule)
            book(Wish(rooms[name], times, purpose=purpose, on_conflict="skip"), by=by)


def _restrictions(data: dict[str, Any], rooms: dict[str, Room], today: date, cast: Cast) -> None:
    blocking, closure = data["blocking"], data["closure"]
    request_blocking(
        rooms=[rooms[blocking["room"]], rooms["Foyer"]],
        first_day=today + timedelta(days=blocking["first"]),
        last_day=today + timedelta(days=blocking["last"]),
        reason=blocking["reason"],
        by=cast.organiser,
    )
    room = rooms[closure["room"]]
    first, last = (day_bounds(today + timedelta(days=closure[name]), room.zone) for name in ("first", "last"))
    span = Span(first.starts_at, last.ends_at)
    booked = room.occurrences.live().filter(starts_at__lt=span.ends_at, ends_at__gt=span.starts_at)
    close(
        room,
        span,
        by=cast.manager,
        reason=closure["reason"],
        cancelling=list(booked.values_list("pk", flat=True)),
    )


def _times(day: date, start: str, end: str, rule: Rule | None = None) -> Times:
    return Times(day, time.fromisoformat(start), time.fromisoformat(end), rule=rule)


def _working_day(day: date) -> date:
    """That day, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
