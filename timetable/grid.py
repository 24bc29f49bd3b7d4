"""The day grid: rooms or tracks as columns, time to scale downwards, breaks folded (pure).

Positions are minutes of real time since `zero`, the midnight with which the day begins in the zone of the
page, so that a night in which the clocks change is as long as it is; only the labels read the clocks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import gcd
from zoneinfo import ZoneInfo

from kit.moments import local
from timetable.columns import BY_ROOM, MOST_TO_SPAN, Column, ColumnOf, share_out
from timetable.entries import Entry, Place, Strand
from timetable.folding import Stretch, pauses, row_heights
from timetable.lanes import Span, side_by_side

ROW = 5  # minutes, unless the day needs finer rows
QUARTER = 15
LOW = 10  # minutes in which no more than one line fits
TWO_LINES = 20  # minutes in which two lines of a title fit, and one below them
MOST_LANES_INSIDE = 3
"""More talks at the same time in one block than this are listed rather than set side by side."""


@dataclass(slots=True)
class Placed:
    """An entry and where it stands: minutes since `zero`, and columns counted from 1."""

    entry: Entry
    start: int
    minutes: int
    column: int
    width: int
    inside: list["Placed"] = field(default_factory=list)
    listed: bool = False
    """What is inside is a list within the one block."""

    @property
    def is_low(self) -> bool:
        """So short that only one line fits."""
        return self.minutes <= LOW


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head; `of` is None for what has no room (or no track)."""

    of: Place | Strand | None
    column: int
    width: int

    @property
    def room(self) -> Place | None:
        return self.of if isinstance(self.of, Place) else None

    @property
    def track(self) -> Strand | None:
        return self.of if isinstance(self.of, Strand) else None


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the ruler; only hours and halves have a label."""

    start: int
    label: str
    is_hour: bool


@dataclass(slots=True)
class Grid:
    """Everything the template writes down."""

    zero: datetime
    first: int
    last: int
    step: int
    columns: int
    heads: list[Head]
    placed: list[Placed]
    ticks: list[Tick]
    rows: str

    @property
    def is_wide(self) -> bool:
        return self.columns > MOST_TO_SPAN

    def minute_of(self, moment: datetime) -> int | None:
        """Where a moment lies, in minutes; None outside the grid."""
        minute = _minutes(moment, self.zero)
        return minute if self.first <= minute <= self.last else None


def lay_out(entries: Sequence[Entry], *, zone: ZoneInfo, by: ColumnOf = BY_ROOM) -> Grid:
    """The grid of one day's top-level entries (at least one), with its labels in `zone`; columns are `by` rooms."""
    entries = sorted(entries, key=lambda entry: (entry.starts_at, -entry.ends_at.timestamp()))
    zero = _midnight(entries[0].starts_at, zone)
    columns, spanning = share_out(entries, by=by)
    heads, placed, width = _set_columns(columns, zero)
    placed += [_span_all(entry, zero, width=max(width, 1)) for entry in spanning]
    placed.sort(key=lambda place: (place.start, place.column))
    step = _step(placed)
    first = min(place.start for place in placed) // QUARTER * QUARTER
    last = max(place.start + place.minutes for place in placed)
    last += -last % step
    busy = [(place.start, place.start + place.minutes) for place in placed if not place.entry.is_pause]
    folds = [_within_rows(fold, step) for fold in pauses(busy, first=first, last=last)]
    ticks = _ticks(zero, zone, first=first, last=last, folds=folds)
    rows = row_heights(folds, first=first, last=last, step=step)
    return Grid(zero, first, last, step, max(width, 1), heads, placed, ticks, rows)


def _midnight(moment: datetime, zone: ZoneInfo) -> datetime:
    """The last midnight in the zone before the moment."""
    return local(moment, zone).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)


def _set_columns(columns: list[Column], zero: datetime) -> tuple[list[Head], list[Placed], int]:
    """Heads and places of all columns, and how many lanes there are together."""
    heads: list[Head] = []
    placed: list[Placed] = []
    used = 0
    for column in columns:
        places = [_place(entry, zero) for entry in column.entries]
        width = _stand_side_by_side(places, first=used + 1)
        heads.append(Head(column.of, used + 1, width))
        placed += places
        used += width
    return heads, placed, used


def _place(entry: Entry, zero: datetime, *, column: int = 1, width: int = 1) -> Placed:
    start = _minutes(entry.starts_at, zero)
    minutes = max(_minutes(entry.drawn_until, zero) - start, 1)
    place = Placed(entry, start, minutes, column, width)
    place.inside = [_place(inner, zero, column=column, width=width) for inner in entry.inside]
    place.listed = bool(place.inside) and (entry.is_poster or _needs(place) > MOST_LANES_INSIDE)
    return place


def _span_all(entry: Entry, zero: datetime, *, width: int) -> Placed:
    place = _place(entry, zero, width=width)
    place.listed = place.listed or _needs(place) > width
    _stand_inside(place)
    return place


def _minutes(moment: datetime, zero: datetime) -> int:
    """Real minutes; subtraction within one zone would count those on the clocks."""
    return int((moment.timestamp() - zero.timestamp()) // 60)


def _needs(place: Placed) -> int:
    """How many lanes a block needs for what stands inside it at the same time."""
    if place.listed or not place.inside:
        return 1
    lanes = side_by_side([_span(inner) for inner in place.inside])
    return max(lane.of for lane in lanes)


def _span(place: Placed, needs: int = 1) -> Span:
    return Span(place.start, place.start + place.minutes, needs)


def _stand_side_by_side(places: list[Placed], *, first: int) -> int:
    """Give the places of one column their lanes; how many lanes the column has."""
    needs = [_needs(place) for place in places]
    lanes = side_by_side([_span(place, need) for place, need in zip(places, needs, strict=True)])
    width = max(lane.of for lane in lanes)
    for place, lane, need in zip(places, lanes, needs, strict=True):
        place.column = first + lane.first
        place.width = width if lane.of == need else need
        if lane.of > need and lane.first + need == lane.of:
            place.width = width - lane.first
        _stand_inside(place)
    return width


def _stand_inside(block: Placed) -> None:
    lanes = side_by_side([_span(inner) for inner in block.inside])
    for inner, lane in zip(block.inside, lanes, strict=True):
        inner.column = block.column + (0 if block.listed else lane.first)
        is_last = block.listed or lane.first + 1 == lane.of
        inner.width = block.column + block.width - inner.column if is_last else 1


def _step(placed: list[Placed]) -> int:
    """The minutes of a row: five, or fewer when something begins or ends in between."""
    step = ROW
    for place in placed:
        for each in (place, *place.inside):
            step = gcd(step, each.start, each.start + each.minutes)
    return step


def _within_rows(fold: Stretch, step: int) -> Stretch:
    return Stretch(fold.start + -fold.start % step, fold.end - fold.end % step)


def _ticks(zero: datetime, zone: ZoneInfo, *, first: int, last: int, folds: list[Stretch]) -> list[Tick]:
    """A tick each quarter of an hour by the clocks of the zone; in a folded stretch only the one it begins with."""
    ticks = []
    start = zero.timestamp()
    for minute in range(first, last, ROW):
        if any(fold.start < minute < fold.end for fold in folds):
            continue
        clock = datetime.fromtimestamp(start + minute * 60, zone)
        if clock.minute % QUARTER == 0:
            label = clock.strftime("%H:%M") if clock.minute % 30 == 0 else ""
            ticks.append(Tick(minute, label, is_hour=clock.minute == 0))
    return ticks
