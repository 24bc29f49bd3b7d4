"""Repeating entries: their rule, the dates left out, and the date one entry stands for (RFC 5545, 3.8.4.4, 3.8.5)."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from kit import ical_text as ical

_RULE = re.compile(r"[A-Z]+=[A-Z0-9,+-]+(?:;[A-Z]+=[A-Z0-9,+-]+)*")
_UNTIL = re.compile(r"(?<=UNTIL=)([0-9]{8})(?:T([0-9]{6})(Z?))?(?=;|$)")


def until_in_utc(rule: str, *, zone: str) -> str:
    """The rule with its UNTIL in UTC, as it must be beside a start that has a time zone (3.3.10).

    A date becomes its last second on the clocks of the zone, so the day itself belongs to the series; a time
    without Z is one of the zone.
    """
    return _UNTIL.sub(lambda found: ical.utc(_end(found, ZoneInfo(zone))), rule)


@dataclass(frozen=True, slots=True)
class Series:
    """What makes an entry repeat, or the date of a series it stands for; nothing for a single entry.

    `ends_at` is needed when the rule itself has no UNTIL: readers are told about the zone until then. All dates
    of a rule have the exact length of its first (3.8.5.3): a night that a change of the clocks makes longer or
    shorter needs an entry of its own, with its RECURRENCE-ID.
    """

    rule: str = ""
    exdates: tuple[datetime, ...] = ()
    ends_at: datetime | None = None
    recurrence_id: datetime | None = None

    def lines(self, starts_at: datetime, clock: ZoneInfo, *, all_day: bool) -> list[str]:
        """RRULE, EXDATE and RECURRENCE-ID for a series that starts then.

        One EXDATE for each date: not every reader takes several in one line. Raises ValueError for what is
        no rule and for naive dates.
        """
        if any(moment.utcoffset() is None for moment in (*self.exdates, self.recurrence_id or starts_at)):
            raise ValueError("The dates of a series need a time zone.")
        lines = []
        if self.rule:
            lines.append(f"RRULE:{self._written_rule(clock, all_day=all_day)}")
        gone = [_as_planned(moment, starts_at, clock) for moment in sorted(set(self.exdates))]
        lines += [wall_time("EXDATE", moment, clock, all_day=all_day) for moment in gone]
        if self.recurrence_id is not None:
            lines.append(wall_time("RECURRENCE-ID", self.recurrence_id, clock, all_day=all_day))
        return lines

    def years(self, starts_at: datetime, clock: ZoneInfo) -> set[int]:
        """The years the dates of the series lie in; raises ValueError for one without end."""
        years = {self.recurrence_id.astimezone(clock).year} if self.recurrence_id else set()
        if not self.rule:
            return years
        end = _UNTIL.search(self.rule)
        last = _end(end, clock) if end else self.ends_at
        if last is None:
            raise ValueError(f"A series that never ends: {self.rule}")
        return years | set(range(starts_at.astimezone(clock).year, last.astimezone(clock).year + 1))

    def _written_rule(self, clock: ZoneInfo, *, all_day: bool) -> str:
        if not _RULE.fullmatch(self.rule) or "FREQ=" not in self.rule:
            raise ValueError(f"Not a rule of a series: {self.rule}")
        if all_day:  # the value is then of the kind of the start: a date
            return _UNTIL.sub(lambda found: ical.day(_end(found, clock).astimezone(clock)), self.rule)
        return until_in_utc(self.rule, zone=clock.key)


def wall_time(name: str, moment: datetime, clock: ZoneInfo, *, all_day: bool = False) -> str:
    """A property with the time on the clocks of the zone, for series repeat by those.

    A moment given in the zone itself keeps its time even on the night it is skipped. Of two equal times the
    first is meant: a date at the second needs an entry of its own with a RECURRENCE-ID.
    """
    shown = moment.astimezone(clock)
    if all_day:
        return f"{name};VALUE=DATE:{ical.day(shown)}"
    if clock.key == "UTC":
        return f"{name}:{ical.utc(shown)}"
    return f"{name};TZID={clock.key}:{ical.wall(shown)}"


def _as_planned(moment: datetime, starts_at: datetime, clock: ZoneInfo) -> datetime:
    """The moment by the time of day at which the series starts, where that is the same moment.

    In the night in which 02:30 is skipped, the date of a series of 02:30 happens when clocks show 03:30; readers
    look for 02:30.
    """
    shown = moment.astimezone(clock)
    planned = datetime.combine(shown.date(), starts_at.astimezone(clock).time(), tzinfo=clock)
    return planned if planned.astimezone(UTC) == moment.astimezone(UTC) else shown


def _end(until: re.Match[str], clock: ZoneInfo) -> datetime:
    day, clock_time, is_utc = until.groups()
    if clock_time is None:
        last = date(int(day[:4]), int(day[4:6]), int(day[6:]))
        return datetime.combine(last, time(23, 59, 59, fold=1), tzinfo=clock)
    wall = datetime.strptime(f"{day}T{clock_time}", "%Y%m%dT%H%M%S")  # noqa: DTZ007 (the zone comes below)
    return wall.replace(tzinfo=UTC if is_utc else clock)
