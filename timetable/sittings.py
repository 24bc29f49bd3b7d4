"""A session as its page lists it: its blocks day by day, and its talks that are held outside of them (pure)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from timetable.entries import Entry


@dataclass(frozen=True, slots=True)
class Sitting:
    """One block with what it holds, or (without a block) talks that stand alone."""

    block: Entry | None
    entries: list[Entry]


def sittings_by_day(
    entries: Sequence[Entry], *, day_of: Callable[[Entry], date]
) -> list[tuple[date, list[Sitting]]]:
    """Under each day its blocks, in order; talks without a block that follow each other stand together."""
    ordered = sorted(entries, key=lambda entry: entry.starts_at)
    return [(day, _sittings(list(group))) for day, group in groupby(ordered, key=day_of)]


def _sittings(entries: list[Entry]) -> list[Sitting]:
    found: list[Sitting] = []
    for is_block, group in groupby(entries, key=lambda entry: entry.session is not None):
        if is_block:
            found += [Sitting(block, block.inside) for block in group]
        else:
            found.append(Sitting(None, list(group)))
    return found
