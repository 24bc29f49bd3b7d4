"""When rooms of some opening hours are open on some days: the minutes of their week as moments."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from psycopg.types.multirange import Int4Multirange

from kit.moments import Span, wall_to_utc
from rooms.times import MINUTES_OF_DAY


def stretches_of(week: Int4Multirange, weekday: int) -> Iterator[tuple[int, int]]:
    """The minutes after midnight between which the week is open on a weekday (0 is Monday)."""
    midnight = weekday * MINUTES_OF_DAY
    for stretch in week:
        start = max((stretch.lower or 0) - midnight, 0)
        end = min((stretch.upper or 0) - midnight, MINUTES_OF_DAY)
        if start < end:
            yield start, end


def open_spans(week: Int4Multirange, first: date, last: date, zone: ZoneInfo) -> list[Span]:
    """When it is open from the first day to the last, in order; those that touch are one."""
    spans: list[Span] = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        for start, end in stretches_of(week, day.weekday()):
            starts_at, ends_at = _moment(day, start, zone), _moment(day, end, zone)
            if spans and spans[-1].ends_at >= starts_at:
                starts_at = spans.pop().starts_at
            if starts_at < ends_at:  # not so where the clocks skip it
                spans.append(Span(starts_at, ends_at))
    return spans


def _moment(day: date, minute: int, zone: ZoneInfo) -> datetime:
    if minute == MINUTES_OF_DAY:
        return wall_to_utc(day + timedelta(days=1), time(0), zone)[0]
    return wall_to_utc(day, time(minute // 60, minute % 60), zone)[0]
