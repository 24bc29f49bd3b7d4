"""Which slots of an event a page reads: through what the visitor may see, always."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from kit.moments import day_bounds, day_of
from programme.models import Session
from timetable.entries import Entry, read_entries
from timetable.frame import Visit
from timetable.starred import mark_stars


@dataclass(frozen=True, slots=True)
class Named:
    """A session by the number of its page and its title."""

    number: int
    title: str


def beginnings(here: Visit) -> Any:
    """When the top-level slots begin: what the days are found from."""
    return here.slots.top_level().order_by().values_list("starts_at", flat=True).distinct()


def seen_sessions(here: Visit) -> dict[int, Named]:
    """The sessions that have a page for the visitor, by their keys."""
    sessions = Session.objects.visible_to(here.keyring).filter(event=here.event)
    rows = sessions.order_by("title", "pk").values_list("pk", "number", "title")
    return {pk: Named(number, title) for pk, number, title in rows}


def entries_by_day(here: Visit) -> dict[date, list[Entry]]:
    """The whole programme, read at once, with the visitor's stars; the days are in order."""
    event = here.event
    days: dict[date, list[Entry]] = defaultdict(list)
    entries = read_entries(here.slots)
    mark_stars(entries, here.stars)
    for entry in entries:
        days[day_of(entry.starts_at, event.zone, event.day_change)].append(entry)
    return dict(sorted(days.items()))


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
