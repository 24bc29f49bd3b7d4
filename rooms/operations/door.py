"""What the display at a door does: book the room now, and free it now."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from journal.operations import open_logbook, record
from kit.moments import Span, local
from kit.refusals import Refused
from rooms.availability.collisions import Obstacle, collisions
from rooms.availability.next_free import next_free
from rooms.models import Booking, Occurrence, Room, State
from rooms.operations.rejecting import turn_down_requests
from rooms.operations.turns import lock_rooms
from rooms.refusals import AlreadyDecided
from rooms.times import Wanted

MINUTE = timedelta(minutes=1)
LENGTHS = (15, 30, 45, 60)
"""Minutes for which a room is booked at its door."""


class NotAtTheDoor(Refused):
    """The room is not booked at its door, or not for so long now."""


def is_bookable_at_the_door(room: Room) -> bool:
    """Rooms that everybody books without asking: nobody is signed in at a door."""
    return room.is_bookable and room.retired_at is None and room.open_to_all and not room.needs_approval


@transaction.atomic
def book_at_the_door(room: Room, *, minutes: int) -> Booking:
    """Take the room from this minute on, for nobody by name, and with somebody there. Raises NotAtTheDoor, TryAgain."""
    room = lock_rooms([room.pk])[room.pk]
    if not is_bookable_at_the_door(room) or minutes not in LENGTHS:
        raise NotAtTheDoor(_("{room} is not booked at its door.").format(room=room))
    now = timezone.now()
    start = now.replace(second=0, microsecond=0)
    gaps = next_free([room.pk], minutes=minutes, after=start, zone=room.location.time_zone, days=1, most=1)
    if not gaps or gaps[0].starts_at > start:
        raise NotAtTheDoor(_("{room} is not free for {n} minutes now.").format(room=room, n=minutes))
    span = Span(start, start + minutes * MINUTE)
    booking = _write(room, span)
    found = collisions([room.pk], [Wanted(booking.first_day, span)], ignoring=[booking.pk])
    turn_down_requests(
        [hit.id for hit in found if hit.obstacle is Obstacle.REQUEST], by=None, instead=booking
    )
    return booking


@transaction.atomic
def free_at_the_door(room: Room) -> None:
    """End what runs in the room: people who leave early give it to others. Raises AlreadyDecided, TryAgain."""
    lock_rooms([room.pk])
    now = timezone.now()
    running = Occurrence.objects.within(now, now + MINUTE).accepted().filter(room=room, starts_at__lte=now)
    occurrence = running.select_related("booking").first()
    if occurrence is None:
        raise AlreadyDecided(_("The room is free already."))
    before = occurrence.ends_at
    # Back to the full minute, from which the display then books it again: who presses sees that it is free.
    occurrence.ends_at = max(now.replace(second=0, microsecond=0), occurrence.starts_at + MINUTE)
    occurrence.is_moved = True
    occurrence.save(update_fields=["ends_at", "is_moved"])
    booking = occurrence.booking
    Booking.objects.filter(pk=booking.pk).update(sequence=F("sequence") + 1, updated_at=now)
    changes = {"end": (before.isoformat(), occurrence.ends_at.isoformat())}
    record(booking.logbook, "date.ended_at_the_door", by=None, subject=booking, changes=changes)


def _write(room: Room, span: Span) -> Booking:
    starts, ends = (
        local(moment, room.zone).replace(tzinfo=None) for moment in (span.starts_at, span.ends_at)
    )
    if ends <= starts:  # the clocks go back in between: as long as it is, by the clock at its start
        ends = starts + span.length
    booking = Booking.objects.create(
        room=room,
        state=State.ACCEPTED,
        purpose=_("Booked at the door"),
        first_day=starts.date(),
        start=starts.time(),
        end=ends.time(),
        nights=(ends.date() - starts.date()).days,
        time_zone=room.location.time_zone,
        logbook=open_logbook(),
    )
    Occurrence.objects.create(
        booking=booking,
        room=room,
        date=starts.date(),
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        state=State.ACCEPTED,
        checked_in_at=timezone.now(),
    )
    record(booking.logbook, "booking.made_at_the_door", by=None, subject=booking)
    return booking
