"""Periods as people type or paste them, one a line: “2027-03-15 09:00-12:30”, or the day alone for all of it (pure)."""

import re
from collections.abc import Iterable
from datetime import date, time

from django.utils.translation import gettext as _

from kit.moments import Span, local
from kit.refusals import Refused
from kit.words import day_words, today_in
from timetable.availability.days import within
from timetable.plan.days import EventDays

LONGEST_SHOWN = 60

_LINE = re.compile(
    r"(?P<day>\d{4}-\d{1,2}-\d{1,2})"
    r"(?:[\s,;T]+(?P<start>\d{1,2}[:.]\d{2})\s*(?:-|\N{EN DASH}|\N{EM DASH}|,|;|to|/|\s)\s*(?P<end>\d{1,2}[:.]\d{2}))?"
)


class NotATime(Refused):
    """A line or a cell that is no period, or one of a day on which the event is not held."""


def typed_periods(text: str, days: EventDays) -> list[Span]:
    """One for each line that is not empty. Raises NotATime."""
    return [_line(line.strip(), days) for line in text.splitlines() if line.strip()]


def period_of(day: str, start: str, end: str, days: EventDays) -> Span:
    """From one clock time to another on a day of the programme; without them all of it.

    A day ends at its day change: “22:00” to “02:00” is the evening, where the day changes later than that; “24:00”, or
    the day change itself, is its end. Raises NotATime.
    """
    on = _day(day, days)
    bounds = days.bounds(on)
    first = _clock(start) if start else None
    last = None if end in {"", "24:00", "24.00"} else _clock(end)
    starts_at = bounds.starts_at if first is None else days.at(on, first)
    ends_at = bounds.ends_at if last in {None, days.day_change} else days.at(on, last or time(0))
    if ends_at <= starts_at:
        said = {"start": start or "0:00", "end": end or "24:00"}
        raise NotATime(_("%(start)s to %(end)s ends before it begins.") % said)
    return Span(starts_at, ends_at)


def lines_of(periods: Iterable[Span], days: EventDays) -> list[str]:
    """The periods as they would be typed; one that runs through several days has a line for each."""
    found = []
    day, periods = days.first, list(periods)
    while day <= days.last and periods:
        bounds = days.bounds(day)
        found += [
            f"{day:%Y-%m-%d}" if period == bounds else f"{day:%Y-%m-%d} {clocks_of(period, days)}"
            for period in within(periods, bounds)
        ]
        periods = [period for period in periods if period.ends_at > bounds.ends_at]
        day = date.fromordinal(day.toordinal() + 1)
    return found


def clocks_of(period: Span, days: EventDays) -> str:
    """“09:00-12:30”."""
    starts, ends = local(period.starts_at, days.zone), local(period.ends_at, days.zone)
    is_end = period.ends_at == days.bounds(days.day(period.starts_at)).ends_at and ends.time() == time(0)
    return f"{starts:%H:%M}-{'24:00' if is_end else f'{ends:%H:%M}'}"


def _line(line: str, days: EventDays) -> Span:
    match = _LINE.fullmatch(line)
    if match is None:
        said = {"line": line[:LONGEST_SHOWN]}
        raise NotATime(_("“%(line)s” is not a day and two times, such as 2027-03-15 09:00-12:30.") % said)
    return period_of(match["day"], match["start"] or "", match["end"] or "", days)


def _day(text: str, days: EventDays) -> date:
    try:
        year, month, number = (int(part) for part in text.strip().split("T")[0].split(" ")[0].split("-"))
        day = date(year, month, number)
    except ValueError:
        raise NotATime(
            _("“%(text)s” is not a day, such as 2027-03-15.") % {"text": text[:LONGEST_SHOWN]}
        ) from None
    if not days.first <= day <= days.last:
        said = {"day": day_words(day, today=today_in(days.zone))}
        raise NotATime(_("The event is not held on %(day)s.") % said)
    return day


def _clock(text: str) -> time:
    """“9:00”, “09.00”, and “09:00:00” as spreadsheets write it."""
    parts = text.strip().replace(".", ":").split(":")
    try:
        hour, minute = int(parts[0]), int(parts[1]) if len(parts) > 1 else 0
        return time(hour, minute)
    except ValueError:
        raise NotATime(
            _("“%(text)s” is not a time, such as 09:00.") % {"text": text[:LONGEST_SHOWN]}
        ) from None
