"""The days of a series. Times of day and zones are not known here: a wall clock comes to each day later."""

from calendar import monthrange
from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice, takewhile
from typing import Literal

from dateutil import rrule
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.recurrence.rule import MOST_TIMES, WEEKDAYS, YEARS, BadRule, Rule

LONGEST_YEARS = 10
_LEAP_YEAR = 2000
_FREQUENCIES: dict[str, Literal[1, 2, 3]] = {
    "DAILY": rrule.DAILY,
    "WEEKLY": rrule.WEEKLY,
    "MONTHLY": rrule.MONTHLY,
}


def dates_of(
    first_day: date, rule: Rule | None, *, exdates: Collection[date] = (), most: int = MOST_TIMES
) -> list[date]:
    """The days of a series from its first day on, in order, without the excepted ones; no rule means one day.

    A first day that the rule does not name is not part of the series (weekly on Tuesday from a Monday
    starts on the Tuesday): RFC 5545 leaves it undefined, and a room should not be held on a day that
    nobody chose. Months without the day are left out; COUNT counts the excepted days too, and
    exceptions that hit no day mean nothing (both RFC 5545). Raises BadRule for more than `most` days
    before exceptions, a series of over ten years, and one without any day.
    """
    if first_day.year not in YEARS:
        said = _("The year %(year)d is too far away: choose a first day between %(first)d and %(last)d.")
        raise BadRule(said % {"year": first_day.year, "first": YEARS[0], "last": YEARS[-1]})
    days = [first_day] if rule is None else _expanded(first_day, rule, most=most)
    kept = [day for day in days if day not in exdates]
    if not kept:
        raise BadRule(_("No date is left: choose other days, a later end or fewer exceptions."))
    return kept


def _expanded(first_day: date, rule: Rule, *, most: int) -> list[date]:
    horizon = _years_later(first_day)
    too_long = _("A series spans at most %(years)d years: choose an earlier end.") % {"years": LONGEST_YEARS}
    if rule.until is not None and rule.until > horizon:
        raise BadRule(too_long)
    if rule.until is not None and rule.until < first_day:
        raise BadRule(_("The series ends before its first day: choose a later end or an earlier first day."))
    if _never_comes(first_day, rule):
        raise BadRule(_("This rule never names a day: choose another first day, day or interval."))
    days = list(islice(takewhile(lambda day: day <= horizon, _days(first_day, rule)), most + 1))
    if len(days) > most:
        said = ngettext(
            "A series has at most %(most)s date: choose an earlier end.",
            "A series has at most %(most)s dates: choose an earlier end.",
            most,
        )
        raise BadRule(said % {"most": number_format(most, force_grouping=True)})
    if rule.count is not None and days and len(days) < rule.count:
        raise BadRule(too_long)
    return days


def _never_comes(first_day: date, rule: Rule) -> bool:
    """Whether the steps of the rule can not meet its days, for which dateutil would search to the year 9999.

    Seven steps of days visit every weekday they ever will. Months can only miss forever when a step is
    whole years: then the month is always the same. What is left is February 29 and a fifth weekday in
    February, where the search is short enough: at most 8,000 months, a tenth of a second.
    """
    if rule.freq == "DAILY" and rule.weekdays:
        steps = (first_day + timedelta(days=step * rule.interval) for step in range(7))
        return not any(day.weekday() in rule.weekdays for day in steps)
    if rule.month_day is not None and rule.interval % 12 == 0:
        return abs(rule.month_day) > monthrange(_LEAP_YEAR, first_day.month)[1]
    return False


def _days(first_day: date, rule: Rule) -> Iterator[date]:
    """The days, one by one; by COUNT they may go on for thousands of years."""
    weekdays = [getattr(rrule, WEEKDAYS[day]) for day in rule.weekdays]
    moments = rrule.rrule(
        _FREQUENCIES[rule.freq],
        dtstart=datetime.combine(first_day, time.min),
        interval=rule.interval,
        wkst=rule.week_start,
        byweekday=[day(rule.position) if rule.position else day for day in weekdays] or None,
        bymonthday=rule.month_day,
        until=datetime.combine(rule.until, time.min) if rule.until else None,
        count=rule.count,
    )
    return (moment.date() for moment in moments)


def _years_later(day: date) -> date:
    try:
        return day.replace(year=day.year + LONGEST_YEARS)
    except ValueError:  # February 29
        return day.replace(year=day.year + LONGEST_YEARS, day=28)
