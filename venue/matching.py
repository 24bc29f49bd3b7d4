"""Bookings that exist and look as if they were for an event."""

from collections.abc import Iterable

from django.db.models import Q

from accounts.models import User
from events.models import Event, EventRoom
from rooms.models import Booking, Occurrence

MOST_SHOWN = 20


def matching_dates(event: Event, rooms: Iterable[EventRoom], *, user: User) -> list[Occurrence]:
    """Dates at the time of the event that are for no event yet: one's own, and in its rooms all that one may see."""
    rooms = list(rooms)
    keys = [room.bookable_id for room in rooms if room.bookable_id]
    names = Q(room__in=keys)
    for name in {room.name for room in rooms} | {event.venue}:
        if name:
            names |= Q(room__name__iexact=name)
    own = Q(booking__in=Booking.objects.of(user))
    seen = Q(booking__in=Booking.objects.visible_to(user)) & names
    dates = Occurrence.objects.within(event.starts_at, event.ends_at).filter(event_link__isnull=True)
    return list(
        dates.filter(own | seen)
        .select_related("room__location", "booking__booked_for")
        .order_by("starts_at", "pk")[:MOST_SHOWN]
    )
