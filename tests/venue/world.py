"""Short words for what the tests of rooms for events do again and again."""

from datetime import date, datetime

from accounts.models import User
from events.models import Event, EventRoom
from rooms.models import Occurrence, Room, State
from venue.needs import EventTimes, Need, Scope
from venue.operations.booking import book_for_event
from venue.standings import Kind, standings


def whole(event: Event, room: EventRoom | None = None) -> list[Need]:
    return [Need(Scope.EVENT, EventTimes(event).whole, room)]


def each_day(event: Event, room: EventRoom | None = None) -> list[Need]:
    return EventTimes(event).needs_of_event([room] if room else [])


def of_days(event: Event, room: EventRoom) -> list[Need]:
    days = EventTimes(event).by_room[room.pk]
    return [Need(Scope.DAY, days[day], room, day=day) for day in sorted(days)]


def of_slots(event: Event, *slots) -> list[Need]:
    return EventTimes(event).needs_of_slots(slots)


def booked(event: Event, room: Room, needs: list[Need], *, by: User, **options) -> list[Occurrence]:
    """The dates, in order of time."""
    made = book_for_event(event, room, needs, by=by, **options)
    return list(Occurrence.objects.filter(booking__in=made).order_by("starts_at"))


def kinds(event: Event) -> list[Kind]:
    """How each entry stands, or each day of an event without a timetable."""
    times = EventTimes(event)
    needs = times.needs_of_slots() if times.by_room else times.needs_of_event(event.rooms.all())
    return [standing.kind for standing in standings(event, needs)]


def spans(occurrences) -> list[tuple[datetime, datetime]]:
    found = Occurrence.objects.filter(pk__in=[it.pk for it in occurrences]).order_by("starts_at")
    return [(it.starts_at, it.ends_at) for it in found]


def live_spans(room: Room) -> list[tuple[datetime, datetime]]:
    """When the room is held, whoever has it."""
    held = Occurrence.objects.filter(room=room, state=State.ACCEPTED).order_by("starts_at")
    return [(it.starts_at, it.ends_at) for it in held]


def day(text: str) -> date:
    return date.fromisoformat(text)
