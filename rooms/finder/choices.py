"""What to do on the dates a room can not be had, as forms carry it: `on-2027-04-20=room:12`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.http import QueryDict

from kit.keys import is_key
from rooms.models import Room
from rooms.outlook import Choice

SKIP = "skip"
PREFIX = "on-"


@dataclass(frozen=True, slots=True)
class Said:
    """A choice in words of the form; `room` is a number anybody can type."""

    skip: bool = False
    room: int | None = None
    start: time | None = None
    end: time | None = None


def value_of(choice: Choice) -> str:
    if choice.skip:
        return SKIP
    if choice.room is not None:
        return f"room:{choice.room.pk}"
    return f"time:{choice.start:%H:%M}-{choice.end:%H:%M}"


def field_of(day: date) -> str:
    return f"{PREFIX}{day.isoformat()}"


def read(value: str) -> Said | None:
    """None for what says nothing: the date as it was asked for."""
    kind, _colon, rest = value.partition(":")
    if value == SKIP:
        return Said(skip=True)
    if kind == "room" and is_key(rest):
        return Said(room=int(rest))
    if kind == "time":
        start, _dash, end = rest.partition("-")
        try:
            starts, ends = (time.fromisoformat(text).replace(tzinfo=None) for text in (start, end))
        except ValueError:
            return None
        return Said(start=starts, end=ends) if starts < ends else None
    return None


def choices_of(data: QueryDict, days: Collection[date], rooms: Any) -> dict[date, Choice]:
    """The choices sent for these days. `rooms` is the queryset of those the person sees: others are no choice."""
    said = {day: one for day in days if (one := read(data.get(field_of(day), "")))}
    keys = {one.room for one in said.values() if one.room is not None}
    known: Mapping[int, Room] = rooms.for_rights().in_bulk(keys) if keys else {}
    return {day: _choice(one, known) for day, one in said.items() if one.room is None or one.room in known}


def _choice(said: Said, known: Mapping[int, Room]) -> Choice:
    room = known[said.room] if said.room is not None else None
    return Choice(skip=said.skip, room=room, start=said.start, end=said.end)
