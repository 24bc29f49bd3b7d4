"""The table of who is there when: people and rooms by days, for those who run the event."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from events.models import Event, EventPerson, EventRoom
from kit.moments import Span
from programme.models import SessionConvener
from programme.operations.speakers import speakers_of
from timetable.availability import days_of, said_of
from timetable.models import Availability
from timetable.operations.asking import without_availability
from timetable.plan.days import EventDays

ON_A_PAGE = 50
LONGEST_SEARCH = 100
WHO = {"": _("Speakers and conveners"), "unsaid": _("Speakers who said nothing"), "rooms": _("Rooms")}


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody or a room, and what is said of each day; `cells` is empty where nothing was said."""

    holder: EventPerson | EventRoom
    cells: list[str]


def people_of(event: Event) -> QuerySet[EventPerson]:
    """Those whose times matter: speakers, and who leads a session."""
    leads = SessionConvener.objects.filter(person=OuterRef("pk"), session__deleted_at__isnull=True)
    speaks = speakers_of(event).filter(pk=OuterRef("pk"))
    return EventPerson.objects.filter(Exists(speaks) | Exists(leads), event=event).select_related("user")


def asked_for(event: Event, who: str, words: str) -> QuerySet[Any]:
    """The people, or the rooms, that the address asks for."""
    words = " ".join(words.replace("\x00", "").split())[:LONGEST_SEARCH]
    named = Q(name__icontains=words) if words else Q()
    if who == "rooms":
        return event.rooms.filter(named)
    return (without_availability(event) if who == "unsaid" else people_of(event)).filter(named)


def counts(event: Event) -> dict[str, int]:
    return {who: asked_for(event, who, "").count() for who in WHO}


def page_of(event: Event, found: QuerySet[Any], number: Any) -> tuple[Page[Any], list[Line], list[date]]:
    """A page of the table: its lines and its days. One query for the periods."""
    page = Paginator(found, ON_A_PAGE).get_page(number)
    days = EventDays.of(event)
    shown = days_of(days)
    held = _held(list(page))
    lines = [
        Line(holder, [said_of(held[holder.pk], day, days) for day in shown] if held[holder.pk] else [])
        for holder in page
    ]
    return page, lines, shown


def _held(holders: Sequence[EventPerson | EventRoom]) -> defaultdict[int, list[Span]]:
    found: defaultdict[int, list[Span]] = defaultdict(list)
    if not holders:
        return found
    name = "person" if isinstance(holders[0], EventPerson) else "room"
    rows: Iterable[Any] = Availability.objects.filter(**{f"{name}__in": [one.pk for one in holders]})
    for row in rows:
        found[getattr(row, f"{name}_id")].append(Span(row.starts_at, row.ends_at))
    return found
