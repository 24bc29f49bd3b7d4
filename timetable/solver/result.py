"""From an answer back to a plan, and the report that goes with it."""

from dataclasses import dataclass
from typing import Any

from timetable.conflicts.facts import Facts
from timetable.plan import Key, Plan, PlanEntry
from timetable.solver.problem import Answer, Place, Problem, written
from timetable.solver.reasons import reasons
from timetable.solver.score import Score, score


@dataclass(frozen=True, slots=True)
class Proposal:
    """A whole plan. `changes` are the entries that are new or elsewhere; `unplaced` says why, by contribution."""

    plan: Plan
    changes: dict[Key, PlanEntry]
    unplaced: dict[int, str]
    score: Score
    before: Score
    placed: int
    """How many talks have a place in it, of those it was asked about."""

    def report(self, facts: Facts) -> dict[str, Any]:
        """What a version keeps of it."""
        return {
            "score": self.score.as_json(),
            "before": self.before.as_json(),
            "placed": self.placed,
            "changed": sorted(self.changes),
            "unplaced": [
                {"contribution": talk, "number": facts.talks[talk].number, "title": facts.talks[talk].title,
                 "reason": reason}
                for talk, reason in self.unplaced.items()
            ],
        }  # fmt: skip


def proposal(problem: Problem, answer: Answer) -> Proposal:
    """What the answer makes of the timetable."""
    changes = {
        key: entry
        for key, entry in written(problem, answer).items()
        if not entry.same_place(problem.plan.get(key))
    }
    return Proposal(
        plan=problem.plan.changed(changes),
        changes=changes,
        unplaced=reasons(problem, answer),
        score=score(problem, answer),
        before=score(problem, present(problem)),
        placed=sum(len(unit.talks) for unit in problem.units if unit.number in answer),
    )


def present(problem: Problem) -> Answer:
    """The places that the units have now, as far as they are places the search could choose."""
    return {
        unit.number: Place(unit.current.start, unit.current.room) for unit in problem.units if unit.current
    }
