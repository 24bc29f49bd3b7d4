"""Rooms that consist of others: booking the whole takes its parts, and booking a part takes the whole."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from journal.operations import record
from kit.refusals import constraint_speaks
from rooms.models import Room, RoomPart
from rooms.operations.crowding import first_crowd
from rooms.operations.turns import lock_rooms
from rooms.refusals import NotCombinable, StillUsed


@transaction.atomic
def set_parts(whole: Room, parts: Collection[Room], *, by: User | None) -> None:
    """Say what a room consists of; nothing makes it a room of its own again.

    Raises NotCombinable for parts of parts and rooms of another location, and StillUsed where bookings to come
    of the whole and of its parts would be in each other's way.
    """
    before = list(whole.parts.order_by("number", "pk"))
    lock_rooms({whole.pk, *(room.pk for room in before), *(room.pk for room in parts)})
    after = sorted(parts, key=lambda room: (room.number, room.pk))
    _check(whole, after)
    if {room.pk for room in before} == {room.pk for room in after}:
        return
    one_level = NotCombinable(_("A part has no parts itself: choose the smallest rooms."))
    crowded = StillUsed(_("These rooms are booked at the same time."))
    try:
        with (
            constraint_speaks("room_parts_have_one_level", refusal=one_level),
            constraint_speaks("room_is_never_double_booked", refusal=crowded),
        ):
            RoomPart.objects.filter(whole=whole).exclude(part__in=after).delete()
            for room in after:
                RoomPart.objects.get_or_create(whole=whole, part=room)
    except StillUsed as refusal:
        raise StillUsed(f"{refusal} {_pair(whole, after)}") from refusal
    changes = {"parts": (_names(before), _names(after))}
    for room in {whole, *before, *after}:
        record(room.logbook, "parts.changed", by=by, subject=whole, changes=changes)


def _check(whole: Room, parts: Collection[Room]) -> None:
    for room in parts:
        if room.pk == whole.pk:
            raise NotCombinable(_("A room is not a part of itself."))
        if room.location_id != whole.location_id:
            raise NotCombinable(
                _("{part} is at another location than {whole}.").format(part=room, whole=whole)
            )


def _pair(whole: Room, parts: Collection[Room]) -> str:
    """The first two dates in each other's way, of the whole and one of the parts."""
    return next(filter(None, (first_crowd([whole, part]) for part in parts)), "")


def _names(rooms: Collection[Room]) -> str:
    """As its logs keep them: not everybody who runs one of the rooms sees the others."""
    return ", ".join(room.log_reference for room in rooms)
