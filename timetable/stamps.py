"""What tells whether a kept page is still right (see `kit.swift`): one light query per request.

A stamp answers only for strangers: None unless everybody may see the event. It holds the event's revision
(which grows with everything the event shows), the categories above it that a stranger sees, the year (dates
name it when it is not this one), and for pages that follow the clock the phase of the event.
"""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from events.stamps import event_page_stamp, seen_by_everybody
from kit.keys import is_key
from kit.moments import UnknownZone, zone
from timetable.days import day_named
from timetable.looks import ALL_DAYS, DETAILS, VIEWS

KEYS = ("track", "room", "type", "session", "page")
ORDERS = ("", "time", "title", "number")

event_stamp = event_page_stamp


def moving_stamp(request: HttpRequest, **address: Any) -> str | None:
    """For pages that show what is on now: while the event runs, each minute has its own."""
    found = seen_by_everybody(address["slug"])
    if found is None:
        return None
    pk, revision, starts_at, ends_at, above = found
    return f"{pk}.{revision}.{_phase(starts_at, ends_at)}.{above}"


def timetable_stamp(request: HttpRequest, **address: Any) -> str | None:
    """Only addresses that make sense are kept: nobody fills the shelf with invented ones."""
    return moving_stamp(request, **address) if _is_plain(request) else None


def talks_stamp(request: HttpRequest, **address: Any) -> str | None:
    """Likewise for the list of talks."""
    return event_stamp(request, **address) if _is_plain(request) else None


def _phase(starts_at: datetime, ends_at: datetime) -> str:
    now = timezone.now()
    if now < starts_at:
        return f"before {now:%Y-%m-%d}"
    return f"after {now:%Y}" if now >= ends_at else f"{now:%Y-%m-%d %H:%M}"


def _is_plain(request: HttpRequest) -> bool:
    if not request.META.get("QUERY_STRING"):
        return True
    asked = request.GET
    if any(len(values) > 1 for _name, values in asked.lists()):
        return False
    try:
        zone(asked.get("tz") or "UTC")
    except UnknownZone:
        return False
    keys = all(is_key(asked[name]) for name in KEYS if asked.get(name))
    is_day = asked.get("day", "") in ("", ALL_DAYS) or day_named(asked["day"]) is not None
    is_look = asked.get("view", "") in ("", *VIEWS) and asked.get("detail", "") in DETAILS
    return keys and is_day and is_look and asked.get("sort", "") in ORDERS
