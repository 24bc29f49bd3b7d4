"""The rooms of an event: what is booked for it, what is not, and what stands against it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import MemberRequest
from events.models import Event, EventRoom
from events.navigation import event_side
from events.views.fetch import managed_event
from kit.moments import Span, local
from rooms.models import Room
from venue.matching import matching_dates
from venue.models import EventBooking, books_rooms
from venue.moves import Shift, steps_of
from venue.needs import EventTimes
from venue.standings import Kind, Standing, spare_links, standings, worst
from venue.views.fetch import seen_of


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day in a room of the event: how it stands as a whole, and entry by entry."""

    day: date | None
    span: Span
    kind: Kind
    found: list[Standing]
    is_timetable: bool

    @property
    def can_be_booked(self) -> bool:
        """Not over, and neither booked nor asked for."""
        missing = self.kind in (Kind.OPEN, Kind.CONFLICT, Kind.NOWHERE)
        return missing and self.span.ends_at > timezone.now()

    @property
    def telling(self) -> Standing | None:
        """The first whose sentence explains the state of the day."""
        return next((it for it in self.found if it.kind is self.kind and it.why), None)


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room of the event, or (None) whatever room it gets, with its days."""

    room: EventRoom | None
    bookable: Room | None
    days: list[DayRow]

    @property
    def is_open(self) -> bool:
        """Something in it is not booked yet."""
        return any(day.can_be_booked for day in self.days)


@login_required
@require_safe
def event_room_bookings(request: MemberRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    times = EventTimes(event)
    rooms = list(event.rooms.all())
    needs = times.needs_of_slots() if times.by_room else times.needs_of_event(rooms)
    found = standings(event, needs)
    links = list(event.room_bookings.with_dates())
    seen = seen_of(request.user, _keys(rooms, links))
    ahead = list(event.room_bookings.ahead().with_dates())
    context = {
        **event_side(event, current="event-room-bookings"),
        "rows": _rows(event, rooms, found, times, seen),
        "links": links,
        "seen": seen,
        "spare": {link.pk for link in spare_links(event, found)} if needs else set(),
        "fitting": matching_dates(event, rooms, user=request.user),
        "behind": len(steps_of(ahead, times, shift=Shift())),
        "books": books_rooms(event),
        "has_timetable": bool(times.by_room),
        "many_days": len(times.event_days) > 1,
        "starts": local(event.starts_at, event.zone),
        "zone": event.zone,
    }
    return render(request, "venue/overview.html", context)


def _rows(
    event: Event,
    rooms: list[EventRoom],
    found: list[Standing],
    times: EventTimes,
    seen: set[int],
) -> list[RoomRow]:
    """Rooms in which nothing is planned stand there too, without days."""
    named = Room.objects.for_rights().in_bulk([key for room in rooms if (key := room.bookable_id) in seen])
    columns: list[EventRoom | None] = [*rooms] if rooms else [None]
    return [
        RoomRow(room, named.get(room.bookable_id or 0) if room else None, _days(room, found, times))
        for room in columns
    ]


def _days(room: EventRoom | None, found: list[Standing], times: EventTimes) -> list[DayRow]:
    here = [standing for standing in found if standing.need.room == room]
    rows = []
    for day in sorted({standing.need.day for standing in here if standing.need.day}):
        of_day = [standing for standing in here if standing.need.day == day]
        kind = worst(of_day) or Kind.OPEN
        span = Span(min(it.need.span.starts_at for it in of_day), max(it.need.span.ends_at for it in of_day))
        rows.append(DayRow(day, span, kind, of_day, is_timetable=bool(times.by_room)))
    return rows


def _keys(rooms: Iterable[EventRoom], links: Iterable[EventBooking]) -> set[int]:
    return {room.bookable_id for room in rooms if room.bookable_id} | {
        link.occurrence.room_id for link in links
    }
