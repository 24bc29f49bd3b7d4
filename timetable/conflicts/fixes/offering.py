"""Which ideas are worth a button: those that solve the conflict and leave less wrong than there was."""

from collections.abc import Iterable, Mapping
from itertools import islice

from timetable.conflicts.checker import Checker, Delta
from timetable.conflicts.conflict import Conflict
from timetable.conflicts.fixes import ideas, ideas_of_rooms, ideas_of_time
from timetable.conflicts.fixes.fix import Fix, Idea
from timetable.conflicts.fixes.ideas import Way
from timetable.conflicts.kinds import Kind, Severity

MOST = 3
TRIES = 60
"""Of one way, before it is given up: a search through a full timetable ends."""

WEIGHTS = {Severity.ERROR: 100, Severity.WARNING: 10, Severity.HINT: 1}

BY_TIME: tuple[Way, ...] = (ideas_of_time.swaps, ideas_of_time.shifts, ideas_of_time.free_times)
BY_ROOM: tuple[Way, ...] = (ideas_of_rooms.other_rooms, ideas_of_rooms.swapped_rooms)

WAYS: Mapping[Kind, tuple[Way, ...]] = {
    Kind.PERSON_TWICE: BY_TIME,
    Kind.TRACK_PARALLEL: BY_TIME,
    Kind.POPULAR_PARALLEL: BY_TIME,
    Kind.PERSON_UNAVAILABLE: BY_TIME,
    Kind.NO_TIME_TO_CHANGE: (*BY_TIME, *BY_ROOM),
    Kind.ROOM_TWICE: (ideas_of_rooms.other_rooms, *BY_TIME),
    Kind.TALK_TWICE: (ideas.removals, *BY_TIME),
    Kind.ROOM_TOO_SMALL: BY_ROOM,
    Kind.MISSING_EQUIPMENT: BY_ROOM,
    Kind.ROOM_UNAVAILABLE: (*BY_ROOM, *BY_TIME),
    Kind.ROOM_CLOSED: (*BY_ROOM, *BY_TIME),
    Kind.OUTSIDE_HOURS: (*BY_ROOM, *BY_TIME),
    Kind.OUTSIDE_BLOCK: (ideas.back_inside, ideas.longer_block, ideas.out_of_the_block),
    Kind.OUTSIDE_EVENT: (ideas.back_inside,),
    Kind.ACROSS_MIDNIGHT: (ideas.before_midnight,),
    Kind.NO_LENGTH: (ideas.lengths,),
    Kind.WITHDRAWN: (ideas.removals,),
}
"""What is tried for each kind, in this order; for others a person has to act."""


def fixes_for(conflict: Conflict, checker: Checker, *, most: int = MOST) -> list[Fix]:
    """The best idea of each way that the engine finds no new error in. Dear (some ms): ask only for what is shown."""
    found: list[Fix] = []
    for way in WAYS.get(conflict.kind, ()):
        if len(found) == most:
            break
        idea = _first_good(conflict, checker, way(conflict, checker))
        if idea is not None:
            found.append(idea.as_fix())
    return found


def _first_good(conflict: Conflict, checker: Checker, untried: Iterable[Idea]) -> Idea | None:
    for idea in islice(untried, TRIES):
        delta = checker.after(idea.changes)
        if (
            _solves(conflict, delta)
            and not delta.errors
            and _weight(delta.appeared) < _weight(delta.vanished)
        ):
            return idea
    return None


def _solves(conflict: Conflict, delta: Delta) -> bool:
    """It is gone, and does not come back between the same at another time."""
    is_back = any(
        each.kind is conflict.kind
        and set(each.entries) & set(conflict.entries)
        and each.people == conflict.people
        for each in delta.appeared
    )
    return conflict in delta.vanished and not is_back


def _weight(conflicts: Iterable[Conflict]) -> int:
    return sum(WEIGHTS[each.severity] for each in conflicts)
