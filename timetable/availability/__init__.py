"""Who and which room is there when, as it is said and typed."""

from timetable.availability.days import NeverThere, days_of
from timetable.availability.parts import Part, parts_of
from timetable.availability.said import said_of
from timetable.availability.typed import NotATime, lines_of, period_of

__all__ = [
    "NeverThere",
    "NotATime",
    "Part",
    "days_of",
    "lines_of",
    "parts_of",
    "period_of",
    "said_of",
]
