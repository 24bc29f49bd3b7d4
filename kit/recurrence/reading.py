"""Rules as calendars write them (RFC 5545, 3.3.10), read strictly: what we would not follow is refused by name."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from kit.recurrence.rule import FREQUENCIES, WEEKDAYS, YEARS, BadRule, Rule

LONGEST = 500  # characters; the longest rule we can follow has about 80
_READ = {"FREQ", "INTERVAL", "UNTIL", "COUNT", "BYDAY", "BYMONTHDAY", "BYSETPOS", "WKST"}
_NUMBER = re.compile(r"[+-]?[0-9]+")
_WEEKDAY = re.compile(rf"([+-]?[0-9]{{1,2}})?({'|'.join(WEEKDAYS)})")
_END = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})([0-9]{2})(Z?))?")


def parse_rule(text: str, *, zone: ZoneInfo | None = None, clock: time | None = None) -> Rule:
    """The rule a text such as "FREQ=WEEKLY;BYDAY=TU;COUNT=10" asks for, with or without "RRULE:" before it.

    UNTIL may be a day or a moment, of which the day is kept. A moment in UTC (with Z) is that day on the
    calendars of the zone; without a zone it is taken as written. With the clock at which each date starts,
    an UNTIL earlier on its day leaves that day out, as RFC 5545 has it. Raises BadRule.
    """
    parts = _parts(text)
    freq = _freq(parts)
    weekdays, position = _weekdays(parts)
    until = parts.get("UNTIL")
    return Rule(
        freq,
        _number(parts, "INTERVAL") if "INTERVAL" in parts else 1,
        weekdays=weekdays,
        month_day=_number(parts, "BYMONTHDAY") if "BYMONTHDAY" in parts else None,
        position=position,
        until=None if until is None else _until(until, zone=zone, clock=clock),
        count=_number(parts, "COUNT") if "COUNT" in parts else None,
        week_start=_week_start(parts),
    )


def _parts(text: str) -> dict[str, str]:
    """The parts by name, in capitals; the ";" that some calendars leave at the end is forgiven."""
    if len(text) > LONGEST:
        said = _("A repeat rule has at most %(most)d characters, and this one has more: shorten it.")
        raise BadRule(said % {"most": LONGEST})
    found: dict[str, str] = {}
    for part in text.strip().upper().removeprefix("RRULE:").removesuffix(";").split(";"):
        name, equals, value = part.partition("=")
        if not (equals and value):
            said = _("“%(part)s” is not part of a repeat rule: write it like FREQ=WEEKLY;COUNT=10.")
            raise BadRule(said % {"part": _short(part)})
        if name not in _READ:
            said = _("Repeat rules with %(part)s are not possible here: leave it out.")
            raise BadRule(said % {"part": _short(name)})
        if name in found:
            raise BadRule(_("%(part)s is there twice: leave one out.") % {"part": name})
        found[name] = value
    return found


def _freq(parts: dict[str, str]) -> str:
    freq = parts.get("FREQ")
    if freq is None:
        raise BadRule(_("The rule does not say how often: add FREQ=DAILY, FREQ=WEEKLY or FREQ=MONTHLY."))
    if freq not in FREQUENCIES:
        said = _("FREQ=%(value)s is not possible here: a series comes again DAILY, WEEKLY or MONTHLY.")
        raise BadRule(said % {"value": _short(freq)})
    return freq


def _weekdays(parts: dict[str, str]) -> tuple[tuple[int, ...], int | None]:
    """The weekdays, and the position of the one that has one: from 2TU, or TU with BYSETPOS=2."""
    if "BYDAY" not in parts:
        if "BYSETPOS" in parts:
            raise BadRule(_("BYSETPOS needs one weekday in BYDAY: add it, or leave BYSETPOS out."))
        return (), None
    found = [_WEEKDAY.fullmatch(day) for day in parts["BYDAY"].split(",")]
    positions = {int(match[1]) if match[1] else None for match in found if match}
    if None in found or (len(found) > 1 and positions != {None}):
        raise _unreadable(parts, "BYDAY")
    weekdays = tuple(WEEKDAYS.index(match[2]) for match in found if match)
    if "BYSETPOS" not in parts:
        return weekdays, positions.pop()
    if parts["FREQ"] != "MONTHLY" or len(weekdays) > 1 or positions != {None}:
        raise BadRule(_("BYSETPOS is possible in monthly rules with one weekday only: leave it out."))
    return weekdays, _number(parts, "BYSETPOS")


def _until(text: str, *, zone: ZoneInfo | None, clock: time | None) -> date:
    match = _END.fullmatch(text)
    if match is None:
        raise _unreadable({"UNTIL": text}, "UNTIL")
    year, month, day, hour, minute, second = (int(group or 0) for group in match.groups()[:6])
    if year not in YEARS:
        said = _("The year %(year)d is too far away: choose an end between %(first)d and %(last)d.")
        raise BadRule(said % {"year": year, "first": YEARS[0], "last": YEARS[-1]})
    try:
        end = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError as error:
        raise _unreadable({"UNTIL": text}, "UNTIL") from error
    if zone is not None and match[7]:
        end = end.astimezone(zone)
    if clock is not None and match[4] is not None and end.time() < clock.replace(tzinfo=None):
        return end.date() - timedelta(days=1)
    return end.date()


def _week_start(parts: dict[str, str]) -> int:
    if parts.get("WKST", "MO") not in WEEKDAYS:
        raise _unreadable(parts, "WKST")
    return WEEKDAYS.index(parts.get("WKST", "MO"))


def _number(parts: dict[str, str], name: str) -> int:
    if not _NUMBER.fullmatch(parts[name]):
        raise _unreadable(parts, name)
    return int(parts[name])


def _unreadable(parts: dict[str, str], name: str) -> BadRule:
    said = _("%(part)s=%(value)s is not possible here: %(example)s would be.")
    return BadRule(said % {"part": name, "value": _short(parts[name]), "example": _EXAMPLES[name]})


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


_EXAMPLES = {
    "INTERVAL": "INTERVAL=2",
    "UNTIL": "UNTIL=20301231",
    "COUNT": "COUNT=10",
    "BYDAY": "BYDAY=MO,TH",
    "BYMONTHDAY": "BYMONTHDAY=15",
    "BYSETPOS": "BYSETPOS=2",
    "WKST": "WKST=MO",
}
