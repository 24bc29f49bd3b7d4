"""What can not be held as a file has it: the hard conflicts after an import, and before it."""

from bisect import bisect_left
from collections import defaultdict

from events.models import Event
from interchange.operations.foreseeing import timetable_foreseen
from interchange.operations.planning import Plan
from interchange.operations.report import Clashes
from interchange.operations.stored import Stored
from timetable.conflicts import Checker, facts_of, sorted_out
from timetable.plan import plan_of

MOST_PAIRS = 20_000
"""Of things at once in one place: as many take half a second. FOSDEM 2020 has three."""
MOST_TOLD = 20


def clashes_of(event: Event) -> Clashes:
    """Of the timetable as it is worked on, without those somebody accepted."""
    return _told(Checker(facts_of(event), plan_of(event)), event=event)


def clashes_foreseen(plan: Plan, stored: Stored) -> Clashes:
    """What `clashes_of` will tell once the plan is written."""
    return _told(timetable_foreseen(plan, stored), event=stored.event)


def _told(checker: Checker, *, event: Event | None) -> Clashes:
    if _pairs_at_once(checker) > MOST_PAIRS:
        return Clashes(number=None)
    found = checker.conflicts if event is None else sorted_out(event, checker).open
    hard = [conflict for conflict in found if conflict.is_error]
    return Clashes(len(hard), [conflict.sentence() for conflict in hard[:MOST_TOLD]])


def _pairs_at_once(checker: Checker) -> int:
    """How many pairs the engine will look at: two things at once with one person, in one room or track."""
    lanes = defaultdict(list)
    for each in checker.placed.values():
        for lane in each.lanes:
            lanes[lane].append((each.start, each.end))
    pairs = 0
    for spans in lanes.values():
        starts = sorted(start for start, _end in spans)
        begun = sum(bisect_left(starts, end) for _start, end in spans)
        pairs += begun - len(spans) * (len(spans) + 1) // 2
    return pairs
