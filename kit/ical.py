"""iCalendar: entries and whole calendars as other programs subscribe to them (RFC 5545, RFC 7986)."""

import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, TypeVar
from urllib.parse import quote
from zoneinfo import ZoneInfo

from kit import ical_text as ical
from kit.ical_zones import vtimezone

PRODUCT = "-//Hemicycle//Hemicycle//EN"

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Outside of these an entry is a mistake, and calendar programs fail in many ways."""

Status = Literal["TENTATIVE", "CONFIRMED", "CANCELLED"]
Row = TypeVar("Row")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Event:
    """One VEVENT, written out; and the zone and years its reader must know about."""

    text: str
    zone: str
    years: frozenset[int]


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
    all_day: bool = False,
) -> Event:
    """One entry; its times are shown in `zone` (an IANA name; "UTC" gives times in Z).

    The UID must depend on the thing alone and end in @ and the host of the installation: calendars
    update an entry with a known UID and a higher sequence instead of adding a twin. An entry may have no
    length. With `all_day` it takes whole days of the zone. The organizer is (name, e-mail address).
    Raises ValueError for what no calendar could show: the end before the start, naive or impossible times,
    an unknown zone.
    """
    clock = ZoneInfo(zone)
    starts, ends = starts_at.astimezone(UTC), ends_at.astimezone(UTC)
    if starts_at.utcoffset() is None or ends_at.utcoffset() is None or ends < starts:
        raise ValueError(f"Not a stretch of time: {starts_at} to {ends_at}")
    if starts.year < FIRST_YEAR or ends.year > LAST_YEAR:
        raise ValueError(f"Not in the years of calendars: {starts_at} to {ends_at}")
    lines = [
        "BEGIN:VEVENT",
        f"UID:{ical.text(uid)}",
        f"DTSTAMP:{ical.utc(modified_at)}",
        *(_days(starts, ends, clock) if all_day else _times(starts, ends, clock)),
        f"SUMMARY:{ical.text(summary)}",
        f"SEQUENCE:{sequence:d}",
        f"STATUS:{ical.text(status)}",
        f"LAST-MODIFIED:{ical.utc(modified_at)}",
    ]
    if created_at is not None:
        lines.append(f"CREATED:{ical.utc(created_at)}")
    lines += _described(location=location, description=description, url=url, categories=categories)
    if organizer is not None:
        lines.append(_organizer(*organizer))
    lines.append("END:VEVENT")
    years = frozenset({starts.astimezone(clock).year, ends.astimezone(clock).year})
    return Event("".join(map(ical.folded, lines)), zone, frozenset() if all_day else years)


def calendar(
    name: str,
    *,
    components: Iterable[Event],
    refresh: timedelta,
    description: str = "",
    url: str = "",
    zones: Collection[str] = (),
) -> bytes:
    """A whole calendar for subscribing: it says its name and how often to look again.

    It describes each zone its entries use; `zones` adds others, say for a calendar that is still empty.
    """
    entries = list(components)
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
    body = "".join(entry.text for entry in entries)
    return f"{head}{_zones(entries, also=zones)}{body}END:VCALENDAR\r\n".encode()


def feed(rows: Iterable[Row], build: Callable[[Row], Event]) -> list[Event]:
    """The entries of all rows. A row no entry can be made of is logged and left out: the rest must arrive."""
    entries = []
    for row in rows:
        try:
            entries.append(build(row))
        except Exception:  # whatever is wrong with one row, the subscribers of the others must not suffer
            _log.exception("%s %s is left out of a calendar", type(row).__name__, getattr(row, "pk", "?"))
    return entries


def _times(starts: datetime, ends: datetime, clock: ZoneInfo) -> list[str]:
    """DTSTART and DTEND; an entry without length has no DTEND, which would have to be later (3.8.2.2)."""
    lines = [_time("DTSTART", starts, clock)]
    return lines if starts == ends else [*lines, _time("DTEND", ends, clock)]


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


def _organizer(name: str, address: str) -> str:
    target = quote(ical.clean_text(address).replace("\n", ""), safe="@+.!#$&'*/=^_`{|}~-")
    return f"ORGANIZER;CN={ical.quoted(name or address)}:mailto:{target}"


def _zones(entries: list[Event], *, also: Collection[str]) -> str:
    """One VTIMEZONE for each zone, by name; UTC needs none."""
    years: dict[str, set[int]] = {name: set() for name in also}
    for entry in entries:
        if entry.years:
            years.setdefault(entry.zone, set()).update(entry.years)
    fallback = set().union(*years.values()) or {datetime.now(UTC).year}
    return "".join(
        vtimezone(name, years=frozenset(years[name] or fallback)) for name in sorted(years) if name != "UTC"
    )
