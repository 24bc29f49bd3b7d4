"""What a proposal has to solve: units to place, where and when each may be, and what is taken already (pure)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, timedelta

from timetable.conflicts.facts import Facts
from timetable.plan import Key, Plan, PlanEntry
from timetable.solver.clock import Clock, Ticks, run, starts_in


@dataclass(frozen=True, slots=True)
class Part:
    """A person's stretch of a unit: from `first` ticks after its start, for `length` ticks."""

    person: int
    first: int
    length: int


@dataclass(slots=True)
class Unit:
    """What is placed as one: a talk, or a block of a session with all it holds.

    `entries` are what it writes into the plan, as if it started at the moment `origin`; `current` is where it is now.
    """

    number: int
    label: str
    entries: tuple[PlanEntry, ...]
    origin: float
    length: int
    parts: tuple[Part, ...]
    talks: tuple[int, ...]
    track: int | None = None
    audience: int = 0
    starts: Ticks = 0
    """When it may start, for its people and the hours, whatever the rooms."""
    room_costs: dict[int, int] = field(default_factory=dict)
    """The rooms it may be in, with what each costs."""
    current: "Place | None" = None
    is_shown: bool = False
    """It has a place that people know; moving it costs."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when: the tick it starts with, and the room."""

    start: int
    room: int


Answer = dict[int, Place]
"""The places of units, by their number; a unit that is not in it has none."""


@dataclass(slots=True)
class Problem:
    """Everything the search needs. What is fixed is in the masks: of cells, people and tracks."""

    facts: Facts
    plan: Plan
    clock: Clock
    units: list[Unit]
    cells: dict[int, tuple[int, ...]]
    """The spaces of each room: two rooms that share one are never used at once."""
    taken_cells: dict[int, Ticks]
    taken_people: dict[int, Ticks]
    track_ticks: dict[int, Ticks]
    """When something fixed of a track is on."""
    keep_weight: int
    apart: bool
    """Whether a track should not be parallel with itself."""
    change: int
    """Ticks a person needs between two units."""
    hopeless: dict[int, str] = field(default_factory=dict)
    """Contributions for which there is no place whatever the search does, with the reason."""
    friends: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    """For each unit, the units its talks should be apart from, with the cost."""

    def free_in(self, unit: Unit, room: int, taken: Mapping[int, Ticks]) -> Ticks:
        """The starts at which the room is free for the unit, given what is taken of each cell."""
        busy = 0
        for cell in self.cells[room]:
            busy |= taken.get(cell, 0)
        return starts_in(self.clock.open & ~busy, unit.length) & unit.starts

    def free_for(self, unit: Unit, starts: Ticks, taken: Mapping[int, Ticks]) -> Ticks:
        """Of these starts, the ones at which all its people are free, with time to change rooms."""
        for part in unit.parts:
            busy = taken.get(part.person, 0)
            if busy and starts:
                starts &= free_starts(busy, part, self.change, self.clock)
        return starts

    def ticks(self, unit: Unit, place: Place) -> Ticks:
        return run(place.start, unit.length)


def free_starts(busy: Ticks, part: Part, change: int, clock: Clock) -> Ticks:
    """The starts of a unit at which a person, busy at these ticks, can do their part."""
    wide = part.length + 2 * change
    everywhere = (1 << (clock.size + 2 * wide)) - 1
    padded = busy << wide  # room before the first tick, so that no shift falls off
    free = starts_in(everywhere & ~padded, wide)
    shift = wide - change + part.first
    return (free >> shift) & ((1 << clock.size) - 1)


def befriend(units: Iterable[Unit], pairs: Mapping[tuple[int, int], int]) -> dict[int, list[tuple[int, int]]]:
    """The pairs of talks as pairs of units."""
    unit_of: dict[int, int] = {talk: unit.number for unit in units for talk in unit.talks}
    friends: dict[tuple[int, int], int] = defaultdict(int)
    for (one, other), cost in pairs.items():
        here, there = unit_of.get(one), unit_of.get(other)
        if here is not None and there is not None and here != there:
            friends[min(here, there), max(here, there)] += cost
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (here, there), cost in friends.items():
        found[here].append((there, cost))
        found[there].append((here, cost))
    return found


def written(problem: Problem, answer: Mapping[int, Place]) -> dict[Key, PlanEntry]:
    """The entries of all placed units, where the answer puts them."""
    from_units: dict[Key, PlanEntry] = {}
    for unit in problem.units:
        place = answer.get(unit.number)
        if place is not None:
            from_units |= _entries_at(problem, unit, place)
    return from_units


def _entries_at(problem: Problem, unit: Unit, place: Place) -> dict[Key, PlanEntry]:
    delta = timedelta(seconds=problem.clock.moment(place.start) - unit.origin)
    name = problem.facts.room_name(place.room)
    found = {}
    for entry in unit.entries:
        moved = replace(
            entry,
            starts_at=(entry.starts_at + delta).astimezone(UTC),
            ends_at=(entry.ends_at + delta).astimezone(UTC),
        )
        if entry.parent is None:
            moved = replace(moved, room=place.room, room_name=name)
        found[entry.key] = moved
    return found
