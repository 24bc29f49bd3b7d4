"""The grid of a day on paper: rooms as columns, time to scale, as many sheets as its rooms need (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from timetable.entries import Entry
from timetable.grid import Grid, Placed, lay_out

RULER = 11.0
"""Millimetres for the clock beside the columns; `HEADS` for the rooms' names above them."""
HEADS = 9.0

PAPERS = {"A4": (297 - 20, 210 - 34), "A3": (420 - 20, 297 - 34), "letter": (279 - 20, 216 - 34)}
"""Width and height in millimetres inside the margins and below the title, in landscape."""

NARROWEST = {"A4": 26.0, "A3": 24.0, "letter": 26.0}
"""Millimetres of a column in which titles can still be read."""


@dataclass(frozen=True, slots=True)
class Box:
    """Something at a place on a sheet, in millimetres; `size` is that of its letters in points."""

    left: float
    top: float
    width: float
    height: float
    entry: Entry
    size: float
    is_block: bool = False
    listed: tuple[Entry, ...] = ()
    within: str = ""
    """The session, said in the first entry of its block."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A line with the time of the clocks, or the head of a room's column."""

    at: float
    label: str
    width: float = 0.0
    is_hour: bool = False


@dataclass(slots=True)
class Sheet:
    """One page. `number` of `of` says which rooms of the day it has."""

    number: int
    of: int
    heads: list[Mark]
    ticks: list[Mark]
    boxes: list[Box] = field(default_factory=list)


def sheets_of(entries: Sequence[Entry], *, zone: ZoneInfo, paper: str) -> list[Sheet]:
    """The sheets of one day's top-level entries; none for a day without any."""
    if not entries:
        return []
    grid = lay_out(entries, zone=zone)
    width, height = PAPERS[paper]
    at_most = max(1, int((width - RULER) // NARROWEST[paper]))
    number = -(-grid.columns // at_most)
    scale = (height - HEADS) / max(grid.last - grid.first, 1)
    cuts = _cuts(grid, -(-grid.columns // number))
    return [
        _sheet(grid, first, last, (width - RULER) / (last - first), scale, index, len(cuts))
        for index, (first, last) in enumerate(cuts, start=1)
    ]


def _cuts(grid: Grid, about: int) -> list[tuple[int, int]]:
    """Columns (from 1, the last not included) of each sheet; a room stays on one unless it is too wide for any."""
    cuts, first = [], 1
    starts = [head.column for head in grid.heads if head.column > 1]
    end = grid.columns + 1
    while first < end:
        last = min(first + about, end)
        if last < end:
            last = max([start for start in starts if first < start <= last], default=last)
        cuts.append((first, last))
        first = last
    return cuts


def _sheet(grid: Grid, first: int, last: int, lane: float, scale: float, number: int, of: int) -> Sheet:
    def across(column: int, width: int) -> tuple[float, float] | None:
        """Left edge and width of columns on this sheet; None where none of them is on it."""
        begins, ends = max(column, first), min(column + width, last)
        return (RULER + (begins - first) * lane, (ends - begins) * lane) if begins < ends else None

    heads = [
        Mark(place[0], head.room.name if head.room else "", place[1])
        for head in grid.heads
        if (place := across(head.column, head.width))
    ]
    ticks = [
        Mark(HEADS + (tick.start - grid.first) * scale, tick.label, is_hour=tick.is_hour)
        for tick in grid.ticks
        if tick.label
    ]
    sheet = Sheet(number, of, heads, ticks)
    for placed in grid.placed:
        inside = [] if placed.listed else placed.inside
        for each in [placed, *inside]:
            if place := across(each.column, each.width):
                within = placed.entry.title if inside and each is inside[0] else ""
                top = HEADS + (each.start - grid.first) * scale
                sheet.boxes.append(_box(each, place, top=top, scale=scale, within=within))
    return sheet


def _box(placed: Placed, place: tuple[float, float], *, top: float, scale: float, within: str) -> Box:
    height = placed.minutes * scale
    is_block = bool(placed.inside) and not placed.listed
    listed = tuple(inner.entry for inner in placed.inside) if placed.listed else ()
    size = _size(place[1], height)
    return Box(place[0], top, place[1], height, placed.entry, size, is_block, listed, within)


def _size(width: float, height: float) -> float:
    """Points: two lines should fit, of a title that is cut where it does not."""
    return round(min(9.0, max(4.0, min(height * 0.95, width / 4.2))), 1)
