"""A series in two: what it was before a day, and what it is from that day on. Together they name the same days."""

from dataclasses import replace
from datetime import date

from kit.recurrence import dates_of
from rooms.times import Times


def before(times: Times, day: date) -> Times | None:
    """The part before a day, its rule ended by UNTIL; None when there is nothing before it."""
    days = [each for each in times.days() if each < day]
    if not days:
        return None
    rule = times.rule and replace(times.rule, until=days[-1], count=None)
    return replace(times, rule=rule, exdates=tuple(each for each in times.exdates if each < day))


def since(times: Times, day: date) -> Times | None:
    """The part from a day on, which keeps the rule's own rhythm; None when nothing is left.

    It starts on a day that the rule names, so every second week stays the same every second week.
    """
    exdates = tuple(each for each in times.exdates if each >= day)
    days = [each for each in dates_of(times.first_day, times.rule) if each >= day]
    if not days or set(days) <= set(exdates):
        return None
    rule = times.rule
    if rule and rule.count:
        rule = replace(rule, count=len(days))
    return replace(times, first_day=days[0], rule=rule, exdates=exdates)
