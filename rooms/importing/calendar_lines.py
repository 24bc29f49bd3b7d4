"""Bookings from an iCalendar file: each VEVENT with its rule, exceptions and cancelled dates (RFC 5545)."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
from django.utils.translation import gettext as _

from kit.moments import local
from kit.recurrence import parse_rule
from kit.refusals import Refused
from rooms.importing.lines import Line
from rooms.importing.table_lines import NotBookings
from rooms.times import Times, times_between

LARGEST = 10 * 1024**2


class NotForUs(Refused):
    """An entry of a kind no room can be booked by."""


def lines_of_calendar(file: bytes) -> list[Line]:
    """Every entry of all calendars in the file. Raises NotBookings where it is none."""
    if len(file) > LARGEST:
        raise NotBookings(_("The file is larger than {mb} MB.").format(mb=LARGEST // 1024**2))
    try:
        calendars = icalendar.Calendar.from_ical(file, multiple=True)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise NotBookings(_("This is no calendar file (iCalendar).")) from error
    entries = [entry for calendar in calendars for entry in calendar.walk("VEVENT")]
    changed: dict[str, list[Any]] = defaultdict(list)
    for entry in entries:
        if "RECURRENCE-ID" in entry:
            changed[str(entry.get("UID", ""))].append(entry)
    masters = [
        (number, entry) for number, entry in enumerate(entries, start=1) if "RECURRENCE-ID" not in entry
    ]
    return [_line(number, entry, changed[str(entry.get("UID", ""))]) for number, entry in masters]


def _line(number: int, entry: Any, changed: list[Any]) -> Line:
    if str(entry.get("STATUS", "")).upper() == "CANCELLED":
        return Line(number, problem=_("It is cancelled."))
    moved = [one for one in changed if str(one.get("STATUS", "")).upper() != "CANCELLED"]
    notes = (_("Dates moved to other times are left out; book them by hand."),) if moved else ()
    return Line(
        number,
        room=str(entry.get("LOCATION", "")).strip(),
        purpose=str(entry.get("SUMMARY", "")).strip()[:500],
        booked_for=_address(entry.get("ORGANIZER")),
        uid=str(entry.get("UID", "")).strip(),
        times=partial(_times, entry, changed),
        notes=notes,
    )


def _times(entry: Any, changed: list[Any], zone: ZoneInfo) -> Times:
    if "DTSTART" not in entry or "RDATE" in entry:
        raise NotForUs(_("It has no start, or single dates besides its rule. Book them by hand."))
    try:
        starts, ends = _wall(entry["DTSTART"].dt, zone), _wall(_end(entry), zone)
        gone = [day for each in _several(entry.get("EXDATE")) for day in each.dts]
        exdates = [_wall(day.dt, zone).date() for day in gone]
        exdates += [_wall(one["RECURRENCE-ID"].dt, zone).date() for one in changed]
    except (AttributeError, ValueError, OverflowError) as error:
        raise NotForUs(_("Its times can not be read.")) from error
    rule = None
    if rules := _several(entry.get("RRULE")):
        if len(rules) > 1:
            raise NotForUs(_("It has several rules. Book it by hand."))
        rule = parse_rule(rules[0].to_ical().decode(), zone=zone, clock=starts.time())
    return times_between(starts, ends, rule, tuple(sorted(set(exdates))))


def _end(entry: Any) -> date | datetime:
    if "DTEND" in entry:
        return entry["DTEND"].dt
    start = entry["DTSTART"].dt
    if "DURATION" in entry:
        return start + entry["DURATION"].dt
    return start if isinstance(start, datetime) else start + timedelta(days=1)


def _wall(when: date | datetime, zone: ZoneInfo) -> datetime:
    """What the clocks of the room show then; a time without a zone is meant there, a whole day begins at midnight."""
    if not isinstance(when, datetime):
        return datetime.combine(when, time())
    moment = when if when.utcoffset() is None else local(when, zone)
    return moment.replace(tzinfo=None, fold=0, second=0, microsecond=0)


def _several(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _address(organizer: Any) -> str:
    text = str(organizer or "")
    return text[7:] if text.lower().startswith("mailto:") else ""
