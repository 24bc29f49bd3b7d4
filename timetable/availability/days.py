"""The days of an event on which somebody says when they are there, and periods as plain values (pure)."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from kit.moments import Span
from kit.refusals import Refused
from timetable.plan.days import EventDays

MOST_DAYS = 31
"""Of a longer event the first ones are shown; periods on the others are typed."""


class NeverThere(Refused):
    """Somebody without any period counts as always there, so “never” can not be said by an empty list."""


def days_of(days: EventDays) -> list[date]:
    """The days of the programme, at most MOST_DAYS of them."""
    count = min((days.last - days.first).days + 1, MOST_DAYS)
    return [days.first + timedelta(days=number) for number in range(count)]


def merged(periods: Iterable[Span]) -> list[Span]:
    """In order, those that touch or overlap as one; periods without length are left out."""
    found: list[Span] = []
    for period in sorted(period for period in periods if period.length):
        if found and period.starts_at <= found[-1].ends_at:
            found[-1] = Span(found[-1].starts_at, max(found[-1].ends_at, period.ends_at))
        else:
            found.append(period)
    return found


def within(periods: Iterable[Span], bounds: Span) -> list[Span]:
    """What of the periods lies in the bounds."""
    cut = (
        (max(period.starts_at, bounds.starts_at), min(period.ends_at, bounds.ends_at)) for period in periods
    )
    return [Span(start, end) for start, end in cut if start < end]


def without(periods: Iterable[Span], others: Sequence[Span]) -> list[Span]:
    """What of the periods lies in none of the others."""
    taken = merged(others)
    found = []
    for period in merged(periods):
        edges = [period.starts_at]
        for other in within(taken, period):
            edges += [other.starts_at, other.ends_at]
        edges.append(period.ends_at)
        found += [Span(*pair) for pair in list(pairwise(edges))[::2] if pair[0] < pair[1]]
    return found
