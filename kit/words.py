"""Moments and spans in words: 24-hour clock, "Tue 6 April", the year only when it is not this one.

Everything is said in the zone that is handed in; a span is written with an en dash.
"""

from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

Zone = tzinfo | str


def zone_of(zone: Zone) -> tzinfo:
    """The zone itself, or the one of that IANA name."""
    return ZoneInfo(zone) if isinstance(zone, str) else zone


def clock_words(moment: datetime, *, zone: Zone) -> str:
    """ "14:00", as the clocks in the zone show it."""
    return moment.astimezone(zone_of(zone)).strftime("%H:%M")


def day_words(day: date, *, today: date) -> str:
    """ "Tue 6 April", with the year when it is not today's."""
    if day.year == today.year:
        return date_format(day, pgettext("date format with weekday, this year", "D j F"))
    return date_format(day, pgettext("date format with weekday", "D j F Y"))


def moment_words(moment: datetime, *, zone: Zone) -> str:
    """ "Tue 6 April, 14:00", as the clocks in the zone show it."""
    said = {"day": date_words(moment, zone=zone), "time": clock_words(moment, zone=zone)}
    return gettext("%(day)s, %(time)s") % said


def date_words(moment: datetime, *, zone: Zone) -> str:
    """ "Tue 6 April", as the calendars in the zone show it."""
    return day_words(moment.astimezone(zone_of(zone)).date(), today=today_in(zone))


def dates_words(first: date, last: date, *, today: date) -> str:
    """ "15–18 March", "30 March – 2 April", with the year when it is not today's."""
    if first == last:
        return _day_and_month(first, today=today)
    if (first.year, first.month) == (last.year, last.month):
        return _within_a_month(first, last, today=today)
    if first.year == last.year:
        start = date_format(first, pgettext("date format, this year", "j F"))
    else:
        start = date_format(first, pgettext("date format", "j F Y"))
        today = date.min
    return gettext("%(first)s – %(last)s") % {"first": start, "last": _day_and_month(last, today=today)}


def today_in(zone: Zone) -> date:
    """The date the calendars in the zone show now."""
    return timezone.now().astimezone(zone_of(zone)).date()


def zone_words(moment: datetime, *, zone: Zone) -> str:
    """The short name of the zone at that moment: "CET", or "UTC+5" where the zone has no letters."""
    name = moment.astimezone(zone_of(zone)).tzname() or ""
    return f"UTC{name}" if name[:1] in {"+", "-"} else name


def _within_a_month(first: date, last: date, *, today: date) -> str:
    return gettext("%(first_day)s–%(last)s") % {
        "first_day": date_format(first, "j"),
        "last": _day_and_month(last, today=today),
    }


def _day_and_month(day: date, *, today: date) -> str:
    if day.year == today.year:
        return date_format(day, pgettext("date format, this year", "j F"))
    return date_format(day, pgettext("date format", "j F Y"))
