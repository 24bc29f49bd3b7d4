"""The event of a schedule, in the terms of our columns, and the address it gets."""

import re
from datetime import datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.text import slugify

from events.models.event import SLUG
from interchange.operations.carrying import as_json
from interchange.operations.fitting import line, link, markdown
from interchange.operations.records import Kind, Record, moment
from interchange.operations.report import ImportReport
from interchange.schedule.shape import Schedule
from kit.moments import day_bounds, zone

LONGEST_ADDRESS = 80
LONGEST_WEBSITE = 500


def event_record(schedule: Schedule, *, report: ImportReport) -> Record:
    """Title, times and place. An event lasts at least from its first talk to its last."""
    starts_at, ends_at = _bounds(schedule)
    values = {
        "title": line(schedule.title, 300, row="", report=report),
        "acronym": line(schedule.acronym, 80, row="", report=report),
        "description": _description(schedule, report=report),
        "starts_at": starts_at,
        "ends_at": ends_at,
        "time_zone": schedule.time_zone,
        "day_change": schedule.day_change.isoformat(),
        "venue": line(schedule.venue, 200, row="", report=report),
        "address": line(schedule.city, 300, row="", report=report),
        "website": _website(schedule, report=report),
    }
    return Record(Kind.EVENT, "", "", schedule.title, values, as_json(schedule))


def address_of(schedule: Schedule) -> str:
    """The address the event asks for: the file's slug or short name, with the year if it names no number.

    The same file always asks for the same address: that is how its event is found again.
    """
    if is_address(schedule.slug):
        return schedule.slug
    name = next(filter(None, map(slugify, (schedule.slug, schedule.acronym, schedule.title))), "event")
    name = name[: LONGEST_ADDRESS - 5].strip("-_")
    return name if re.search(r"\d", name) else f"{name}-{schedule.starts_on.year}"


def is_address(text: str) -> bool:
    """Whether an event may have this address."""
    try:
        SLUG(text)
    except ValidationError:
        return False
    return len(text) <= LONGEST_ADDRESS


def _bounds(schedule: Schedule) -> tuple[str, str]:
    """From the start of the first talk or day to the end of the last; whole days where the file lists none."""
    place = zone(schedule.time_zone)
    starts = [talk.starts_at for talk in schedule.talks]
    ends = [talk.ends_at for talk in schedule.talks]
    named = [day_bounds(day, place, time(0)) for day in (schedule.starts_on, schedule.ends_on)]
    if not starts or min(starts) > named[0].ends_at:
        starts.append(named[0].starts_at)
    if not ends or max(ends) < named[1].starts_at:
        ends.append(named[1].ends_at)
    return moment(min(starts)), moment(max(ends))


def _description(schedule: Schedule, *, report: ImportReport) -> str:
    text = markdown(schedule.description, row="", report=report)
    return "\n\n".join(filter(None, (line(schedule.subtitle, 1000, row="", report=report), text)))


def _website(schedule: Schedule, *, report: ImportReport) -> str:
    """The page of the event, or the one that its addresses begin with."""
    url = schedule.url or schedule.base_url
    whole = link(url, base="", row="", report=report) if url else ""
    try:
        URLValidator(schemes=["http", "https"])(whole)
    except ValidationError:
        return ""
    return whole if len(whole) <= LONGEST_WEBSITE else ""


def columns(values: dict[str, Any]) -> dict[str, Any]:
    """The values of an event's record as the columns hold them."""
    from_text = {"starts_at": _moment, "ends_at": _moment, "day_change": time.fromisoformat}
    return {name: from_text[name](value) if name in from_text else value for name, value in values.items()}


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
