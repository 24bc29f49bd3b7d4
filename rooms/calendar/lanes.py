"""What one day of one room looks like: what keeps it, and where it is free. Pure: no queries, no markup."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rooms.availability.opening import open_spans
from rooms.availability.timeline import Bar, Kind
from rooms.calendar.axis import Day
from rooms.calendar.told import Told
from rooms.models import Room, State

SHORTEST_GAP = 30
"""Minutes that have to be free for the page to offer them by a link; dragging takes less."""
STEP = 15
"""Minutes to which the present is rounded up where free time begins now."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that keeps the room, in minutes of the day; `bar` has its real times, which may reach beyond.

    `what` is "busy", "mine", "ask" (a request), "closure", "blocking", or "shut" (outside opening hours, no bar).
    `told` is None where the reader may know no more. Of requests that overlap, `level` is the place of this one.
    """

    what: str
    start: int
    minutes: int
    bar: Bar | None = None
    told: Told | None = None
    level: int = 0
    levels: int = 1


@dataclass(frozen=True, slots=True)
class Gap:
    """Free time that may be booked, in minutes of the day."""

    start: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Lane:
    """One room on one day, in order of time; `gaps` are empty for who may not book."""

    room: Room
    pieces: tuple[Piece, ...]
    gaps: tuple[Gap, ...]

    @property
    def booked(self) -> list[tuple[int, int]]:
        """The minutes from and to of what people booked or asked for, which an axis has to show."""
        return [(p.start, p.start + p.minutes) for p in self.pieces if p.what in ("busy", "mine", "ask")]


def lane_of(
    room: Room,
    day: Day,
    bars: Iterable[Bar],
    told: Mapping[int, Told],
    *,
    books: bool = False,
    overrides: bool = False,
    passing: Iterable[int] = (),
    now: datetime | None = None,
) -> Lane:
    """Lay out the day. `books` offers gaps from `now` on; `overrides` past hours and closures, `passing` blockings."""
    here = [bar for bar in bars if bar.starts_at < day.ends_at and bar.ends_at > day.starts_at]
    pieces = _levelled([piece for bar in here if (piece := _piece(bar, day, told))])
    shut = _shut(room, day)
    gaps: list[Gap] = []
    if books:
        held = [_held(piece, room) for piece in pieces if _holds(piece, overrides, set(passing))]
        held += [] if overrides else [(piece.start, piece.start + piece.minutes) for piece in shut]
        earliest = 0 if now is None or now <= day.starts_at else -(-day.minute(now) // STEP) * STEP
        gaps = free_between(held, earliest, day.minutes)
    return Lane(room, tuple(sorted([*shut, *pieces], key=lambda piece: piece.start)), tuple(gaps))


def free_between(held: Iterable[tuple[int, int]], first: int, last: int) -> list[Gap]:
    """What is left between two minutes, without stretches too short to offer."""
    gaps = []
    free_from = first
    for start, end in [*sorted(held), (last, last)]:
        if start - free_from >= SHORTEST_GAP:
            gaps.append(Gap(free_from, start - free_from))
        free_from = max(free_from, end)
    return gaps


def _piece(bar: Bar, day: Day, told: Mapping[int, Told]) -> Piece | None:
    """The part of it in this day; nothing for a request of which the reader may not know."""
    about = told.get(bar.booking_id or 0)
    if bar.kind in (Kind.CLOSURE, Kind.BLOCKING):
        what = str(bar.kind)
    elif bar.state == State.PENDING:
        what = "ask"
    else:
        what = "mine" if about and about.is_own else "busy"
    start = day.minute(bar.starts_at)
    end = max(day.minute(bar.ends_at), start + 1)
    if what == "ask" and about is None:
        return None
    return Piece(what, start, end - start, bar, about)


def _shut(room: Room, day: Day) -> list[Piece]:
    """The stretches of the day outside the hours of the room."""
    pieces, closed_from = [], 0
    spans = open_spans(room.open_week, day.day, day.day, day.zone)
    for start, end in [
        *((day.minute(span.starts_at), day.minute(span.ends_at)) for span in spans),
        (day.minutes, day.minutes),
    ]:
        if start > closed_from:
            pieces.append(Piece("shut", closed_from, start - closed_from))
        closed_from = end
    return pieces


def _holds(piece: Piece, overrides: bool, passing: set[int]) -> bool:
    """Whether the reader can not have the room then. Requests of others do not take a room."""
    if piece.what == "ask":
        return False
    if piece.what == "closure":
        return not overrides
    return piece.what != "blocking" or piece.bar is None or piece.bar.blocking_id not in passing


def _held(piece: Piece, room: Room) -> tuple[int, int]:
    """From and to with the minutes to set up and clear: those of the booking there and of the one to come."""
    booked = piece.what in ("busy", "mine")
    apart = room.buffer_before + room.buffer_after if booked else 0
    return piece.start - apart, piece.start + piece.minutes + apart


def _levelled(pieces: Sequence[Piece]) -> list[Piece]:
    """Bookings and requests that overlap share the height of the lane."""
    people = sorted(
        (piece for piece in pieces if piece.what in ("busy", "mine", "ask")),
        key=lambda piece: (piece.start, -piece.minutes),
    )
    done = [piece for piece in pieces if piece not in people]
    crowd: list[Piece] = []
    for piece in people:
        if crowd and piece.start >= max(other.start + other.minutes for other in crowd):
            done += _stacked(crowd)
            crowd = []
        crowd.append(piece)
    return done + _stacked(crowd)


def _stacked(crowd: Sequence[Piece]) -> list[Piece]:
    ends: list[int] = []
    places = []
    for piece in crowd:
        level = next((n for n, end in enumerate(ends) if end <= piece.start), len(ends))
        ends[level:] = [piece.start + piece.minutes, *ends[level + 1 :]]
        places.append(level)
    return [
        Piece(p.what, p.start, p.minutes, p.bar, p.told, level, len(ends))
        for p, level in zip(crowd, places, strict=True)
    ]
