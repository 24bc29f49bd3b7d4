"""The hours in which something may be placed (pure)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from kit.moments import day_bounds, wall_to_utc
from timetable.conflicts.facts import Facts
from timetable.plan import Plan
from timetable.solver.wishes import Wishes


def open_hours(
    facts: Facts, plan: Plan, wishes: Wishes, not_before: datetime | None
) -> Iterator[tuple[float, float]]:
    """The hours of the days, inside the event; a pause that belongs to no room closes all of them."""
    pauses = [
        (entry.starts_at.timestamp(), entry.ends_at.timestamp())
        for entry in plan.values()
        if entry.is_break and entry.parent is None and entry.room is None
    ]
    for day in wishes.days or _days(facts):
        opens, closes = _moment(day, wishes, facts, opens=True), _moment(day, wishes, facts, opens=False)
        opens = max(opens, facts.starts_at, not_before or facts.starts_at)
        since, until = opens.timestamp(), min(closes, facts.ends_at).timestamp()
        for start, end in sorted(pauses):
            if since < end and start < until:
                yield from _grid(since, start, wishes)
                since = end
        yield from _grid(since, until, wishes)


def _grid(since: float, until: float, wishes: Wishes) -> Iterator[tuple[float, float]]:
    """The stretch from its first full step on, if there is one."""
    step = wishes.step_minutes * 60
    since += -since % step
    if until - since >= step:
        yield since, until


def _days(facts: Facts) -> list[date]:
    first, last = facts.day_of(facts.starts_at), facts.day_of(facts.ends_at - timedelta(microseconds=1))
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _moment(day: date, wishes: Wishes, facts: Facts, *, opens: bool) -> datetime:
    clock = wishes.opens if opens else wishes.closes
    after_midnight = clock < facts.day_change or (not opens and wishes.closes <= wishes.opens)
    moment, _note = wall_to_utc(day + timedelta(days=after_midnight), clock, facts.zone)
    return min(moment, day_bounds(day, facts.zone, facts.day_change).ends_at)
