"""A rule in words, as one says it: "Every 2 weeks on Monday and Thursday, 10 times"."""

from collections.abc import Sequence
from datetime import date

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.recurrence.rule import LAST, Rule
from kit.words import day_words

_WORKING_DAYS = (0, 1, 2, 3, 4)
_ALL_DAYS = (0, 1, 2, 3, 4, 5, 6)


def words(rule: Rule, first_day: date) -> str:
    """What the rule says for a series from that day on; the year of its end only if it is another one."""
    said = {"often": _often(rule, first_day)}
    if rule.until is not None:
        said["day"] = day_words(rule.until, today=first_day)
        return _("%(often)s until %(day)s") % said
    times = ngettext("%(often)s, %(number)d time", "%(often)s, %(number)d times", rule.count or 0)
    return times % {**said, "number": rule.count}


def _often(rule: Rule, first_day: date) -> str:
    if rule.freq == "MONTHLY":
        return _monthly(rule, first_day)
    if rule.freq == "WEEKLY" and rule.interval > 1:
        weeks = ngettext(
            "Every %(number)d week on %(weekdays)s",
            "Every %(number)d weeks on %(weekdays)s",
            rule.interval,
        )
        return weeks % {"number": rule.interval, "weekdays": _list(rule.weekdays or (first_day.weekday(),))}
    if rule.interval > 1:
        return _every_few_days(rule)
    weekdays = rule.weekdays or (_ALL_DAYS if rule.freq == "DAILY" else (first_day.weekday(),))
    if weekdays == _ALL_DAYS:
        return _("Every day")
    if weekdays == _WORKING_DAYS:
        return _("Every day from Monday to Friday")
    return _("Every %(weekdays)s") % {"weekdays": _list(weekdays)}


def _every_few_days(rule: Rule) -> str:
    if not rule.weekdays:
        return ngettext("Every %(number)d day", "Every %(number)d days", rule.interval) % {
            "number": rule.interval
        }
    days = ngettext(
        "Every %(number)d day if it is a %(weekdays)s",
        "Every %(number)d days if it is a %(weekdays)s",
        rule.interval,
    )
    return days % {"number": rule.interval, "weekdays": _list(rule.weekdays, last=_("%(list)s or %(last)s"))}


def _monthly(rule: Rule, first_day: date) -> str:
    months = ngettext("Every month on %(day)s", "Every %(number)d months on %(day)s", rule.interval)
    if rule.position is not None:
        day = _positions()[rule.position] % {"weekday": WEEKDAYS[rule.weekdays[0]]}
    else:
        day = _day_of_month(rule.month_day or first_day.day)
    return months % {"number": rule.interval, "day": day}


def _day_of_month(day: int) -> str:
    if day == LAST:
        return _("the last day")
    if day < 0:
        return _("day %(number)d from the end") % {"number": -day}
    return _("day %(number)d") % {"number": day}


def _positions() -> dict[int, str]:
    return {
        1: _("the 1st %(weekday)s"),
        2: _("the 2nd %(weekday)s"),
        3: _("the 3rd %(weekday)s"),
        4: _("the 4th %(weekday)s"),
        5: _("the 5th %(weekday)s"),
        LAST: _("the last %(weekday)s"),
    }


def _list(weekdays: Sequence[int], *, last: str = "") -> str:
    """ "Monday, Wednesday and Friday"."""
    names = [str(WEEKDAYS[day]) for day in weekdays]
    if len(names) == 1:
        return names[0]
    return (last or _("%(list)s and %(last)s")) % {"list": ", ".join(names[:-1]), "last": names[-1]}
