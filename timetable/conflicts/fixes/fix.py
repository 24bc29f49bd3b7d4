"""One fix: the words of its button, what it does, and what becomes of the entries."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from hashlib import blake2b

from timetable.conflicts.checker import Changes, Checker
from timetable.conflicts.placed import Placed
from timetable.plan import Key, PlanEntry, as_json


@dataclass(frozen=True)
class Fix:
    """`changes` are what `write_plan` takes. `code` names the fix as long as it does the same."""

    label: str
    detail: str
    changes: Changes = field(repr=False)

    @property
    def code(self) -> str:
        said = [(key, as_json(entry) if entry else None) for key, entry in sorted(self.changes.items())]
        return blake2b(repr(said).encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Idea:
    """A fix nobody has tried yet; its words are made only when it turns out to be one."""

    changes: Changes
    label: Callable[[], str]
    detail: Callable[[], str]

    def as_fix(self) -> Fix:
        return Fix(self.label(), self.detail(), self.changes)


def moved(
    checker: Checker, placed: Placed, *, seconds: float = 0, room: int | None = None
) -> dict[Key, PlanEntry | None]:
    """The entry later (or earlier), perhaps in another `room`. A block takes along what it holds."""
    delta = timedelta(seconds=seconds)
    changes: dict[Key, PlanEntry | None] = {placed.key: _moved(placed.entry, delta, room)}
    if placed.entry.is_block:
        for key in checker.inside(placed.key):
            child = checker.plan[key]
            follows = child.room is not None and child.room == placed.entry.room
            changes[key] = _moved(child, delta, room if follows else None)
    return changes


def _moved(entry: PlanEntry, delta: timedelta, room: int | None) -> PlanEntry:
    return replace(
        entry,
        starts_at=entry.starts_at + delta,
        ends_at=entry.ends_at + delta,
        room=entry.room if room is None else room,
    )
