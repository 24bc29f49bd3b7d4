"""Spans in UTC as a person would say them on the clocks of a room: few bookings, each with its days and times.

An event has a zone of its own, and so has the room; between them lies UTC.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from kit.moments import Span, local
from kit.recurrence import Rule
from rooms.outlook import Choice
from rooms.times import Times


@dataclass(frozen=True, slots=True)
class Piece:
    """One booking: its times, what differs on some days, and which of the spans (by place) each day serves."""

    times: Times
    choices: dict[date, Choice] = field(default_factory=dict)
    serves: dict[date, int] = field(default_factory=dict)


def times_of_span(span: Span, zone: ZoneInfo) -> Times:
    """The span alone on the clocks of the zone. Raises BadTimes for one of no length, or of many weeks."""
    start, end = local(span.starts_at, zone), local(span.ends_at, zone)
    return Times(start.date(), _clock(start.time()), _clock(end.time()), (end.date() - start.date()).days)


def pieces(spans: Sequence[Span], zone: ZoneInfo) -> list[Piece]:
    """As few bookings as can say all of the spans: one for each number of nights, unless two share a day."""
    batches: dict[tuple[int, int], list[tuple[int, Times]]] = defaultdict(list)
    seen: Counter[tuple[int, date]] = Counter()
    for place, span in enumerate(spans):
        times = times_of_span(span, zone)
        batches[times.nights, seen[times.nights, times.first_day]].append((place, times))
        seen[times.nights, times.first_day] += 1
    return [_piece(batch) for _key, batch in sorted(batches.items())]


def _piece(batch: list[tuple[int, Times]]) -> Piece:
    by_day = {times.first_day: (place, times) for place, times in batch}
    serves = {day: place for day, (place, _times) in by_day.items()}
    if len(batch) == 1:
        return Piece(batch[0][1], serves=serves)
    usual = Counter((times.start, times.end) for _place, times in batch).most_common(1)[0][0]
    choices = {
        day: Choice(start=times.start, end=times.end)
        for day, (_place, times) in by_day.items()
        if (times.start, times.end) != usual
    }
    first, last = min(by_day), max(by_day)
    number = (last - first).days + 1
    between = (first + timedelta(days=step) for step in range(number))
    exdates = tuple(day for day in between if day not in by_day)
    times = Times(first, *usual, batch[0][1].nights, Rule("DAILY", count=number), exdates)
    return Piece(times, choices, serves)


def _clock(clock: time) -> time:
    return clock.replace(tzinfo=None, fold=0)
