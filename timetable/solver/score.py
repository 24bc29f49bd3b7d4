"""How good an answer is: the lower the better, nought is perfect (pure)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from timetable.solver.clock import Ticks
from timetable.solver.problem import Place, Problem

UNPLACED = 10_000
PARALLEL = 10
"""A unit of a track while another of the same track is on."""
ROOM_OF_TRACK = 4
"""Each further room that a track uses on top of its first."""


@dataclass(frozen=True, slots=True)
class Score:
    """What each kind of flaw adds up to."""

    unplaced: int = 0
    parallel: int = 0
    popular: int = 0
    rooms: int = 0
    moved: int = 0
    spread: int = 0

    @property
    def total(self) -> int:
        return sum(asdict(self).values())

    @property
    def soft(self) -> int:
        """Without what has no place."""
        return self.total - self.unplaced

    def as_json(self) -> dict[str, int]:
        return asdict(self) | {"total": self.total}


def score(problem: Problem, answer: Mapping[int, Place]) -> Score:
    """The score of an answer. What is fixed counts only where it meets a unit."""
    unplaced = parallel = rooms = moved = 0
    by_track: dict[int, list[Ticks]] = defaultdict(list)
    used: dict[int, set[int]] = defaultdict(set)
    for unit in problem.units:
        place = answer.get(unit.number)
        if place is None:
            unplaced += UNPLACED
            continue
        rooms += unit.room_costs.get(place.room, 0)
        if unit.is_shown and place != unit.current:
            moved += problem.keep_weight
        if unit.track is not None:
            by_track[unit.track].append(problem.ticks(unit, place))
            used[unit.track].add(place.room)
    if problem.apart:
        parallel = sum(
            PARALLEL * _overlaps(ticks, problem.track_ticks.get(track, 0))
            for track, ticks in by_track.items()
        )
    spread = sum(ROOM_OF_TRACK * (len(rooms) - 1) for rooms in used.values())
    return Score(unplaced, parallel, _popular(problem, answer), rooms, moved, spread)


def _overlaps(ticks: list[Ticks], taken: Ticks) -> int:
    """How many of these meet one that came before them, or what is taken."""
    count = 0
    for each in ticks:
        count += bool(each & taken)
        taken |= each
    return count


def _popular(problem: Problem, answer: Mapping[int, Place]) -> int:
    """What the pairs that are on at once cost."""
    cost = 0
    for number, friends in problem.friends.items():
        place = answer.get(number)
        if place is None:
            continue
        mine = problem.ticks(problem.units[number], place)
        for other, weight in friends:
            there = answer.get(other)
            if other > number and there is not None and mine & problem.ticks(problem.units[other], there):
                cost += weight
    return cost
