"""Moments, spans and zones: when something is, and what the clock on the wall says about it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _

from kit.refusals import Refused

_REGIONS = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


class UnknownZone(Refused):
    """There is no time zone of that name."""


class ImpossibleSpan(Refused):
    """It would end before it starts."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of time from one moment to another, the end not included; it may have no length.

    Raises ImpossibleSpan if it ends before it starts, and ValueError (a bug) for naive datetimes.
    """

    starts_at: datetime
    ends_at: datetime

    def __post_init__(self) -> None:
        if self.starts_at.utcoffset() is None or self.ends_at.utcoffset() is None:
            raise ValueError("A span needs moments with a time zone.")
        if _instant(self.ends_at) < _instant(self.starts_at):
            raise ImpossibleSpan(_("The end is before the start."))

    @property
    def length(self) -> timedelta:
        """Real time between start and end, also across a change of the clocks."""
        return _instant(self.ends_at) - _instant(self.starts_at)

    def overlaps(self, other: "Span") -> bool:
        """Whether they share any moment; touching is not sharing, and a span without length holds none."""
        return max(_instant(self.starts_at), _instant(other.starts_at)) < min(
            _instant(self.ends_at), _instant(other.ends_at)
        )

    def covers(self, moment: datetime) -> bool:
        """Whether the moment lies in it: the start does, the end does not."""
        return _instant(self.starts_at) <= _instant(moment) < _instant(self.ends_at)


def zone(name: str) -> ZoneInfo:
    """The time zone of an IANA name such as Europe/Paris. Raises UnknownZone."""
    if name not in _zone_names():
        raise UnknownZone(_("There is no time zone “{name}”.").format(name=name[:60]))
    return ZoneInfo(name)


@cache
def zone_choices() -> list[tuple[str, str]]:
    """The zones to choose from in a form, by region and city, without old aliases outside the regions."""
    names = sorted(name for name in _zone_names() if name.partition("/")[0] in _REGIONS and "/" in name)
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]


def local(moment: datetime, zone: ZoneInfo) -> datetime:
    """The moment on the clocks of the zone."""
    if moment.utcoffset() is None:
        raise ValueError("A moment needs a time zone.")
    return _instant(moment).astimezone(
        zone
    )  # by way of UTC: Python does not correct a moment of the same zone


def wall_to_utc(day: date, clock: time, zone: ZoneInfo) -> tuple[datetime, str | None]:
    """The moment (in UTC) when the clocks of the zone show that day and time, and a note if that is doubtful.

    When clocks go forward the skipped time does not exist: the moment is the same distance after the
    change (02:30 becomes 03:30). When they go back a time exists twice: the first one is meant. Both
    are what RFC 5545 (3.3.5) asks of calendars.
    """
    wall = datetime.combine(day, clock.replace(tzinfo=None, fold=0), tzinfo=zone)
    moment = wall.astimezone(UTC)
    shown = moment.astimezone(zone)
    if shown.replace(tzinfo=None) != wall.replace(tzinfo=None):
        note = _("The clocks go forward that night: {asked} does not exist and became {shown}.")
        return moment, note.format(asked=f"{wall:%H:%M}", shown=f"{shown:%H:%M}")
    if wall.replace(fold=1).utcoffset() != wall.utcoffset():
        note = _("The clocks go back that night: {asked} comes twice, and the first one is meant.")
        return moment, note.format(asked=f"{wall:%H:%M}")
    return moment, None


def day_bounds(day: date, zone: ZoneInfo, day_change: time = time(0)) -> Span:
    """The span of one conference day, from its day change to the next; 23 or 25 hours when clocks change."""
    return Span(
        wall_to_utc(day, day_change, zone)[0],
        wall_to_utc(day + timedelta(days=1), day_change, zone)[0],
    )


def day_of(moment: datetime, zone: ZoneInfo, day_change: time = time(0)) -> date:
    """The conference day a moment belongs to: before the day change it is still the day before."""
    day = local(moment, zone).date()
    for candidate in (day, day - timedelta(days=1)):
        if day_bounds(candidate, zone, day_change).starts_at <= moment:
            return candidate
    return day - timedelta(days=1)


def offset_words(there: ZoneInfo, *, here: ZoneInfo, at: datetime) -> str:
    """How far the clocks there are ahead of those here at a moment: "+8 h", "−3:30 h", "" if they agree."""
    difference = local(at, there).utcoffset() or timedelta(0)
    minutes = round((difference - (local(at, here).utcoffset() or timedelta(0))) / timedelta(minutes=1))
    if not minutes:
        return ""
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else "\N{MINUS SIGN}"
    return f"{sign}{hours}:{rest:02} h" if rest else f"{sign}{hours} h"


def _instant(moment: datetime) -> datetime:
    """In UTC: Python compares two moments of one zone by wall time, which is wrong when clocks go back."""
    return moment.astimezone(UTC)


@cache
def _zone_names() -> frozenset[str]:
    return frozenset(available_timezones()) - {"Factory", "localtime"}
