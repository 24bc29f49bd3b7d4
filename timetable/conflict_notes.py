"""Conflicts as notes on a page: each with the fixes one can press a button for."""

from collections.abc import Iterable
from dataclasses import dataclass

from timetable.conflicts import Checker, Conflict
from timetable.conflicts.fixes import Fix, fixes_for

MOST_FIXED = 20


@dataclass(frozen=True, slots=True)
class ConflictNote:
    """What `timetable/manage/_conflicts.html` shows."""

    conflict: Conflict
    fixes: list[Fix]


def notes_of(
    conflicts: Iterable[Conflict], checker: Checker, *, fixed: int = MOST_FIXED
) -> list[ConflictNote]:
    """In order; only the first `fixed` ones come with fixes, for these take some milliseconds each."""
    return [
        ConflictNote(each, fixes_for(each, checker) if number < fixed else [])
        for number, each in enumerate(conflicts)
    ]
