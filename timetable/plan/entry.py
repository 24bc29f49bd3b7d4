"""One entry of a timetable as a value, and a whole timetable as a mapping of them (pure)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any, Self

Key = int
"""The id of the working slot; negative for what has none yet (a proposal, a dry run)."""

NAMES = frozenset({"label", "room_name"})
"""What is only said of an entry: two entries that differ in these alone are in the same place."""


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """A block of a session, a contribution, or (neither of them) a break. Times are UTC.

    `room` is its own room; what lies in a block and has none is in that of the block (see `Plan.room_of`).
    `label` and `room_name` are what they were called when it was read.
    """

    key: Key
    starts_at: datetime
    ends_at: datetime
    room: int | None = None
    parent: Key | None = None
    session: int | None = None
    contribution: int | None = None
    title: str = ""
    description: str = ""
    position: int = 0
    is_pinned: bool = False
    label: str = ""
    room_name: str = ""

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def is_block(self) -> bool:
        return self.session is not None

    @property
    def is_break(self) -> bool:
        return self.session is None and self.contribution is None

    def same_place(self, other: Self | None) -> bool:
        """Whether nothing but names differs."""
        return self is other or (other is not None and PLACE(self) == PLACE(other))


FIELDS = tuple(field.name for field in fields(PlanEntry))
PLACE = attrgetter(*(name for name in FIELDS if name not in NAMES))


Changes = Mapping[Key, PlanEntry | None]
"""What becomes of entries; None where one is taken out."""


class Plan(dict[Key, PlanEntry]):
    """A whole timetable: entries by key, in order of time."""

    @classmethod
    def of(cls, entries: Iterable[PlanEntry]) -> Self:
        ordered = sorted(entries, key=lambda entry: (entry.starts_at, entry.position, entry.key))
        return cls((entry.key, entry) for entry in ordered)

    def room_of(self, entry: PlanEntry) -> int | None:
        """Its own room, else that of its block."""
        if entry.room is not None or entry.parent is None:
            return entry.room
        block = self.get(entry.parent)
        return block.room if block else None

    def inside(self, block: Key) -> list[PlanEntry]:
        return [entry for entry in self.values() if entry.parent == block]

    def changed(self, changes: Changes) -> "Plan":
        """Another plan in which these entries are as given; None takes one out."""
        kept = {key: entry for key, entry in self.items() if key not in changes}
        return Plan.of([*kept.values(), *(entry for entry in changes.values() if entry is not None)])


def moved_by(entry: PlanEntry, delta: timedelta) -> PlanEntry:
    """The same, later (or earlier)."""
    return replace(entry, starts_at=entry.starts_at + delta, ends_at=entry.ends_at + delta)


def differing(before: Mapping[Key, PlanEntry], after: Mapping[Key, PlanEntry]) -> list[Key]:
    """The keys of what is in one of the two only, or in another place; in the order of both."""
    keys = dict.fromkeys([*before, *after])
    return [key for key in keys if not _same(before.get(key), after.get(key))]


def as_json(entry: PlanEntry) -> dict[str, Any]:
    """What `from_json` reads; moments in UTC as ISO 8601."""
    values = {name: getattr(entry, name) for name in FIELDS}
    return values | {name: values[name].isoformat() for name in ("starts_at", "ends_at")}


def from_json(values: Mapping[str, Any]) -> PlanEntry:
    """The entry; fields this release does not know are left out, those the writer did not know are empty."""
    known = {name: values[name] for name in FIELDS if name in values}
    moments = {name: datetime.fromisoformat(known[name]) for name in ("starts_at", "ends_at")}
    return PlanEntry(**(known | moments))


def _same(one: PlanEntry | None, other: PlanEntry | None) -> bool:
    return one is other if one is None or other is None else one.same_place(other)
