"""VTIMEZONE: the rules of a zone for the years a calendar needs, so that readers need not know the zone.

icalendar can generate these too, but it dates the change to summer time an hour late (it writes the
clock after the change where RFC 5545, 3.6.5, wants the clock before it).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from kit import ical_text as ical


@dataclass(frozen=True, slots=True)
class Component:
    """A part of a calendar, written out; and the zone and years its reader must know about."""

    text: str
    zone: str
    years: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Clock:
    """What the clocks of a zone show at some time of the year."""

    offset: timedelta
    name: str
    is_summer: bool


def zones_of(components: Sequence[Component], *, also: Collection[str] = ()) -> str:
    """One VTIMEZONE for each zone, by name; UTC needs none."""
    years: dict[str, set[int]] = {name: set() for name in also}
    for part in components:
        if part.years:
            years.setdefault(part.zone, set()).update(part.years)
    fallback = set().union(*years.values()) or {datetime.now(UTC).year}
    return "".join(
        vtimezone(name, years=frozenset(years[name] or fallback)) for name in sorted(years) if name != "UTC"
    )


@lru_cache(maxsize=256)
def vtimezone(name: str, *, years: frozenset[int]) -> str:
    """The VTIMEZONE of an IANA zone, right for all moments of the years; lines end in CRLF."""
    zone = ZoneInfo(name)
    onsets: dict[tuple[_Clock, _Clock], list[datetime]] = {}
    before = _clock(zone, datetime(min(years), 1, 1, tzinfo=UTC) - timedelta(days=1))
    # Every description starts with the clock in force, even when nothing ever changes.
    onsets[before, before] = [datetime(min(years), 1, 1, tzinfo=UTC) - timedelta(days=1)]
    for year in sorted(years):
        for moment, after in _changes(zone, year, before):
            onsets.setdefault((before, after), []).append(moment)
            before = after
    parts = [_observance(old, new, moments) for (old, new), moments in onsets.items()]
    return f"BEGIN:VTIMEZONE\r\n{ical.folded('TZID:' + ical.text(name))}{''.join(parts)}END:VTIMEZONE\r\n"


def _changes(zone: ZoneInfo, year: int, before: _Clock) -> Iterator[tuple[datetime, _Clock]]:
    """The moments of a year (a day wider on both sides) from which the clocks show something else."""
    day = datetime(year, 1, 1, tzinfo=UTC) - timedelta(days=1)
    end = datetime(year + 1, 1, 1, tzinfo=UTC) + timedelta(days=1)
    if (first := _clock(zone, day)) != before:
        yield day, first
        before = first
    while day < end:
        after = _clock(zone, day + timedelta(days=1))
        if after != before:
            yield _moment_of_change(zone, day, before), after
            before = after
        day += timedelta(days=1)


def _moment_of_change(zone: ZoneInfo, day: datetime, before: _Clock) -> datetime:
    low, high = 0, 24 * 3600
    while low < high:
        middle = (low + high) // 2
        if _clock(zone, day + timedelta(seconds=middle)) == before:
            low = middle + 1
        else:
            high = middle
    return day + timedelta(seconds=low)


def _clock(zone: ZoneInfo, moment: datetime) -> _Clock:
    shown = moment.astimezone(zone)
    return _Clock(
        shown.utcoffset() or timedelta(0), shown.tzname() or "", (shown.dst() or timedelta(0)) > timedelta(0)
    )


def _observance(old: _Clock, new: _Clock, moments: list[datetime]) -> str:
    """One kind of change with all its dates, told by the clock before the change."""
    kind = "DAYLIGHT" if new.is_summer else "STANDARD"
    walls = [ical.wall(moment + old.offset) for moment in moments]
    lines = [
        f"BEGIN:{kind}",
        f"DTSTART:{walls[0]}",
        *(f"RDATE:{wall}" for wall in walls[1:]),
        f"TZNAME:{ical.text(new.name)}",
        f"TZOFFSETFROM:{ical.offset(old.offset)}",
        f"TZOFFSETTO:{ical.offset(new.offset)}",
        f"END:{kind}",
    ]
    return "".join(map(ical.folded, lines))
