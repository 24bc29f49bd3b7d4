"""A day at a glance: what stands on the rail of the overview (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.moments import local
from kit.plain import title_in_words
from kit.words import clock_words
from timetable.entries import Entry

MOST_BARS = 9
"""With more than this, what follows without a pause becomes one bar."""
NARROWEST = 13
"""A bar is something to press if it takes at least this part of the rail: 24 px of a phone's width."""
HOUR = 60


@dataclass(slots=True)
class Bar:
    start: int
    minutes: int
    title: str
    note: str
    url: str
    hue: int | None
    pause: bool


@dataclass(slots=True)
class Mark:
    minute: int
    label: str


@dataclass(slots=True)
class Rail:
    """As `ui/rail.html` draws it; minutes of real time since `day_starts_at`."""

    first: int
    last: int
    bars: list[Bar]
    hours: list[Mark]
    day_starts_at: datetime
    now: int | None
    now_label: str


@dataclass(slots=True)
class _Group:
    entries: list[Entry]
    starts_at: datetime
    ends_at: datetime


def rail_of(entries: Sequence[Entry], *, zone: ZoneInfo, now: datetime, url: str) -> Rail:
    """The rail of one day's top-level entries (at least one)."""
    entries = sorted(entries, key=lambda entry: entry.starts_at)
    midnight = local(entries[0].starts_at, zone).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    groups = _groups(entries, touching=False)
    if len(groups) > MOST_BARS:
        groups = _groups(entries, touching=True)
    bars = [_bar(group, midnight) for group in groups]
    first = min(bar.start for bar in bars) // HOUR * HOUR
    last = -(-max(bar.start + bar.minutes for bar in bars) // HOUR) * HOUR
    last = max(last, first + HOUR)
    for bar in bars:
        bar.url = url if bar.minutes * NARROWEST >= last - first else ""
    step = HOUR if last - first <= 14 * HOUR else 2 * HOUR
    hours = [
        Mark(minute, datetime.fromtimestamp(midnight.timestamp() + minute * 60, zone).strftime("%H"))
        for minute in range(first, last + 1, step)
    ]
    minute = _minutes(now, midnight)
    at = minute if first <= minute <= last else None
    return Rail(first, last, bars, hours, midnight, at, clock_words(now, zone=zone))


def _groups(entries: Sequence[Entry], *, touching: bool) -> list[_Group]:
    """What overlaps is one group; pauses stand alone. `touching`: so does what follows directly."""
    groups: list[_Group] = []
    for entry in entries:
        last = groups[-1] if groups else None
        joins = last is not None and not entry.is_pause and not last.entries[0].is_pause
        if (
            joins
            and last
            and (entry.starts_at < last.ends_at or (touching and entry.starts_at == last.ends_at))
        ):
            last.entries.append(entry)
            last.ends_at = max(last.ends_at, entry.ends_at)
        else:
            groups.append(_Group([entry], entry.starts_at, entry.ends_at))
    return groups


def _bar(group: _Group, midnight: datetime) -> Bar:
    one = group.entries[0]
    start = _minutes(group.starts_at, midnight)
    minutes = max(_minutes(group.ends_at, midnight) - start, 1)
    hues = {entry.hue for entry in group.entries}
    rooms = {entry.room for entry in group.entries if entry.room}
    hue = one.hue if len(hues) == 1 else None
    return Bar(start, minutes, _title(group.entries), _note(rooms), "", hue, one.is_pause)


def _title(entries: list[Entry]) -> str:
    if len({entry.title for entry in entries}) == 1:
        return title_in_words(entries[0].title)
    if all(entry.session for entry in entries):
        return ngettext("%(n)s session", "%(n)s sessions", len(entries)) % {"n": len(entries)}
    talks = {leaf.number for entry in entries for leaf in (entry, *entry.inside) if leaf.number}
    return ngettext("%(n)s talk", "%(n)s talks", len(talks)) % {"n": len(talks)}


def _note(rooms: set) -> str:
    if len(rooms) == 1:
        return str(next(iter(rooms)).name)
    return _("%(n)s rooms") % {"n": len(rooms)} if rooms else ""


def _minutes(moment: datetime, zero: datetime) -> int:
    return int((moment.timestamp() - zero.timestamp()) // 60)
