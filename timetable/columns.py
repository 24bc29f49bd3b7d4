"""Which columns a day's grid has, and which entries stretch over all of them (pure).

Rooms (or tracks) that are used beside each other are columns. What is held alone (a plenary, lunch) spans them
all, as long as they fit on a screen; a pause that is alone always does. What has no room and is not alone gets a
column of its own, after the rooms.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from timetable.entries import Entry, Place, Strand

MOST_TO_SPAN = 6
"""With more columns than this the grid scrolls sideways, and a talk stays in its room's column."""

ColumnOf = Callable[[Entry], Place | Strand | None]
BY_ROOM: ColumnOf = attrgetter("room")
BY_TRACK: ColumnOf = attrgetter("track")


@dataclass(slots=True)
class Column:
    """One room or track (None: entries without one) and what is held there."""

    of: Place | Strand | None
    entries: list[Entry] = field(default_factory=list)


def share_out(entries: Sequence[Entry], *, by: ColumnOf = BY_ROOM) -> tuple[list[Column], list[Entry]]:
    """The columns in order, and the entries that span them all. `entries` are sorted by their start."""
    alone = _alone(entries)
    beside = [entry for entry in entries if entry.pk not in alone]
    used = {by(entry) for entry in beside or entries if beside or not entry.is_pause}
    wide = len(used) > MOST_TO_SPAN
    spanning = []
    columns: dict[Place | Strand | None, Column] = {}
    for entry in entries:
        if entry.pk in alone and (entry.is_pause or (beside and not (wide and by(entry)))):
            spanning.append(entry)
        else:
            columns.setdefault(by(entry), Column(by(entry))).entries.append(entry)
    return sorted(columns.values(), key=_order), spanning


def _order(column: Column) -> tuple[bool, Any]:
    """By their own order; what has none comes last."""
    return column.of is None, column.of


def _alone(entries: Sequence[Entry]) -> set[int]:
    """The keys of the entries during which nothing else is held."""
    alone = set()
    busy_until = None
    for entry, following in zip(entries, [*entries[1:], None], strict=True):
        ends_at = entry.drawn_until
        free_before = busy_until is None or busy_until <= entry.starts_at
        free_after = following is None or following.starts_at >= ends_at
        if free_before and free_after:
            alone.add(entry.pk)
        busy_until = ends_at if busy_until is None else max(busy_until, ends_at)
    return alone
