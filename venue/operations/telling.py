"""Who hears that an event lost a room."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from access.models import Grant
from accounts.models import User
from events.models import Event
from notices.operations import post
from rooms.models import Booking, Occurrence, Room
from rooms.rights import rights_of
from venue.models import EventBooking


def tell_organisers(
    booking: Booking, occurrences: Sequence[Occurrence], *, by: User | None, reason: str
) -> None:
    """Write to those who run an event whose dates are gone, each in their language; not to who did it.

    Those the booking belongs to hear of it from the rooms. Who may not see the room reads neither its name nor why.
    """
    links = EventBooking.objects.filter(occurrence__in=occurrences).select_related(
        "event__access", "occurrence"
    )
    by_event: dict[Event, list[Occurrence]] = defaultdict(list)
    for link in links.filter(event__deleted_at__isnull=True).order_by("occurrence__starts_at"):
        by_event[link.event].append(link.occurrence)
    known = {key for key in (booking.booked_for_id, booking.created_by_id, by.pk if by else None) if key}
    for event, dates in by_event.items():
        people = [person for person in organisers(event) if person.pk not in known]
        told: dict[str, Any] = {"event": event, "dates": dates, "zone": booking.room.zone}
        keys = {booking.room_id, *(date.room_id for date in dates)}
        rooms = list(Room.objects.for_rights().filter(pk__in=keys))
        seeing = [person for person in people if all(map(rights_of(person).sees, rooms))]
        others = [person for person in people if person not in seeing]
        post("venue/mail/room_lost.txt", to=seeing, room=booking.room, reason=reason, **told)
        post("venue/mail/room_lost.txt", to=others, room=None, reason="", **told)


def organisers(event: Event) -> list[User]:
    """People who were given the event itself to run, or linked its rooms; groups are many and have not asked."""
    managers = Grant.objects.filter(
        access_list=event.access, permission=Grant.MANAGE, user__isnull=False
    ).values("user")
    linkers = event.room_bookings.values("linked_by")
    people = User.objects.filter(is_active=True)
    return list((people.filter(pk__in=managers) | people.filter(pk__in=linkers)).distinct().order_by("pk"))
