"""The engine: all conflicts of a plan, and what a change to it makes of them.

Both ways run the same rules over the same lanes: the whole plan once, and after a change just the entries it
touches against the rest.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from timetable.conflicts import alone_people, alone_place, alone_room
from timetable.conflicts.conflict import Conflict
from timetable.conflicts.facts import Facts
from timetable.conflicts.pairs import clash
from timetable.conflicts.placed import PERSON, Lane, Placed, placed
from timetable.plan import Key, Plan, PlanEntry

Changes = Mapping[Key, PlanEntry | None]

ALONE = (
    alone_place.length,
    alone_place.inside_block,
    alone_place.inside_event,
    alone_place.one_day,
    alone_people.people_available,
    alone_people.talk_held,
    alone_room.room_usable,
    alone_room.room_large_enough,
    alone_room.room_equipped,
)


@dataclass(frozen=True, slots=True)
class Delta:
    """What a change brings and what it solves, each the worst first."""

    appeared: list[Conflict]
    vanished: list[Conflict]

    @property
    def errors(self) -> list[Conflict]:
        """New ones that can not be held."""
        return [each for each in self.appeared if each.is_error]


class Checker:
    """The conflicts of one plan. It does not change; `after` only says what would be."""

    def __init__(self, facts: Facts, plan: Plan, *, known: Mapping[Key, Placed | None] | None = None) -> None:
        """`known` are entries that are placed already, as they are in this plan and by these facts."""
        known = known or {}
        self.facts = facts
        self.plan = plan
        self.placed = {key: known.get(key) or self._place(entry, plan) for key, entry in plan.items()}
        self._lanes = _by_lane(self.placed.values())
        self._inside: dict[Key, list[Key]] = defaultdict(list)
        for entry in plan.values():
            if entry.parent is not None:
                self._inside[entry.parent].append(entry.key)

    @cached_property
    def conflicts(self) -> list[Conflict]:
        """All of them, the worst first."""
        found = dict.fromkeys(self._alone(self.placed.values()))
        found |= dict.fromkeys(self._in_lanes(self._lanes))
        return _ordered(found)

    def after(self, changes: Changes) -> Delta:
        """What appears and what vanishes when these entries are as given; None takes one out."""
        touched = self._touched(changes)
        new = dict.fromkeys(self._of(self._changed(touched, changes)))
        old = dict.fromkeys(each for key in touched for each in self._by_entry.get(key, ()))
        return Delta(
            _ordered(each for each in new if each not in old),
            _ordered(each for each in old if each not in new),
        )

    def of(self, plan: Plan) -> "Checker":
        """The checker of another plan by the same facts: only entries that differ are looked at."""
        keys = dict.fromkeys([*self.plan, *plan])
        changes = {key: plan.get(key) for key in keys if plan.get(key) != self.plan.get(key)}
        touched = self._touched(changes)
        changed = self._changed(touched, changes)
        found = Checker(self.facts, plan, known={**self.placed, **changed})
        stay = [each for each in self.conflicts if touched.isdisjoint(each.entries)]
        found.conflicts = _ordered(dict.fromkeys([*stay, *self._of(changed)]))
        return found

    def inside(self, block: Key) -> list[Key]:
        """What the block holds."""
        return self._inside.get(block, [])

    @cached_property
    def by_room(self) -> dict[int, list[Placed]]:
        """What has a room, in it or by its block, in order of time."""
        found: dict[int, list[Placed]] = defaultdict(list)
        for each in sorted(self.placed.values(), key=lambda each: (each.start, each.key)):
            if each.room is not None:
                found[each.room].append(each)
        return found

    @cached_property
    def _by_entry(self) -> dict[Key, list[Conflict]]:
        found: dict[Key, list[Conflict]] = defaultdict(list)
        for each in self.conflicts:
            for one in each.placed:
                found[one.key].append(each)
        return found

    def _touched(self, changes: Changes) -> set[Key]:
        """What changes, and what lies in it."""
        return set(changes).union(*(self._inside.get(key, ()) for key in changes))

    def _changed(self, touched: Collection[Key], changes: Changes) -> dict[Key, Placed | None]:
        """The touched entries as they would be; None for what is gone."""
        after = _Overlay(self.plan, changes)
        entries = {key: after.get(key) for key in touched}
        return {key: self._place(entry, after) if entry else None for key, entry in entries.items()}

    def _of(self, changed: Mapping[Key, Placed | None]) -> Iterator[Conflict]:
        """The conflicts of changed entries: alone, among each other, and with what stays."""
        there = [each for each in changed.values() if each is not None]
        yield from self._alone(there)
        for each in there:
            for lane in each.lanes:
                for other in self._lanes.get(lane, ()):
                    if other.key not in changed:
                        found = clash(lane, each, other, self.facts)
                        if found is not None:
                            yield found
        if len(there) > 1:
            yield from self._in_lanes(_by_lane(there))

    def _alone(self, entries: Iterable[Placed]) -> Iterator[Conflict]:
        facts = self.facts
        for each in entries:
            for rule in ALONE:
                yield from rule(each, facts)

    def _in_lanes(self, lanes: Mapping[Lane, list[Placed]]) -> Iterator[Conflict]:
        """Each pair near enough in time, once."""
        facts = self.facts
        for lane, entries in lanes.items():
            if len(entries) < 2:
                continue
            slack = facts.longest_change if lane[0] == PERSON else 0
            entries = sorted(entries, key=lambda each: each.start)
            for index, one in enumerate(entries):
                reach = one.end + slack
                for number in range(index + 1, len(entries)):
                    other = entries[number]
                    if other.start >= reach:
                        break
                    found = clash(lane, one, other, facts)
                    if found is not None:
                        yield found

    def _place(self, entry: PlanEntry, plan: "Plan | _Overlay") -> Placed:
        block = plan.get(entry.parent) if entry.parent is not None else None
        return placed(entry, block, self.facts)


class _Overlay:
    """A plan as some changes make it, without copying it."""

    def __init__(self, plan: Plan, changes: Changes) -> None:
        self._plan = plan
        self._changes = changes

    def get(self, key: Key) -> PlanEntry | None:
        return self._changes[key] if key in self._changes else self._plan.get(key)


def _by_lane(entries: Iterable[Placed]) -> dict[Lane, list[Placed]]:
    lanes: dict[Lane, list[Placed]] = defaultdict(list)
    for each in entries:
        for lane in each.lanes:
            lanes[lane].append(each)
    return lanes


def _ordered(found: Iterable[Conflict]) -> list[Conflict]:
    return sorted(found, key=lambda each: each.order)
