"""What the rooms of events add to the pages below: a page, a way on, chips beside rooms and entries, words of logs."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models import Event
from events.navigation import EVENT_PAGES, NEXT_STEPS, ManagePage, NextStep
from events.standing import ROOM_STANDINGS
from events.standing import Standing as Chip
from events.words import ACTS, FIELDS
from rooms.navigation import PAGES
from timetable.models import Slot
from timetable.standing import SLOT_STANDINGS
from venue.needs import EventTimes
from venue.standings import Kind, standings, worst

PAGES["venue-settings"] = (_("Rooms for events"), "calendar", "admin")
EVENT_PAGES.append(ManagePage("event-room-bookings", _("Room bookings"), "calendar", "place", 60))
EVENT_PAGES.append(ManagePage("clone-event", _("Clone"), "copy", "event", 30))
NEXT_STEPS.append(NextStep("book-event-room", _("Create it and book a room")))

ACTS |= {
    "room.booked": _("Room booked"),
    "booking.linked": _("Booking linked"),
    "booking.unlinked": _("Booking no longer linked"),
    "venue.edited": _("Rooms for events changed"),
}
FIELDS |= {"excluded_categories": _("categories whose events do not book rooms")}


def _of_slots(event: Event, slots: Sequence[Slot]) -> dict[int, Chip]:
    """The state of the room of each entry, and of those in blocks; nothing for rooms that are not in the house."""
    shown = [slot for each in slots for slot in (each, *each.children.all())]
    if not any(slot.room and slot.room.bookable_id for slot in shown):
        return {}
    needs = EventTimes(event).needs_of_slots(shown)
    found = {standing.need.slot.pk: standing for standing in standings(event, needs) if standing.need.slot}
    address = reverse("event-room-bookings", args=[event.pk])
    return {
        key: Chip(standing.kind.words, standing.kind.look, address)
        for key, standing in found.items()
        if standing.kind is not Kind.NOWHERE
    }


def _of_rooms(event: Event) -> dict[int, Chip]:
    """The state of each room of the event that is in the house: the worst of what is planned in it."""
    rooms = [room for room in event.rooms.all() if room.bookable_id]
    if not rooms:
        return {}
    times = EventTimes(event)
    needs = times.needs_of_slots() if times.by_room else times.needs_of_event(rooms)
    address = reverse("event-room-bookings", args=[event.pk])
    found = standings(event, needs)
    chips = {}
    for room in rooms:
        kind = worst(standing for standing in found if standing.need.room == room)
        if kind is not None:
            chips[room.pk] = Chip(kind.words, kind.look, address)
    return chips


ROOM_STANDINGS.append(_of_rooms)
SLOT_STANDINGS.append(_of_slots)
