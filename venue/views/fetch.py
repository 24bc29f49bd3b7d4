"""The things that addresses name, or the same 404 for what is not there and what is not for this person."""

from collections.abc import Iterable

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.models import User
from events.models import Event
from rooms.models import Room
from venue.models import EventBooking


def link_of(event: Event, pk: int) -> EventBooking:
    """A booking of an event that the person was found to run."""
    return get_object_or_404(event.room_bookings.with_dates(), pk=pk)


def seen_of(user: User, rooms: Iterable[int]) -> set[int]:
    """Which of these rooms the person may see: bookings of an event may lie in others, which nothing names to them."""
    return set(Room.objects.visible_to(user).filter(pk__in=set(rooms)).values_list("pk", flat=True))


def name_for(user: User, room: Room) -> str:
    return str(room) if seen_of(user, [room.pk]) else _("a room you may not see")
