"""What stands in the calendar of a room, a location, or a person, as one reader may read it.

A calendar goes back 30 days and forward without end. What was cancelled or rejected stays in it for 30 days, marked
so, that calendar programs take it away.
"""

import logging
from collections import defaultdict
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from kit import ical
from rooms.entries import Reader, booking_to_ical
from rooms.models import LIVE, OVER, Booking, Occurrence, Room, State
from rooms.models.booking import BookingQuerySet
from rooms.operations.settings import room_settings
from rooms.permissions import can_see_details, names_room
from rooms.rights import rights_of

BACK = timedelta(days=30)
AHEAD = timedelta(days=60)
Stretches = list[tuple[datetime, datetime]]
_log = logging.getLogger(__name__)


def entries_of_person(user: User) -> list[ical.Event]:
    """The person's own bookings, and those made for them."""
    dates = Q(occurrences__state__in=LIVE, occurrences__ends_at__gte=timezone.now() - BACK)
    return _entries(user, _with_gone(Booking.objects.of(user), dates), rooms=None)


def entries_of_rooms(user: User, rooms: list[Room]) -> list[ical.Event]:
    """What is booked and asked for in these rooms; without details where the reader may not know them."""
    keys = [room.pk for room in rooms]
    dates = Q(
        occurrences__room__in=keys,
        occurrences__state__in=LIVE,
        occurrences__ends_at__gte=timezone.now() - BACK,
    )
    return _entries(
        user, _with_gone(Booking.objects.in_rooms(Room.objects.filter(pk__in=keys)), dates), rooms=set(keys)
    )


def busy_times(room: Room, starts_at: datetime, ends_at: datetime) -> tuple[Stretches, Stretches]:
    """When the room is taken, it or what shares space with it, and when somebody has asked for it."""
    from_to = Occurrence.objects.within(starts_at, ends_at)
    near = from_to.filter(room__in=Room.objects.sharing_space_with([room.pk])).values_list(
        "starts_at", "ends_at"
    )
    return list(near.filter(state=State.ACCEPTED)), list(near.filter(state=State.PENDING))


def _with_gone(bookings: BookingQuerySet, dates: Q) -> BookingQuerySet:
    gone = Q(state__in=OVER, updated_at__gte=timezone.now() - BACK)
    keys = bookings.filter(dates | gone).values("pk").distinct()
    return Booking.objects.for_rights().filter(pk__in=keys).order_by("pk")


def _entries(user: User, bookings: BookingQuerySet, *, rooms: set[int] | None) -> list[ical.Event]:
    rights, settings = rights_of(user), room_settings()
    found = list(bookings)
    dates: dict[int, list[Occurrence]] = defaultdict(list)
    for date in Occurrence.objects.filter(booking__in=found).select_related(
        "room__access", "room__location__access"
    ):
        if rooms is None or date.room_id in rooms:
            dates[date.booking_id].append(date)
    entries: list[ical.Event] = []
    for booking in found:
        here = dates[booking.pk]
        room = here[0].room if here else booking.room
        told = can_see_details(rights, settings, booking, room)
        if not told:  # others' requests are nobody's business
            here = [date for date in here if date.state != State.PENDING]
            if booking.is_live and not any(date.state == State.ACCEPTED for date in here):
                continue
        unnamed = () if names_room(rights, booking, booking.room) else (booking.room_id,)
        reader = Reader(sees_details=told, unnamed=unnamed)
        try:
            entries += booking_to_ical(booking, here, reader)
        except Exception:  # whatever is wrong with one, the subscribers of the others must not suffer
            _log.exception("Booking %s is left out of a calendar", booking.pk)
    return entries
