"""How good a proposed timetable is: `python -m bench.solver SLUG`, inside the installation.

Made-up conferences of the sizes the plan names, without a database, within the seconds it gives; then the imported
one placed anew in a minute, against the timetable it was published with.
"""

import os
import sys
from datetime import time
from time import monotonic
from typing import Any

import django

from bench.figures import at_most, report

SIZES = ((200, 6, 3, 60), (800, 30, 3, 300))
"""Talks, rooms, days, and the seconds within which nothing may clash."""
SEARCH = 60
"""Seconds that a search takes at most here: what comes later only makes it prettier."""


def main(slug: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hemicycle.settings")
    django.setup()
    for size in SIZES:
        _made_up(*size)
    _published(slug)


def _made_up(talks: int, rooms: int, days: int, goal: int) -> None:
    from bench.made_up import conference
    from timetable.operations.proposing import hard_conflicts
    from timetable.plan import Plan
    from timetable.solver.improve import State, search
    from timetable.solver.posing import pose
    from timetable.solver.result import proposal
    from timetable.solver.wishes import Wishes

    facts = conference(talks, rooms, days=days)
    complete: list[float] = []
    began = monotonic()

    def tell(state: State) -> None:
        if state.placed == state.units and not complete:
            complete.append(monotonic() - began)

    problem = pose(facts, Plan(), Wishes(), pairs=_pairs(facts))
    found = proposal(problem, search(problem, seconds=min(goal, SEARCH), tell=tell))
    name = f"proposal of {talks} talks in {rooms} rooms"
    report(f"{name}: hard conflicts", len(hard_conflicts(facts, found.plan)), "conflicts", goal=at_most(0))
    report(f"{name}: without a place", len(found.unplaced), "talks", goal=at_most(0))
    report(f"{name}: all placed after", complete[0] if complete else goal + 1, "s", goal=at_most(goal))
    report(f"{name}: soft score", found.score.soft, "points")


def _published(slug: str) -> None:
    from events.models import Event
    from timetable.operations.proposing import find_timetable, hard_conflicts
    from timetable.plan import plan_of
    from timetable.solver.wishes import ALL, Wishes

    event = Event.objects.get(slug=slug)
    wishes = Wishes(include=ALL, opens=time(9), closes=time(19), keep_weight=0, seconds=SEARCH)
    facts, found = find_timetable(event, wishes)
    name = "imported conference"
    report(f"{name} as published: hard conflicts", len(hard_conflicts(facts, plan_of(event))), "conflicts")
    report(f"{name} as published: soft score", found.before.soft, "points")
    report(
        f"{name} anew: hard conflicts", len(hard_conflicts(facts, found.plan)), "conflicts", goal=at_most(0)
    )
    report(f"{name} anew: without a place", len(found.unplaced), "talks", goal=at_most(0))
    report(f"{name} anew: soft score", found.score.soft, "points")


def _pairs(facts: Any) -> dict[tuple[int, int], int]:
    """What it costs to hold two of the forty most starred talks at once; of every second pair."""
    keys = sorted(talk.id for talk in sorted(facts.talks.values(), key=lambda talk: -talk.stars)[:40])
    odd = [(one, other) for one in keys for other in keys if one < other and (one + other) % 2]
    return {(one, other): 1 + (one + other) % 20 for one, other in odd}


if __name__ == "__main__":
    main(sys.argv[1])
