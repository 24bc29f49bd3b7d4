"""The days of a programme: which there are, and which one to show."""

from collections.abc import Iterable
from datetime import date, datetime

from events.models import Event
from kit.moments import day_of


def days_of(starts: Iterable[datetime], event: Event) -> list[date]:
    """The days on which something begins, in order. What begins before the day change belongs to the day before."""
    zone, change = event.zone, event.day_change
    return sorted({day_of(moment, zone, change) for moment in starts})


def day_to_show(days: list[date], asked: str, *, event: Event, now: datetime) -> date | None:
    """The day that was asked for; else today, the next day that has something, or the first; None without days."""
    named = day_named(asked)
    if named in days:
        return named
    today = day_of(now, event.zone, event.day_change)
    if not days or today > days[-1]:
        return days[0] if days else None
    return next(day for day in days if day >= today)


def day_named(asked: str) -> date | None:
    """The date of "2027-03-17"; None for anything else."""
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return None
