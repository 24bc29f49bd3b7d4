"""What two plans have apart, as those see it who read a timetable (pure)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import cast

from timetable.plan import Key, Plan, PlanEntry


class Kind(StrEnum):
    """What happened to an entry."""

    ADDED = "added"
    MOVED = "moved"
    """Another time, another length, or another room."""
    RETITLED = "retitled"
    EDITED = "edited"
    """Something else: its note, its session, its place in a list."""
    WITHDRAWN = "withdrawn"
    """Its talk is not held at all."""
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry in its plan, with the room it is in, which may be that of its session."""

    entry: PlanEntry
    room: int | None
    room_name: str

    @property
    def place(self) -> tuple[datetime, datetime, int | None]:
        return self.entry.starts_at, self.entry.ends_at, self.room


@dataclass(frozen=True, slots=True)
class Change:
    """One entry that is not as it was. Who moves and gets another title at once is of both kinds."""

    kinds: tuple[Kind, ...]
    before: Standing | None
    after: Standing | None

    @property
    def kind(self) -> Kind:
        return self.kinds[0]

    @property
    def entry(self) -> PlanEntry:
        """As it is now; of what is gone, as it was."""
        return (self.after or cast("Standing", self.before)).entry

    @property
    def is_gone(self) -> bool:
        return self.after is None


def diff(before: Plan, after: Plan, *, withdrawn: Collection[int] = ()) -> list[Change]:
    """Every entry that is not as it was, in order of time; `withdrawn` are talks that are not held any more.

    A talk or a session that was taken out and put in again is one that moved, as long as it was there only once.
    """
    pairs = [*_same_keys(before, after), *_put_in_again(before, after)]
    found = [change for pair in pairs if (change := _change(*pair, withdrawn)) is not None]
    return sorted(found, key=lambda change: (change.entry.starts_at, change.entry.position, change.entry.key))


Pair = tuple[Standing | None, Standing | None]


def _same_keys(before: Plan, after: Plan) -> Iterable[Pair]:
    for key in before.keys() & after.keys():
        if before[key] != after[key] or before[key].room is None:
            yield standing_in(before, key), standing_in(after, key)


def _put_in_again(before: Plan, after: Plan) -> Iterable[Pair]:
    gone, new = before.keys() - after.keys(), after.keys() - before.keys()
    gone_by, new_by = _by_content(before, gone), _by_content(after, new)
    matched = {
        (gone_by[content][0], new_by[content][0])
        for content in gone_by.keys() & new_by.keys()
        if len(gone_by[content]) == len(new_by[content]) == 1
    }
    for old_key, new_key in matched:
        yield standing_in(before, old_key), standing_in(after, new_key)
    for key in gone - {old for old, _new in matched}:
        yield standing_in(before, key), None
    for key in new - {new for _old, new in matched}:
        yield None, standing_in(after, key)


def _by_content(plan: Plan, keys: Iterable[Key]) -> dict[tuple[int | None, int | None], list[Key]]:
    """Breaks have nothing by which they could be known again."""
    found = defaultdict(list)
    for key in keys:
        entry = plan[key]
        if not entry.is_break:
            found[entry.contribution, entry.session].append(key)
    return found


def standing_in(plan: Plan, key: Key) -> Standing:
    entry = plan[key]
    block = plan.get(entry.parent) if entry.parent is not None else None
    room_name = entry.room_name if entry.room is not None or block is None else block.room_name
    return Standing(entry, plan.room_of(entry), room_name)


def _change(before: Standing | None, after: Standing | None, withdrawn: Collection[int]) -> Change | None:
    kinds = _kinds(before, after, withdrawn)
    return Change(tuple(kinds), before, after) if kinds else None


def _kinds(before: Standing | None, after: Standing | None, withdrawn: Collection[int]) -> list[Kind]:
    if before is None:
        return [Kind.ADDED] if after is not None else []
    if after is None:
        return [Kind.WITHDRAWN if before.entry.contribution in withdrawn else Kind.REMOVED]
    kinds = []
    if before.place != after.place:
        kinds.append(Kind.MOVED)
    if before.entry.label != after.entry.label:
        kinds.append(Kind.RETITLED)
    if not kinds and _rest(before.entry) != _rest(after.entry):
        kinds.append(Kind.EDITED)
    return kinds


def _rest(entry: PlanEntry) -> PlanEntry:
    """What is published of an entry but names; that it is pinned concerns only those who plan."""
    return replace(entry, label="", room_name="", room=None, is_pinned=False)
