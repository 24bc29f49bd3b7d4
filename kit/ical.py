"""iCalendar: entries, whole calendars to subscribe to, and calendar files for mails (RFC 5545, 5546, 7986)."""

import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, TypeVar
from zoneinfo import ZoneInfo

from kit import ical_text as ical
from kit.ical_busy import freebusy
from kit.ical_people import Attendee, people_lines
from kit.ical_series import Series, until_in_utc, wall_time
from kit.ical_text import FIRST_YEAR, LAST_YEAR
from kit.ical_zones import Component, zones_of

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "PRODUCT",
    "Attendee",
    "CalendarFile",
    "Component",
    "Event",
    "Method",
    "Status",
    "calendar",
    "event",
    "feed",
    "freebusy",
    "message",
    "until_in_utc",
]

PRODUCT = "-//Hemicycle//Hemicycle//EN"
Status = Literal["TENTATIVE", "CONFIRMED", "CANCELLED"]
Method = Literal["REQUEST", "CANCEL", "PUBLISH"]
Row = TypeVar("Row")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Event(Component):
    """One VEVENT."""


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A calendar file of a mail: what it asks the reader's calendar to do, and its text."""

    method: Method
    text: str

    def __post_init__(self) -> None:
        """The mail and the file must say the same method (RFC 6047, 2.4)."""
        if f"\r\nMETHOD:{self.method}\r\n" not in self.text:
            raise ValueError(f"This calendar file is no {self.method}.")


def event(
    *,
    uid: str,
    starts_at: datetime,
    ends_at: datetime,
    zone: str,
    summary: str,
    sequence: int,
    modified_at: datetime,
    status: Status,
    created_at: datetime | None = None,
    location: str = "",
    description: str = "",
    url: str = "",
    categories: Sequence[str] = (),
    organizer: tuple[str, str] | None = None,
    attendees: Iterable[Attendee] = (),
    rrule: str = "",
    exdates: Iterable[datetime] = (),
    series_ends_at: datetime | None = None,
    recurrence_id: datetime | None = None,
    all_day: bool = False,
) -> Event:
    """One entry; its times are shown in `zone` (an IANA name; "UTC" gives times in Z).

    The UID must depend on the thing alone and end in @ and the host of the installation: calendars update an entry
    with a known UID and a higher sequence instead of adding a twin. An entry may have no length. With `all_day` it
    takes whole days of the zone. For a series see `ical_series`. Raises ValueError for what no calendar could show:
    the end before the start, naive or impossible times, an unknown zone, a series without end.
    """
    clock = ZoneInfo(zone)
    starts, ends = ical.stretch(starts_at, ends_at)
    series = Series(rrule, tuple(exdates), series_ends_at, recurrence_id)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{ical.text(uid)}",
        f"DTSTAMP:{ical.utc(modified_at)}",
        *_when(starts_at, ends_at, clock, repeats=bool(rrule), all_day=all_day),
        *series.lines(starts_at, clock, all_day=all_day),
        f"SUMMARY:{ical.text(summary)}",
        f"SEQUENCE:{sequence:d}",
        f"STATUS:{ical.text(status)}",
        f"LAST-MODIFIED:{ical.utc(modified_at)}",
    ]
    if created_at is not None:
        lines.append(f"CREATED:{ical.utc(created_at)}")
    lines += _described(location=location, description=description, url=url, categories=categories)
    lines += [*people_lines(organizer, attendees), "END:VEVENT"]
    years = {starts.astimezone(clock).year, ends.astimezone(clock).year, *series.years(starts_at, clock)}
    return Event("".join(map(ical.folded, lines)), zone, frozenset() if all_day else frozenset(years))


