"""What is wrong with a timetable: one engine for the editor, the API, imports, the solver and publishing."""

from timetable.conflicts.checker import Changes, Checker, Delta
from timetable.conflicts.conflict import Conflict
from timetable.conflicts.facts import (
    Booked,
    Facts,
    Period,
    PersonFacts,
    RoomFacts,
    Rules,
    SessionFacts,
    Talk,
)
from timetable.conflicts.found import Accepted, Found, conflicts_of, open_conflicts, sorted_out
from timetable.conflicts.kinds import Kind, Severity
from timetable.conflicts.loading import facts_of

__all__ = [
    "Accepted",
    "Booked",
    "Changes",
    "Checker",
    "Conflict",
    "Delta",
    "Facts",
    "Found",
    "Kind",
    "Period",
    "PersonFacts",
    "RoomFacts",
    "Rules",
    "SessionFacts",
    "Severity",
    "Talk",
    "conflicts_of",
    "facts_of",
    "open_conflicts",
    "sorted_out",
]
