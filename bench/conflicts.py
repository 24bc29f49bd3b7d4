"""How long the conflict engine takes: `python -m bench.conflicts SLUG`, inside the installation.

A generated conference of 1,000 entries in which much clashes, without a database; then the imported one, with
what it takes to read it. Each figure is the median of warm repeats; moves are of 200 different entries.
"""

import gc
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import django

from bench.figures import at_most, report

ENTRIES, ROOMS, PEOPLE, TRACKS, A_DAY = 1000, 20, 700, 20, 25
MOVES = 200
REPEATS = 15
FIRST = datetime(2030, 2, 2, 8, tzinfo=UTC)
TALK = timedelta(minutes=20)


def main(slug: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hemicycle.settings")
    django.setup()
    from events.models import Event
    from timetable.conflicts import Checker, facts_of
    from timetable.conflicts.fixes import fixes_for
    from timetable.plan import plan_of

    facts, plan = _generated()
    checker = Checker(facts, plan)
    report("conflicts: found among 1000 entries", len(checker.conflicts), "conflicts")
    _measure("conflicts: check of 1000 entries", lambda: Checker(facts, plan).conflicts, goal=50)
    _measure_moves(checker)
    worst = checker.conflicts[0]
    _measure("conflicts: fixes of one", lambda: fixes_for(worst, checker))

    event = Event.objects.get(slug=slug)
    known, published = facts_of(event), plan_of(event)
    _measure("conflicts: reading the facts", lambda: facts_of(event))
    _measure("conflicts: reading the plan", lambda: plan_of(event))
    _measure("conflicts: check of the imported one", lambda: Checker(known, published).conflicts, goal=50)


def _measure(name: str, act: Callable[[], object], goal: float | None = None) -> None:
    act()
    times = [_milliseconds(act) for _repeat in range(REPEATS)]
    report(name, statistics.median(times), "ms", goal=at_most(goal) if goal else None)
    report(f"{name}, best of {REPEATS}", min(times), "ms")


def _measure_moves(checker: Any) -> None:
    """Ten minutes later and one room on, each by itself."""
    changes = []
    for key in list(checker.plan)[:MOVES]:
        entry, room = checker.plan[key], checker.plan[key].room % ROOMS + 1
        later = timedelta(minutes=10)
        moved = replace(entry, starts_at=entry.starts_at + later, ends_at=entry.ends_at + later, room=room)
        changes.append({key: moved})
    checker.after(changes[0])
    times = [_milliseconds(lambda change=change: checker.after(change)) for change in changes]  # type: ignore[misc]
    report("conflicts: one move", statistics.median(times), "ms", goal=at_most(5))
    report("conflicts: one move, slowest", max(times), "ms", goal=at_most(5))


def _milliseconds(act: Callable[[], object]) -> float:
    gc.collect()
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def _generated() -> Any:
    """Every room is full; speakers are elsewhere now and then, some rooms are small, some lack things."""
    from timetable.conflicts import Facts, PersonFacts, RoomFacts, Rules, Talk
    from timetable.plan import Plan, PlanEntry

    numbers = range(1, ENTRIES + 1)
    talks = {
        number: Talk(
            number,
            f"Talk {number}",
            track=number % TRACKS,
            people=(number % PEOPLE, number * 7 % PEOPLE),
            audience=(None, 50, 120)[number % 3],
            stars=(0, 3, 25)[number // 3 % 3],
            needs=("beamer",) if number % 5 == 0 else (),
        )
        for number in numbers
    }
    beamer = frozenset({"beamer"})
    rooms = {
        room: RoomFacts(
            room, f"Room {room}", capacity=100, equipment=beamer if room % 2 else frozenset(), cells=(room,)
        )
        for room in range(1, ROOMS + 1)
    }
    facts = Facts(
        starts_at=FIRST,
        ends_at=FIRST + timedelta(days=2),
        zone=ZoneInfo("Europe/Brussels"),
        rules=Rules(change_minutes=5),
        talks=talks,
        rooms=rooms,
        people={person: PersonFacts(person, f"Person {person}") for person in range(PEOPLE)},
        tracks={track: f"Track {track}" for track in range(TRACKS)},
    )
    return facts, Plan.of(
        PlanEntry(number, begins, begins + TALK, room=(number - 1) % ROOMS + 1, contribution=number)
        for number in numbers
        for begins in [_begins((number - 1) // ROOMS)]
    )


def _begins(place: int) -> datetime:
    day, turn = divmod(place, A_DAY)
    return FIRST + timedelta(days=day) + turn * TALK


if __name__ == "__main__":
    main(sys.argv[1])