def calendar(
    name: str,
    *,
    components: Iterable[Component],
    refresh: timedelta,
    description: str = "",
    url: str = "",
    zones: Collection[str] = (),
) -> bytes:
    """A whole calendar for subscribing: it says its name and how often to look again.

    It describes each zone its entries use; `zones` adds others, say for a calendar that is still empty.
    """
    parts = list(components)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{ical.text(name)}",
        f"X-WR-CALNAME:{ical.text(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{ical.duration(refresh)}",
        f"X-PUBLISHED-TTL:{ical.duration(refresh)}",
    ]
    if description:
        lines += [f"DESCRIPTION:{ical.text(description)}", f"X-WR-CALDESC:{ical.text(description)}"]
    if url:
        lines.append(f"URL:{ical.uri(url)}")
    head = "".join(map(ical.folded, lines))
    body = "".join(part.text for part in parts)
    return f"{head}{zones_of(parts, also=zones)}{body}END:VCALENDAR\r\n".encode()


def message(method: Method, entries: Iterable[Event]) -> CalendarFile:
    """What a mail asks the calendars of its readers to do (RFC 5546): entries of one UID, a series and its changes.

    REQUEST adds or replaces them, CANCEL takes them away: one whole UID with STATUS:CANCELLED, or single dates by
    their RECURRENCE-ID. Both name an organizer and those asked. PUBLISH, for everybody else, has no attendees.
    It carries no name of a calendar: Outlook would open one of its own. Raises ValueError when somebody is missing.
    """
    parts = list(entries)
    for part in parts:
        if "\r\nORGANIZER;" not in part.text or ("\r\nATTENDEE;" in part.text) != (method != "PUBLISH"):
            raise ValueError(f"A {method} has not the people it needs: {part.text}")
    head = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{PRODUCT}\r\nCALSCALE:GREGORIAN\r\nMETHOD:{method}\r\n"
    body = "".join(part.text for part in parts)
    return CalendarFile(method, f"{head}{zones_of(parts)}{body}END:VCALENDAR\r\n")


def feed(rows: Iterable[Row], build: Callable[[Row], Event]) -> list[Event]:
    """The entries of all rows. A row no entry can be made of is logged and left out: the rest must arrive."""
    entries = []
    for row in rows:
        try:
            entries.append(build(row))
        except Exception:  # whatever is wrong with one row, the subscribers of the others must not suffer
            _log.exception("%s %s is left out of a calendar", type(row).__name__, getattr(row, "pk", "?"))
    return entries


def _when(
    starts_at: datetime, ends_at: datetime, clock: ZoneInfo, *, repeats: bool, all_day: bool
) -> list[str]:
    """DTSTART and DTEND; an entry without length has no DTEND, which would have to be later (3.8.2.2)."""
    starts, ends = starts_at.astimezone(UTC), ends_at.astimezone(UTC)
    if all_day:
        return _days(starts, ends, clock)
    if repeats:
        lines = [wall_time("DTSTART", starts_at, clock), wall_time("DTEND", ends_at, clock)]
    else:
        lines = [_time("DTSTART", starts, clock), _time("DTEND", ends, clock)]
    return lines[:1] if starts == ends else lines


def _time(name: str, moment: datetime, clock: ZoneInfo) -> str:
    shown = moment.astimezone(clock)
    if (
        clock.key == "UTC" or shown.fold
    ):  # the second of two equal times: by its wall time it would be the first
        return f"{name}:{ical.utc(moment)}"
    return f"{name};TZID={clock.key}:{ical.wall(shown)}"


def _days(starts: datetime, ends: datetime, clock: ZoneInfo) -> list[str]:
    """DTSTART and DTEND as dates; the end is the day after the last one."""
    first, end = starts.astimezone(clock).date(), _day_after(ends.astimezone(clock))
    lines = [f"DTSTART;VALUE=DATE:{ical.day(first)}"]
    return lines if end <= first + timedelta(days=1) else [*lines, f"DTEND;VALUE=DATE:{ical.day(end)}"]


def _day_after(ends: datetime) -> date:
    return ends.date() if ends.time() == time(0) else ends.date() + timedelta(days=1)


def _described(*, location: str, description: str, url: str, categories: Sequence[str]) -> list[str]:
    named = [
        ("LOCATION", ical.text(location)),
        ("DESCRIPTION", ical.text(description)),
        ("URL", ical.uri(url)),
        ("CATEGORIES", ical.text_list(categories)),
    ]
    return [f"{name}:{value}" for name, value in named if value]
