"""The parts of a day that are ticked in a form: two hours each, and the night (pure)."""

from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise

from kit.moments import Span, local
from timetable.plan.days import EventDays

CLOCKS = tuple(time(hour) for hour in range(8, 24, 2))
"""When a part begins and the one before it ends, on the clocks of the event; a day begins at its day change."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some hours of a day. `key` is the value of its box: the day and the clock time it begins at."""

    key: str
    span: Span
    starts: time
    ends: time


def parts_of(day: date, days: EventDays) -> list[Part]:
    """The parts of a day in which the event is held; all of the day if that leaves none."""
    bounds = days.bounds(day)
    clocks = [clock for clock in CLOCKS if bounds.starts_at < days.at(day, clock) < bounds.ends_at]
    moments = [bounds.starts_at, *sorted(days.at(day, clock) for clock in clocks), bounds.ends_at]
    parts = [_part(day, start, end, days) for start, end in pairwise(moments)]
    held = Span(days.starts_at, max(days.starts_at, days.ends_at))
    return [part for part in parts if part.span.overlaps(held)] or parts


def _part(day: date, start: datetime, end: datetime, days: EventDays) -> Part:
    starts, ends = local(start, days.zone).time(), local(end, days.zone).time()
    return Part(f"{day:%Y-%m-%d}T{starts:%H%M}", Span(start, end), starts, ends)
