"""When an event needs rooms: as a whole, day by day, and entry by entry of its timetable."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import F

from events.models import Event, EventRoom
from kit.moments import Span, day_of, local, wall_to_utc
from timetable.models import Slot
from venue.models import EventBooking

Scope = EventBooking.Scope


@dataclass(frozen=True, slots=True)
class Need:
    """One stretch of time for which a room of the event is needed, and what for."""

    scope: EventBooking.Scope
    span: Span
    room: EventRoom | None = None
    day: date | None = None
    slot: Slot | None = None


class EventTimes:
    """The times of an event and its timetable as they are now; the slots cost one query."""

    def __init__(self, event: Event) -> None:
        self.event = event

    @cached_property
    def slots(self) -> list[Slot]:
        """What takes time and has not been deleted, in order, each with its room or that of its block."""
        slots = Slot.objects.filter(event=self.event, ends_at__gt=F("starts_at"))
        shown = slots.exclude(contribution__deleted_at__isnull=False)
        return list(
            shown.select_related("room", "parent__room", "contribution", "session", "parent").in_order()
        )

    @cached_property
    def by_key(self) -> dict[int, Slot]:
        return {slot.pk: slot for slot in self.slots}

    @property
    def whole(self) -> Span:
        return Span(self.event.starts_at, self.event.ends_at)

    @cached_property
    def event_days(self) -> dict[date, Span]:
        """Each day of the event, from the hour at which the event starts to that at which it ends."""
        event = self.event
        first, last = local(event.starts_at, event.zone), local(event.ends_at, event.zone)
        nights = int(last.time() <= first.time())
        found = {}
        for number in range((last.date() - first.date()).days + 1):
            day = first.date() + timedelta(days=number)
            start, _note = wall_to_utc(day, first.time(), event.zone)
            end, _note = wall_to_utc(day + timedelta(days=nights), last.time(), event.zone)
            if start < event.ends_at and start < end:
                found[day] = Span(start, end)
        return found

    @cached_property
    def by_room(self) -> Mapping[int, dict[date, Span]]:
        """By the id of a room of the event: each day with something in it, from its first entry to its last."""
        found: dict[int, dict[date, Span]] = defaultdict(dict)
        for slot in self.slots:
            room = room_of(slot)
            if room is not None:
                day = self.day_of(slot)
                span = Span(slot.starts_at, slot.ends_at)
                found[room.pk][day] = _around(found[room.pk].get(day), span)
        return found

    def day_of(self, slot: Slot) -> date:
        return day_of(slot.starts_at, self.event.zone, self.event.day_change)

    def span_of(self, link: EventBooking, *, day: date | None = None) -> Span | None:
        """The times of what a date is for; None when that is there no more. `day` instead of the link's own."""
        day = day or link.day
        if link.scope == Scope.EVENT:
            return self.whole
        if link.scope == Scope.EVENT_DAY:
            return self.event_days.get(day) if day else None
        if link.scope == Scope.DAY:
            return self.by_room.get(link.room_id or 0, {}).get(day) if day else None
        slot = self.by_key.get(link.slot_id or 0)
        return Span(slot.starts_at, slot.ends_at) if slot else None

    def needs_of_event(self, rooms: Iterable[EventRoom]) -> list[Need]:
        """Each day of the event in each of these rooms, or in any room where it has none; without a timetable."""
        columns: list[EventRoom | None] = [*rooms]
        return [
            Need(Scope.EVENT_DAY, span, room, day=day)
            for room in columns or [None]
            for day, span in self.event_days.items()
        ]

    def on_other_days(self, need: Need, days: Iterable[date]) -> list[Span]:
        """The same hours on the clocks of the event, on these days."""
        zone = self.event.zone
        start, end = local(need.span.starts_at, zone), local(need.span.ends_at, zone)
        nights = end.date() - start.date()
        return [
            Span(wall_to_utc(day, start.time(), zone)[0], wall_to_utc(day + nights, end.time(), zone)[0])
            for day in sorted(set(days) - {start.date()})
        ]

    def needs_of_slots(self, slots: Iterable[Slot] | None = None) -> list[Need]:
        """For each entry that has a room, or is in a block that has one."""
        return [
            Need(Scope.SLOT, Span(slot.starts_at, slot.ends_at), room, day=self.day_of(slot), slot=slot)
            for slot in (self.slots if slots is None else slots)
            if (room := room_of(slot)) is not None and slot.starts_at < slot.ends_at
        ]


def room_of(slot: Slot) -> EventRoom | None:
    """The room of an entry, or else that of the block it is in."""
    return slot.room or (slot.parent.room if slot.parent else None)


def _around(held: Span | None, span: Span) -> Span:
    if held is None:
        return span
    return Span(min(held.starts_at, span.starts_at), max(held.ends_at, span.ends_at))
