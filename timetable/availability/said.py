"""When somebody is there on each day, in words, for the table of the organisers."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from kit.moments import Span, local
from timetable.availability.days import merged, within
from timetable.plan.days import EventDays


def said_of(periods: Sequence[Span], day: date, days: EventDays) -> str:
    """“all day”, the times, or “not there”. Who has no periods at all is always there, which is left unsaid."""
    if not periods:
        return ""
    bounds = days.bounds(day)
    held = within([bounds], Span(days.starts_at, max(days.starts_at, days.ends_at))) or [bounds]
    there = merged(within(periods, bounds))
    if not there:
        return _("not there")
    if all(
        any(one.starts_at <= each.starts_at and each.ends_at <= one.ends_at for one in there) for each in held
    ):
        return _("all day")
    return ", ".join(_clocks(period, days) for period in there)


def _clocks(period: Span, days: EventDays) -> str:
    starts, ends = local(period.starts_at, days.zone), local(period.ends_at, days.zone)
    return f"{starts:%H:%M}\N{EN DASH}{ends:%H:%M}"
