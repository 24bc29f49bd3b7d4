"""Add, change, retire and bring back rooms."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from access.operations import open_access_list
from accounts.models import User
from journal.operations import open_logbook, record
from kit.refusals import constraint_speaks
from rooms.models import Attribute, Equipment, Location, Occurrence, Room, State
from rooms.models.occurrence import OccurrenceQuerySet
from rooms.operations.attributes import put_values
from rooms.operations.changes import apply, editable
from rooms.operations.clearing import clear, lock_with_bookings
from rooms.operations.crowding import first_crowd
from rooms.operations.turns import lock_rooms
from rooms.refusals import NotEditable, RoomNameTaken, StillUsed
from rooms.tokens import new_nonce

EDITABLE = editable(Room) - {"location", "own_hours"}


@transaction.atomic
def create_room(
    location: Location,
    *,
    by: User | None,
    equipment: Iterable[Equipment] = (),
    attributes: Mapping[Attribute, str] | None = None,
    **values: Any,
) -> Room:
    """A new room of a location, which inherits who sees it. Raises RoomNameTaken."""
    room = Room(location=location, access=open_access_list(parent=location.access), logbook=open_logbook())
    apply(room, values, allowed=EDITABLE)
    with constraint_speaks("room_number_once_per_floor", refusal=_taken(room)):
        room.save()
    room.equipment.set(equipment)
    put_values(room, attributes or {})
    for logbook in (room.logbook, location.logbook):
        record(logbook, "room.created", by=by, subject=room.full_name)
    return room


@transaction.atomic
def edit_room(
    room: Room,
    *,
    by: User | None,
    equipment: Iterable[Equipment] | None = None,
    attributes: Mapping[Attribute, str] | None = None,
    **values: Any,
) -> None:
    """Change some of the EDITABLE fields, and the equipment and answers if given.

    Longer times to set up and clear hold for bookings to come as well: StillUsed where two would collide.
    Raises RoomNameTaken.
    """
    lock_rooms([room.pk])
    room.refresh_from_db()
    changes = apply(room, values, allowed=EDITABLE)
    if changes:
        crowded = StillUsed(_("Two bookings are too close for these minutes to set up and clear."))
        try:
            with (
                constraint_speaks("room_number_once_per_floor", refusal=_taken(room)),
                constraint_speaks("room_is_never_double_booked", refusal=crowded),
            ):
                room.save(update_fields=list(changes))
        except StillUsed as refusal:
            raise StillUsed(f"{refusal} {first_crowd([room])}") from refusal
    if equipment is not None:
        changes |= _put_equipment(room, list(equipment))
    if attributes is not None:
        changes |= put_values(room, attributes)
    if changes:
        record(room.logbook, "room.edited", by=by, subject=room.full_name, changes=changes)


def dates_to_come(room: Room) -> OccurrenceQuerySet:
    """What the end of a room would take from people: dates that did not begin, requests that are not over."""
    now = timezone.now()
    open_requests = Q(state=State.PENDING, ends_at__gt=now)
    return Occurrence.objects.live().filter(Q(starts_at__gt=now) | open_requests, room=room)


@transaction.atomic
def retire_room(
    room: Room,
    *,
    by: User | None,
    reason: str = "",
    cancelling: Collection[int] = (),
) -> list[Occurrence]:
    """Take a room out of use; its past stays. Returns the dates cancelled with it.

    Raises StandsInTheWay while dates to come are not among those to cancel.
    """
    dates = dates_to_come(room)
    locked = lock_with_bookings([room.pk], dates)
    if locked[room.pk].retired_at is not None:
        raise NotEditable(_("{room} is retired already.").format(room=room))
    gone = clear(dates, cancelling=cancelling, keeping=(), reason=reason, by=by)
    room.retired_at = timezone.now()
    room.save(update_fields=["retired_at"])
    changes = {"reason": ("", reason), "cancelled": ("", len(gone) or "")}
    record(room.logbook, "room.retired", by=by, subject=room.full_name, changes=changes)
    return gone


@transaction.atomic
def bring_back_room(room: Room, *, by: User | None) -> None:
    """Put a retired room into use again, as it was; cancelled bookings stay cancelled."""
    lock_rooms([room.pk])
    room.refresh_from_db()
    if room.retired_at is None:
        return
    room.retired_at = None
    room.save(update_fields=["retired_at"])
    record(room.logbook, "room.brought_back", by=by, subject=room.full_name)


@transaction.atomic
def reset_door_key(room: Room, *, by: User | None) -> None:
    """A new address for the display at the door; the old one opens nothing any more."""
    room.door_nonce = new_nonce()
    room.save(update_fields=["door_nonce"])
    record(room.logbook, "door_key.reset", by=by, subject=room.full_name)


def _put_equipment(room: Room, equipment: list[Equipment]) -> dict[str, Any]:
    before = {thing.pk: thing.name for thing in room.equipment.all()}
    after = {thing.pk: thing.name for thing in equipment}
    if before == after:
        return {}
    room.equipment.set(equipment)
    return {"equipment": (", ".join(sorted(before.values())), ", ".join(sorted(after.values())))}


def _taken(room: Room) -> RoomNameTaken:
    return RoomNameTaken(
        _("{location} has a room with this site, building, floor and number already.").format(
            location=room.location
        )
    )
