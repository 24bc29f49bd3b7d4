"""A week of many rooms: a small ruler a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from accounts.models import User
from rooms.calendar.asked import Period
from rooms.calendar.axis import Axis, axis_of, day_in
from rooms.calendar.day import seen_bars
from rooms.calendar.lanes import Lane, Piece, lane_of
from rooms.models import Room

MOST_NAMED = 6
"""So many busy times a day are named for who cannot see the bars; of more, how many there are."""


@dataclass(frozen=True, slots=True)
class Mark:
    what: str
    style: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One room on one day. `words` say it without colours; `is_shut` when the room does not open that day."""

    day: date
    style: str
    marks: tuple[Mark, ...]
    words: str
    is_shut: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    room: Room
    cells: tuple[Cell, ...]


def week_of(
    rooms: Sequence[Room], period: Period, *, user: User | AnonymousUser, requests: bool, all_hours: bool
) -> list[Row]:
    """The days of the period for each room: two queries however many there are. All share one stretch of hours."""
    zones = {room.location.time_zone: room.location.zone for room in rooms}
    days = {name: [day_in(zone, day) for day in period.days] for name, zone in zones.items()}
    found, told = seen_bars(
        rooms, [day for its in days.values() for day in (its[0], its[-1])], user=user, requests=requests
    )
    lanes = {
        room.pk: [lane_of(room, day, found[room.pk], told) for day in days[room.location.time_zone]]
        for room in rooms
    }
    booked = [span for its in lanes.values() for lane in its for span in lane.booked]
    return [
        Row(
            room,
            tuple(
                _cell(lane, axis_of(day, booked, all_hours=all_hours))
                for day, lane in zip(days[room.location.time_zone], lanes[room.pk], strict=True)
            ),
        )
        for room in rooms
    ]


def _cell(lane: Lane, axis: Axis) -> Cell:
    marks = tuple(
        Mark(piece.what, style)
        for piece in lane.pieces
        if (style := _style(piece, axis)) and piece.what != "shut"
    )
    return Cell(axis.day.day, axis.style, marks, _words(lane, axis), _is_shut(lane, axis))


def _style(piece: Piece, axis: Axis) -> str:
    first, last = max(piece.start, axis.first), min(piece.start + piece.minutes, axis.last)
    return f"--s:{first};--d:{last - first}" if first < last else ""


def _is_shut(lane: Lane, axis: Axis) -> bool:
    return any(piece.what == "shut" and piece.minutes >= axis.day.minutes for piece in lane.pieces)


def _words(lane: Lane, axis: Axis) -> str:
    taken = [piece for piece in lane.pieces if piece.what in ("busy", "mine")]
    kept = any(piece.what in ("closure", "blocking") for piece in lane.pieces)
    if not taken and _is_shut(lane, axis):
        return _("not open")
    if not taken:
        return _("closed or kept free for others") if kept else _("free")
    if len(taken) > MOST_NAMED:
        return _("busy {n} times").format(n=len(taken))
    clock = axis.day.clock
    times = ", ".join(f"{clock(piece.start)}–{clock(piece.start + piece.minutes)}" for piece in taken)
    return _("busy {times}").format(times=times)
