"""The things that addresses name, or the same 404 for what is not there and what is not for this person."""

from django.shortcuts import get_object_or_404

from events.models import Event
from venue.models import EventBooking


def link_of(event: Event, pk: int) -> EventBooking:
    """A booking of an event that the person was found to run."""
    return get_object_or_404(event.room_bookings.with_dates(), pk=pk)
