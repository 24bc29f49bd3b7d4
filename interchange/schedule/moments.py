"""Dates, times of day, instants and durations as schedules write them.

All functions raise `Unusable` with a sentence for a value that cannot be.
"""

import re
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from interchange.schedule.findings import Unusable

EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
LONGEST = timedelta(days=31)

_CLOCK = re.compile(r"(?P<hours>\d{1,2}):(?P<minutes>\d{2})(?::(?P<seconds>\d{2}))?$", re.ASCII)
_CLOCK_DURATION = re.compile(r"(?P<hours>\d{1,4}):(?P<minutes>\d{1,3})(?::(?P<seconds>\d{1,2}))?$", re.ASCII)
_ISO_DURATION = re.compile(
    r"P(?:(?P<weeks>\d{1,4})W)?(?:(?P<days>\d{1,4})D)?"
    r"(?:T(?:(?P<hours>\d{1,5})H)?(?:(?P<minutes>\d{1,6})M)?(?:(?P<seconds>\d{1,8})(?:\.\d+)?S)?)?$",
    re.ASCII,
)
_MINUTES = re.compile(r"(?P<minutes>\d{1,6})(?:\.0+)?$", re.ASCII)
_SHORT_OFFSET = re.compile(r"([+-])(\d):?(\d{2})$")


def parse_date(text: str) -> date:
    """A calendar date, from `2020-02-01` or from the beginning of an instant."""
    try:
        found = date.fromisoformat(text.strip()[:10])
    except ValueError:
        raise Unusable(_("“%(text)s” is not a date.") % {"text": text}) from None
    return _plausible(found, text)


def parse_moment(text: str) -> datetime:
    """An ISO 8601 date and time, aware if it carries an offset or a Z and naive if not."""
    try:
        found = datetime.fromisoformat(_SHORT_OFFSET.sub(r"\g<1>0\2:\3", text.strip()))
    except ValueError:
        raise Unusable(_("“%(text)s” is not a date and time.") % {"text": text}) from None
    _plausible(found.date(), text)
    return found


def has_time(text: str) -> bool:
    """Whether a date text says more than the date."""
    return len(text.strip()) > len("2020-02-01")


def parse_clock(text: str) -> tuple[time, int]:
    """A time of day and the days to add: `24:00` is midnight of the next day."""
    match = _CLOCK.match(text.strip())
    if match:
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        if (hours, minutes, seconds) == (24, 0, 0):
            return time(0), 1
        if hours < 24 and minutes < 60 and seconds < 60:
            return time(hours, minutes, seconds), 0
    raise Unusable(_("“%(text)s” is not a time of day.") % {"text": text})


def parse_duration(text: str) -> timedelta:
    """A length of time from `1:30`, `01:30:00`, `90` (minutes) or `PT1H30M`; zero is a length too."""
    cleaned = text.strip()
    if cleaned.startswith("-"):
        raise Unusable(_("The duration “%(text)s” is negative.") % {"text": text})
    for pattern in (_CLOCK_DURATION, _ISO_DURATION, _MINUTES):
        match = pattern.match(cleaned)
        if match and any(match.groupdict().values()):
            length = _length({unit: int(amount or 0) for unit, amount in match.groupdict().items()})
            if length is not None:
                return length
    raise Unusable(_("“%(text)s” is not a duration.") % {"text": text})


def _length(parts: dict[str, int]) -> timedelta | None:
    """The sum of the parts; None for minutes beyond the hour they stand with, or more than a month."""
    if parts.get("hours") and "weeks" not in parts and parts["minutes"] > 59:
        return None
    if "weeks" not in parts and parts.get("seconds", 0) > 59:
        return None
    length = timedelta(**parts)
    return length if length <= LONGEST else None


def _plausible(found: date, text: str) -> date:
    if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        raise Unusable(_("The year of “%(text)s” cannot be right.") % {"text": text})
    return found
