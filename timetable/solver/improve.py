"""Make an answer better until the time is up: all of it at once while it is small, else part by part.

Large neighbourhood search: some units that stand in each other's way are taken out and placed anew by CP-SAT, all
others stay. A step never makes the answer worse, so that it can be stopped at any moment.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from time import monotonic

from timetable.solver.greedy import best_place, first_answer
from timetable.solver.model import solve
from timetable.solver.problem import Answer, Problem
from timetable.solver.score import Score, score
from timetable.solver.taken import taken_by

SMALL = 2_600
"""Units times rooms up to which everything is solved at once first."""
SHARE_OF_WHOLE = 0.5
"""The part of the time that this may take."""
SLICE_SECONDS = 8.0
AROUND = 36
"""Units that move in a step."""
STEP_SECONDS = 6.0
TRIES = 24
"""First answers of which the best is taken."""
WITHOUT_GAIN = 40
"""Steps without any gain after which the search ends."""


@dataclass(frozen=True, slots=True)
class State:
    """How far the search is: for whoever watches."""

    share: float
    score: Score
    placed: int
    units: int


def search(
    problem: Problem,
    *,
    seconds: float,
    workers: int = 2,
    seed: int = 1,
    tell: Callable[[State], None] | None = None,
) -> Answer:
    """The best answer found in the time. `tell` hears of progress, and may raise to end the search."""
    hunt = _Hunt(problem, seconds=seconds, workers=workers, seed=seed, tell=tell or (lambda state: None))
    return hunt.run()


class _Hunt:
    def __init__(
        self, problem: Problem, *, seconds: float, workers: int, seed: int, tell: Callable[[State], None]
    ) -> None:
        self.problem = problem
        self.began = monotonic()
        self.seconds = seconds
        self.workers = workers
        self.random = Random(seed)  # noqa: S311 (not for secrets)
        self.tell = tell
        self.answer: Answer = {}
        self.score = score(problem, {})

    @property
    def left(self) -> float:
        return self.seconds - (monotonic() - self.began)

    def run(self) -> Answer:
        self._begin()
        if self.problem.units:
            if len(self.problem.units) * len(self.problem.cells) <= SMALL and self.score.total:
                self._solve_whole()
            self._solve_parts()
        self._report()
        return self.answer

    def _begin(self) -> None:
        """The best of some first answers, within a tenth of the time."""
        for seed in range(TRIES):
            self._take(first_answer(self.problem, seed=seed))
            self._report()
            if not self.score.total or self.left < 0.9 * self.seconds:
                break

    def _solve_whole(self) -> None:
        """In slices that begin where the last one ended, so that whoever watches hears of it and can stop it."""
        everything = [unit.number for unit in self.problem.units]
        until = self.left - self.seconds * SHARE_OF_WHOLE
        while self.left > max(until, 1):
            seconds = min(SLICE_SECONDS, self.left - 0.5)
            gained = self._take(
                solve(self.problem, self.answer, everything, seconds=seconds, workers=self.workers)
            )
            self._report()
            if not gained:
                break

    def _solve_parts(self) -> None:
        idle = 0
        while self.left > 1 and self.score.total and idle < WITHOUT_GAIN:
            moving = self._neighbourhood()
            seconds = min(STEP_SECONDS, self.left - 0.5)
            seed = self.random.randrange(1 << 30)
            gained = self._take(
                solve(self.problem, self.answer, moving, seconds=seconds, workers=self.workers, seed=seed)
            )
            self._fill()
            idle = 0 if gained else idle + 1
            self._report()

    def _fill(self) -> None:
        """Place what has no place yet wherever it fits now."""
        missing = [unit for unit in self.problem.units if unit.number not in self.answer]
        if not missing:
            return
        taken = taken_by(self.problem, self.answer)
        answer = dict(self.answer)
        for unit in missing:
            place = best_place(self.problem, unit, taken, answer)
            if place is not None:
                answer[unit.number] = place
                taken.take(unit, place)
        self._take(answer)

    def _neighbourhood(self) -> list[int]:
        """A unit that costs something, and units it meets in rooms, time, track or people; at times any."""
        units = self.problem.units
        missing = [unit.number for unit in units if unit.number not in self.answer]
        core = missing or self._costly() or [unit.number for unit in units]
        seed = self.random.choice(core)
        kin = sorted(units, key=lambda unit: (-self._kinship(seed, unit.number), self.random.random()))
        return [unit.number for unit in kin[: min(AROUND, len(units))]]

    def _costly(self) -> list[int]:
        """The units without which the answer would cost less."""
        found = []
        for number in self.random.sample(sorted(self.answer), min(60, len(self.answer))):
            unit, place = self.problem.units[number], self.answer[number]
            track = unit.track
            parallel = track is not None and any(
                self.problem.units[other].track == track
                and other != number
                and self.problem.ticks(self.problem.units[other], there) & self.problem.ticks(unit, place)
                for other, there in self.answer.items()
            )
            friends = any(
                (there := self.answer.get(other)) is not None
                and self.problem.ticks(self.problem.units[other], there) & self.problem.ticks(unit, place)
                for other, _weight in self.problem.friends.get(number, ())
            )
            if parallel or friends or unit.room_costs.get(place.room) or place != (unit.current or place):
                found.append(number)
        return found

    def _kinship(self, seed: int, number: int) -> float:
        """How much another unit matters to this one; a little chance keeps the search moving."""
        if seed == number:
            return 100
        mine, other = self.problem.units[seed], self.problem.units[number]
        close = self.random.random() * 3
        close += 3 * (mine.track is not None and mine.track == other.track)
        people = {part.person for part in mine.parts}
        close += 4 * any(part.person in people for part in other.parts)
        here, there = self.answer.get(seed), self.answer.get(number)
        if there is not None:
            close += 2 * (there.room in mine.room_costs and bool(mine.starts >> there.start & 1))
            close += 2 * (here is not None and here.room == there.room)
            if here is not None and self.problem.ticks(mine, here) & self.problem.ticks(other, there):
                close += 3
        else:
            close += 5
        return close

    def _take(self, answer: Answer) -> bool:
        """Keep the answer if it is no worse; whether it is better."""
        found = score(self.problem, answer)
        if self.answer and found.total > self.score.total:
            return False
        better = found.total < self.score.total
        self.answer, self.score = answer, found
        return better

    def _report(self) -> None:
        share = min(1.0, (monotonic() - self.began) / self.seconds)
        self.tell(State(share, self.score, len(self.answer), len(self.problem.units)))
