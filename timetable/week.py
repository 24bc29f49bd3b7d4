"""The days of an event side by side, by the clocks on the wall (pure).

Minutes are those the clocks show since the midnight of the day, so that nine o'clock is one line through all days,
also where the clocks change between them; how long something lasts is real time. More things at the same time than
can stand side by side are one entry, which leads to the day.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.moments import local
from kit.plain import title_in_words
from timetable.entries import Entry, talk_words
from timetable.folding import pauses, row_heights
from timetable.lanes import Span, side_by_side

SHARES = 6
"""Columns of the grid for each day: one, two or three things side by side divide them evenly."""
MOST_BESIDE = 3
ROW = 5
HOUR = 60
ONE_LINE, TWO_LINES = 25, 45
"""Minutes lower than which so many lines fit."""
MOST_DAYS = 7
"""With more days than this the week scrolls sideways."""


@dataclass(slots=True)
class Piece:
    """One entry of a week, or several that are held at the same time."""

    title: str
    note: str
    starts_at: datetime
    ends_at: datetime
    start: int
    minutes: int
    column: int = 1
    width: int = SHARES
    hue: int | None = None
    is_pause: bool = False
    entry: Entry | None = None
    """None for several."""
    page: str = ""

    @property
    def classes(self) -> str:
        says = {
            "trk-hue": self.hue is not None,
            "pause": self.is_pause,
            "free": not self.is_pause,
            "low": self.minutes < ONE_LINE,
            "short": ONE_LINE <= self.minutes < TWO_LINES,
        }
        return " ".join(name for name, holds in says.items() if holds)


@dataclass(slots=True)
class Day:
    """One column."""

    day: date
    column: int
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Mark:
    """An hour on the ruler."""

    start: int
    label: str


@dataclass(slots=True)
class Week:
    """Everything the template writes down; `columns` are those of the grid, SHARES for each day."""

    days: list[Day]
    first: int
    last: int
    rows: str
    marks: list[Mark]

    @property
    def columns(self) -> int:
        return SHARES * len(self.days)

    @property
    def is_wide(self) -> bool:
        return len(self.days) > MOST_DAYS


def week_of(days: Mapping[date, Sequence[Entry]], *, zone: ZoneInfo, page_of: Callable[[Entry], str]) -> Week:
    """The top-level entries of each day (at least one in all); days without any are columns all the same."""
    columns = [
        Day(day, number * SHARES + 1, _pieces(entries, day, zone))
        for number, (day, entries) in enumerate(sorted(days.items()))
    ]
    for column in columns:
        for piece in column.pieces:
            piece.column += column.column - 1
            piece.page = page_of(piece.entry) if piece.entry else ""
    everything = [piece for column in columns for piece in column.pieces]
    first = min(piece.start for piece in everything) // HOUR * HOUR
    last = -(-max(piece.start + piece.minutes for piece in everything) // HOUR) * HOUR
    folds = pauses(
        [(piece.start, piece.start + piece.minutes) for piece in everything], first=first, last=last
    )
    folds = [fold for fold in folds if fold.end - fold.start > 2 * HOUR]
    marks = [
        Mark(minute, f"{minute // HOUR % 24:02}:00")
        for minute in range(first, last, HOUR)
        if not any(fold.start < minute < fold.end for fold in folds)
    ]
    return Week(columns, first, last, row_heights(folds, first=first, last=last, step=ROW), marks)


def _pieces(entries: Iterable[Entry], day: date, zone: ZoneInfo) -> list[Piece]:
    """What stands in the column of a day; breaks only where nothing else is held."""
    ordered = sorted(entries, key=lambda entry: (entry.starts_at, -entry.ends_at.timestamp()))
    pieces: list[Piece] = []
    for group in _at_once([entry for entry in ordered if not entry.is_pause]):
        pieces += _side_by_side(group, day, zone)
    for rest in (entry for entry in ordered if entry.is_pause):
        if not any(piece.starts_at < rest.drawn_until and rest.starts_at < piece.ends_at for piece in pieces):
            pieces.append(_piece(rest, day, zone))
    return sorted(pieces, key=lambda piece: (piece.start, piece.column))


def _at_once(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Groups of entries that overlap, directly or through others; sorted by start before."""
    groups: list[list[Entry]] = []
    until = None
    for entry in entries:
        if until is None or entry.starts_at >= until:
            groups.append([])
            until = entry.drawn_until
        groups[-1].append(entry)
        until = max(until, entry.drawn_until)
    return groups


def _side_by_side(group: list[Entry], day: date, zone: ZoneInfo) -> list[Piece]:
    pieces = [_piece(entry, day, zone) for entry in group]
    lanes = side_by_side([Span(piece.start, piece.start + piece.minutes) for piece in pieces])
    beside = max(lane.of for lane in lanes)
    if beside > MOST_BESIDE:
        return [_as_one(group, pieces)]
    for piece, lane in zip(pieces, lanes, strict=True):
        piece.width = SHARES // beside
        piece.column = lane.first * piece.width + 1
    return pieces


def _piece(entry: Entry, day: date, zone: ZoneInfo) -> Piece:
    start = _minute(entry.starts_at, day, zone)
    lasts = int((entry.drawn_until - entry.starts_at).total_seconds() // 60)
    first, last = (
        start - start % ROW,
        start + lasts - (start + lasts) % ROW,
    )  # what follows begins where this ends
    talks = sum(1 for inner in entry.inside if inner.talk)
    counted = talk_words(talks, is_poster=entry.is_poster) if talks else ""
    place = entry.room.name if entry.room else ""
    return Piece(
        title=title_in_words(entry.title),
        note=" · ".join(part for part in (place, entry.people or counted or entry.note) if part),
        starts_at=entry.starts_at,
        ends_at=entry.drawn_until,
        start=first,
        minutes=max(last - first, ROW),
        hue=entry.hue,
        is_pause=entry.is_pause,
        entry=entry,
    )


def _as_one(group: list[Entry], pieces: list[Piece]) -> Piece:
    """Too much to stand side by side: how much of it, in how many rooms."""
    sessions = {entry.session for entry in group if entry.session}
    talks = {leaf.number for entry in group for leaf in (entry, *entry.inside) if leaf.number}
    rooms = {entry.room for entry in group if entry.room}
    counted = ngettext("%(n)s session", "%(n)s sessions", len(sessions)) % {"n": len(sessions)}
    start = min(piece.start for piece in pieces)
    return Piece(
        title=counted if len(sessions) > 1 else talk_words(len(talks)),
        note=_("%(n)s rooms") % {"n": len(rooms)} if len(rooms) > 1 else "",
        starts_at=min(piece.starts_at for piece in pieces),
        ends_at=max(piece.ends_at for piece in pieces),
        start=start,
        minutes=max(piece.start + piece.minutes for piece in pieces) - start,
    )


def _minute(moment: datetime, day: date, zone: ZoneInfo) -> int:
    """What the clocks show, in minutes since the midnight of the day; below zero on the evening before."""
    shown = local(moment, zone).replace(tzinfo=None)
    return int((shown - datetime.combine(day, datetime.min.time())) / timedelta(minutes=1))
