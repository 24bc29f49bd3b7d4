"""Which slots of an event a page reads: through what the visitor may see, always."""

from datetime import date
from typing import Any

from django.db.models import Q

from kit.moments import day_bounds
from programme.models import Session
from timetable.entries import Entry, read_entries
from timetable.frame import Visit
from timetable.starred import mark_stars


def beginnings(here: Visit) -> Any:
    """When the top-level slots begin: what the days are found from."""
    return here.slots.top_level().order_by().values_list("starts_at", flat=True).distinct()


def session_pages(here: Visit) -> dict[int, int]:
    """The numbers of the sessions that have a page for the visitor, by their keys."""
    sessions = Session.objects.visible_to(here.keyring).filter(event=here.event)
    return dict(sessions.order_by().values_list("pk", "number"))


def entries_of_day(here: Visit, day: date | None) -> list[Entry]:
    """What begins on that day, with the visitor's stars; what is inside a block goes with the block."""
    if day is None:
        return []
    span = day_bounds(day, here.event.zone, here.event.day_change)
    own = Q(parent__isnull=True, starts_at__gte=span.starts_at, starts_at__lt=span.ends_at)
    inside = Q(parent__starts_at__gte=span.starts_at, parent__starts_at__lt=span.ends_at)
    entries = read_entries(here.slots.filter(own | inside))
    mark_stars(entries, here.stars)
    return entries
