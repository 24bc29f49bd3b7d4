"""What the address of the editor asks for: the day, the step, the entry that is chosen, and which talks wait."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import QueryDict
from django.utils import timezone

from events.models import Event
from kit.keys import key_of
from kit.moments import day_of
from timetable.days import day_named, days_of
from timetable.plan.days import EventDays
from timetable.talk_list import Asked, asked_of

STEPS = (1, 5, 10)
MOST_DAYS = 60


@dataclass(frozen=True, slots=True)
class View:
    """One look at the editor."""

    days: list[date]
    day: date
    step: int
    entry: int
    tray: Asked


def view_of(query: QueryDict, event: Event, starts: Iterable[datetime]) -> View:
    """What makes no sense is not asked; without a day it is today, or the first."""
    days = days_to_plan(event, starts)
    asked = day_named(query.get("day", ""))
    today = day_of(timezone.now(), event.zone, event.day_change)
    day = asked if asked in days else today if today in days else days[0]
    step = key_of(query.get("step", ""))
    return View(
        days=days,
        day=day,
        step=step if step in STEPS else 5,
        entry=key_of(query.get("entry", "")),
        tray=asked_of(query),
    )


def days_to_plan(event: Event, starts: Iterable[datetime]) -> list[date]:
    """The days on which the event is held, and those on which something begins."""
    days = EventDays.of(event)
    whole = days.whole
    held = [days.first + timedelta(days=number) for number in range((days.last - days.first).days + 1)]
    if len(held) > MOST_DAYS:
        return sorted({*held[:MOST_DAYS], *days_of(starts, event)})
    beyond = {moment for moment in starts if not whole.starts_at <= moment < whole.ends_at}
    return sorted({*held, *days_of(beyond, event)})
