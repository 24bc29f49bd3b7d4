"""A first answer, in seconds: the hardest units first, each in the best place that is left (pure)."""

from random import Random

from timetable.solver.clock import Ticks, starts_in
from timetable.solver.problem import Answer, Place, Problem, Unit
from timetable.solver.score import PARALLEL, ROOM_OF_TRACK
from timetable.solver.taken import Taken

MOST_LOOKED_AT = 24
"""Starts that are weighed in a room, from the first on."""


def first_answer(problem: Problem, *, seed: int = 0) -> Answer:
    """Places for as many units as find one. Nothing in it clashes. `seed` shuffles units that are equally hard."""
    random = Random(seed)  # noqa: S311 (not for secrets)
    taken = Taken(problem)
    answer: Answer = {}
    for unit in sorted(problem.units, key=lambda unit: (*_hardness(problem, unit), random.random())):
        place = best_place(problem, unit, taken, answer)
        if place is not None:
            answer[unit.number] = place
            taken.take(unit, place)
    return answer


def best_place(problem: Problem, unit: Unit, taken: Taken, answer: Answer) -> Place | None:
    """The cheapest place that is free; of equally cheap ones the earliest."""
    best: tuple[int, int, Place] | None = None
    for room, room_cost in unit.room_costs.items():
        free = taken.starts(unit, room)
        if not free:
            continue
        cost = room_cost + _cost_of_room(unit, room, taken)
        for start, more in _weighed(problem, unit, free, room, taken, answer):
            found = (cost + more, start, Place(start, room))
            if best is None or found[:2] < best[:2]:
                best = found
    return best[2] if best else None


def _hardness(problem: Problem, unit: Unit) -> tuple[bool, int, int]:
    """What people know of first, then what has the fewest possibilities, then what lasts longest."""
    choices = unit.starts.bit_count() * len(unit.room_costs)
    return not (unit.is_shown and unit.current), choices // max(1, unit.length), -unit.length


def _cost_of_room(unit: Unit, room: int, taken: Taken) -> int:
    used = taken.rooms_of_track.get(unit.track) if unit.track is not None else None
    return ROOM_OF_TRACK if used and room not in used else 0


def _weighed(
    problem: Problem, unit: Unit, free: Ticks, room: int, taken: Taken, answer: Answer
) -> list[tuple[int, int]]:
    """The first starts of those that cost least by track, with their costs."""
    cost = 0
    busy = taken.tracks.get(unit.track, 0) if unit.track is not None and problem.apart else 0
    if busy:
        alone = free & starts_in(problem.clock.open & ~busy, unit.length)
        free, cost = (alone, 0) if alone else (free, PARALLEL)
    now = unit.current
    if now is not None and now.room == room and (free >> now.start) & 1:
        kept = [(now.start, cost + _friction(problem, unit, now, answer))]
    else:
        kept = []
    moves = problem.keep_weight if unit.is_shown else 0
    found = [
        (start, cost + moves + _friction(problem, unit, Place(start, room), answer)) for start in _some(free)
    ]
    return [*kept, *found]


def _some(free: Ticks) -> list[int]:
    """The first starts, and some from all over the days."""
    starts: list[int] = []
    while free and len(starts) < MOST_LOOKED_AT:
        low = free & -free
        start = low.bit_length() - 1
        starts.append(start)
        free &= ~(low | low << 1 | low << 2) if len(starts) > MOST_LOOKED_AT // 2 else ~low
    return starts


def _friction(problem: Problem, unit: Unit, place: Place, answer: Answer) -> int:
    """What it costs to be on while what the same people starred is on."""
    mine = problem.ticks(unit, place)
    return sum(
        weight
        for other, weight in problem.friends.get(unit.number, ())
        if (there := answer.get(other)) is not None and mine & problem.ticks(problem.units[other], there)
    )
