"""What a person may do with a booking, and whether they run rooms; taking a room or asking for it is `rooms.rights`.

The person's `Rights` are fetched once; questions about bookings cost no query: the booking comes from
`Booking.objects.for_rights()`, rooms from `Room.objects.for_rights()`. The list question of `can_see_details` is
`Booking.objects.visible_to`.
"""

from django.contrib.auth.models import AnonymousUser

from access.filters import Person, keyring_of, run_by
from access.models import AccessList
from accounts.models import User
from rooms.models import Booking, Location, Room, RoomSettings
from rooms.rights import Rights


def is_own(rights: Rights, booking: Booking) -> bool:
    """Booked for the person, or by them."""
    return rights.user_id is not None and rights.user_id in (booking.booked_for_id, booking.created_by_id)


def can_see_details(rights: Rights, settings: RoomSettings, booking: Booking, room: Room) -> bool:
    """May know who booked and what for; others see that `room` is busy. `room` is that of the date in question."""
    if is_own(rights, booking) or rights.moderates(room):
        return True
    shown = room.retired_at is None and rights.sees(room)
    return shown and not (booking.is_private or settings.hide_booking_details)


def names_room(rights: Rights, booking: Booking, room: Room) -> bool:
    """Whether somebody who may know of the booking may know of this room of it: one date may lie elsewhere."""
    return is_own(rights, booking) or rights.moderates(room) or rights.sees(room)


def can_edit(rights: Rights, booking: Booking) -> bool:
    """May change times, room and words: those concerned and managers of the room; a moderator may not (Indico)."""
    return booking.is_live and (is_own(rights, booking) or rights.manages(booking.room))


def can_cancel(rights: Rights, booking: Booking) -> bool:
    """May give the room back: those concerned, and managers of the room; a moderator rejects instead."""
    return can_edit(rights, booking)


def can_decide(rights: Rights, room: Room) -> bool:
    """May approve and reject dates in this room."""
    return rights.moderates(room)


def can_delete(rights: Rights, settings: RoomSettings, booking: Booking) -> bool:
    """May delete it for good: those who run all rooms, and only what is cancelled or rejected (Indico)."""
    return not booking.is_live and can_run_all_rooms(rights.keyring, settings)


def can_keep_notes(rights: Rights, settings: RoomSettings, booking: Booking) -> bool:
    """May read and write the internal note."""
    return settings.internal_notes and rights.manages(booking.room)


def can_run_all_rooms(user: Person, settings: RoomSettings) -> bool:
    """Settings, equipment, attributes and new locations are for administrators and managers of all rooms."""
    return _runs(user, settings.access)


def can_run_location(user: Person, location: Location) -> bool:
    """Who manages it, or all rooms."""
    return _runs(user, location.access)


def can_edit_room(rights: Rights, room: Room, settings: RoomSettings) -> bool:
    """Those who run its location; those who run the room only where the settings say so (Indico's rule)."""
    if can_run_location(rights.keyring, room.location):
        return True
    return settings.managers_edit_rooms and rights.manages(room)


def can_run_anything(user: User | AnonymousUser) -> bool:
    """Whether the pages for those who run rooms show anything to the person."""
    if user.pk is None:
        return False
    return (
        Room.objects.run_by(user).exists()
        or Location.objects.run_by(user).exists()
        or keyring_of(user).is_admin
        or RoomSettings.objects.filter(run_by(user)).exists()
    )


def _runs(user: Person, access: AccessList) -> bool:
    keyring = keyring_of(user)
    return keyring.is_admin or not set(keyring.managed).isdisjoint(access.path)
