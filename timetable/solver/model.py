"""A part of the problem as a constraint model for CP-SAT: some units move, everything else stays.

The only module that knows OR-tools, which is an optional extra: ask `is_installed()` first.
"""

from collections import defaultdict
from collections.abc import Callable, Collection
from importlib.util import find_spec
from itertools import combinations
from typing import Any

from timetable.solver.clock import Ticks, runs, starts_in
from timetable.solver.problem import Answer, Place, Problem, Unit
from timetable.solver.score import PARALLEL, ROOM_OF_TRACK, UNPLACED
from timetable.solver.taken import Taken, taken_by

MOST_ROOMS = 8
"""Rooms that are tried for a unit, the cheapest first."""
MOST_TRACK_PAIRS = 4000


def is_installed() -> bool:
    """Whether OR-tools is there (`pip install hemicycle[solver]`)."""
    return find_spec("ortools") is not None


def solve(
    problem: Problem,
    answer: Answer,
    moving: Collection[int],
    *,
    seconds: float,
    workers: int,
    seed: int = 0,
    rooms: int = MOST_ROOMS,
    stop: Callable[[], bool] | None = None,
) -> Answer:
    """A better (or the same) answer, in which only the units `moving` may have other places."""
    from ortools.sat.python import cp_model  # an optional extra, and slow to import

    taken = taken_by(problem, answer, but=moving)
    part = _Part(cp_model.CpModel(), problem, answer, taken, rooms)
    for number in moving:
        part.add(problem.units[number])
    part.relate()
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.1, seconds)
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    watch = _watch(cp_model, stop) if stop else None
    status = solver.solve(part.model, watch) if watch else solver.solve(part.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return answer
    kept = {number: place for number, place in answer.items() if number not in set(moving)}
    return kept | part.places(solver)


def _watch(cp_model: Any, stop: Callable[[], bool]) -> Any:
    class Watch(cp_model.CpSolverSolutionCallback):
        """Ends the search at its next solution when somebody asked for that."""

        def on_solution_callback(self) -> None:
            if stop():
                self.StopSearch()

    return Watch()


class _Part:
    """The model while it is built. Variables are kept by the number of their unit."""

    def __init__(self, model: Any, problem: Problem, answer: Answer, taken: Taken, most_rooms: int) -> None:
        self.model = model
        self.problem = problem
        self.answer = answer
        self.taken = taken
        self.most_rooms = most_rooms
        self.start: dict[int, Any] = {}
        self.domain: dict[int, Ticks] = {}
        self.here: dict[int, dict[int, Any]] = {}
        self.placed: dict[int, Any] = {}
        self.in_cells: dict[int, list[Any]] = defaultdict(list)
        self.of_person: dict[int, list[Any]] = defaultdict(list)
        self.costs: list[Any] = []

    def add(self, unit: Unit) -> None:
        """The unit's start, rooms and people; without any free place it stays out."""
        starts = {room: self.taken.starts(unit, room) for room in self._rooms(unit)}
        starts = {room: ticks for room, ticks in starts.items() if ticks}
        if not starts:
            return
        model, number = self.model, unit.number
        union = 0
        for ticks in starts.values():
            union |= ticks
        self.domain[number] = union
        start = self.start[number] = model.new_int_var_from_domain(_domain(union), f"s{number}")
        placed = self.placed[number] = model.new_bool_var(f"p{number}")
        self.here[number] = {}
        for room, ticks in starts.items():
            here = self.here[number][room] = model.new_bool_var(f"r{number}.{room}")
            if ticks != union:
                model.add_linear_expression_in_domain(start, _domain(ticks)).only_enforce_if(here)
            interval = model.new_optional_fixed_size_interval_var(
                start, unit.length, here, f"i{number}.{room}"
            )
            for cell in self.problem.cells[room]:
                self.in_cells[cell].append(interval)
        model.add(sum(self.here[number].values()) == placed)
        self._add_people(unit)
        self._add_costs(unit)
        self._hint(unit)

    def relate(self) -> None:
        """What the units are to each other: rooms, people, tracks, what was starred together; and the goal."""
        for intervals in (*self.in_cells.values(), *self.of_person.values()):
            if len(intervals) > 1:
                self.model.add_no_overlap(intervals)
        self._keep_apart()
        self.model.minimize(sum(self.costs))

    def places(self, solver: Any) -> Answer:
        return {
            number: Place(solver.value(self.start[number]), room)
            for number, rooms in self.here.items()
            for room, here in rooms.items()
            if solver.value(here)
        }

    def _rooms(self, unit: Unit) -> list[int]:
        """The cheapest rooms and the one it is in; those its track uses come before others as cheap."""
        used = self.taken.rooms_of_track.get(unit.track, set()) if unit.track is not None else set()
        now = self.answer.get(unit.number)
        ranked = sorted(
            unit.room_costs,
            key=lambda room: (unit.room_costs[room] + (room not in used) * ROOM_OF_TRACK, room),
        )
        chosen = ranked[: self.most_rooms]
        return chosen if now is None or now.room in chosen else [*chosen, now.room]

    def _add_people(self, unit: Unit) -> None:
        """A person's part, with the way to the next room behind it."""
        for part in unit.parts:
            start = self.start[unit.number] + part.first
            interval = self.model.new_optional_fixed_size_interval_var(
                start,
                part.length + self.problem.change,
                self.placed[unit.number],
                f"w{unit.number}.{part.person}.{part.first}",
            )
            self.of_person[part.person].append(interval)

    def _add_costs(self, unit: Unit) -> None:
        number, here = unit.number, self.here[unit.number]
        self.costs.append(UNPLACED - UNPLACED * self.placed[number])
        used = self.taken.rooms_of_track.get(unit.track) if unit.track is not None else None
        for room, chosen in here.items():
            cost = unit.room_costs[room] + (ROOM_OF_TRACK if used and room not in used else 0)
            if cost:
                self.costs.append(cost * chosen)
        if unit.is_shown:
            self._add_cost_of_moving(unit)
        if unit.track is not None and self.problem.apart:
            self._add_cost(unit, self.taken.tracks.get(unit.track, 0), PARALLEL)
        for other, weight in self.problem.friends.get(number, ()):
            place = self.answer.get(other)
            if place is not None and other not in self.start:
                self._add_cost(unit, self.problem.ticks(self.problem.units[other], place), weight)

    def _add_cost_of_moving(self, unit: Unit) -> None:
        now, number = unit.current, unit.number
        if now is None or now.room not in self.here[number]:
            return
        stays = self.model.new_bool_var(f"k{number}")
        self.model.add(self.start[number] == now.start).only_enforce_if(stays)
        self.model.add_implication(stays, self.here[number][now.room])
        self.costs.append(self.problem.keep_weight - self.problem.keep_weight * stays)

    def _add_cost(self, unit: Unit, busy: Ticks, weight: int) -> None:
        """It costs to be on while these ticks are."""
        if not busy:
            return
        union = self.domain[unit.number]
        calm = union & starts_in(self.problem.clock.open & ~busy, unit.length)
        if calm == union:
            return
        clash = self.model.new_bool_var("")
        self.costs.append(weight * clash)
        start = self.start[unit.number]
        allowed = [clash, self.placed[unit.number].negated()]
        if calm:
            apart = self.model.new_bool_var("")
            self.model.add_linear_expression_in_domain(start, _domain(calm)).only_enforce_if(apart)
            allowed.append(apart)
        self.model.add_bool_or(allowed)

    def _keep_apart(self) -> None:
        """Pairs of moving units of one track, or starred together, cost when they overlap."""
        weights: dict[tuple[int, int], int] = defaultdict(int)
        if self.problem.apart:
            of_track: dict[int, list[int]] = defaultdict(list)
            for number in self.start:
                track = self.problem.units[number].track
                if track is not None:
                    of_track[track].append(number)
            pairs = [pair for numbers in of_track.values() for pair in combinations(numbers, 2)]
            for pair in pairs[:MOST_TRACK_PAIRS]:
                weights[pair] += PARALLEL
        for number in self.start:
            for other, weight in self.problem.friends.get(number, ()):
                if other > number and other in self.start:
                    weights[number, other] += weight
        for (one, other), weight in weights.items():
            self._add_pair(one, other, weight)

    def _add_pair(self, one: int, other: int, weight: int) -> None:
        units = self.problem.units
        before, after, clash = (self.model.new_bool_var("") for _ in range(3))
        start, there = self.start[one], self.start[other]
        self.model.add(start + units[one].length <= there).only_enforce_if(before)
        self.model.add(there + units[other].length <= start).only_enforce_if(after)
        placed = self.placed[one].negated(), self.placed[other].negated()
        self.model.add_bool_or([before, after, clash, *placed])
        self.costs.append(weight * clash)

    def _hint(self, unit: Unit) -> None:
        """Begin the search with the answer there is."""
        number, place = unit.number, self.answer.get(unit.number)
        self.model.add_hint(self.placed[number], place is not None)
        for room, here in self.here[number].items():
            self.model.add_hint(here, place is not None and place.room == room)
        if place is not None:
            self.model.add_hint(self.start[number], place.start)


def _domain(ticks: Ticks) -> Any:
    from ortools.sat.python import cp_model  # as above

    return cp_model.Domain.from_intervals([[first, first + length - 1] for first, length in runs(ticks)])
