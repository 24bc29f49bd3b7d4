"""Add, change and remove locations."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access.models import AccessList
from access.operations import open_access_list
from accounts.models import User
from journal.operations import open_logbook, record
from kit.moments import zone
from kit.refusals import constraint_speaks
from rooms.models import Location, Occurrence, Room
from rooms.operations.changes import apply, editable
from rooms.operations.settings import room_settings
from rooms.operations.turns import lock_rooms
from rooms.refusals import RoomNameTaken, StillUsed

EDITABLE = editable(Location)


@transaction.atomic
def create_location(*, name: str, time_zone: str, by: User | None, **values: Any) -> Location:
    """A location without rooms, which inherits who sees it. Raises RoomNameTaken and UnknownZone."""
    zone(time_zone)
    settings = room_settings()
    location = Location(access=open_access_list(parent=settings.access), logbook=open_logbook())
    apply(location, {"name": name, "time_zone": time_zone, **values}, allowed=EDITABLE)
    with constraint_speaks("location_name_is_unique", refusal=_taken(name)):
        location.save()
    for logbook in (location.logbook, settings.logbook):
        record(logbook, "location.created", by=by, subject=location)
    return location


@transaction.atomic
def edit_location(location: Location, *, by: User | None, **values: Any) -> None:
    """Change some of the EDITABLE fields. Raises RoomNameTaken, UnknownZone, and StillUsed for the zone.

    The zone stays once there are bookings: their words are on its clocks, and so are the statistics by day.
    """
    if "time_zone" in values:  # whoever is just booking there goes first
        lock_rooms(Room.objects.filter(location=location).order_by().values_list("pk", flat=True))
    location.refresh_from_db(from_queryset=Location.objects.select_for_update(no_key=True))
    before = location.time_zone
    changes = apply(location, values, allowed=EDITABLE)
    if not changes:
        return
    if "time_zone" in changes:
        zone(location.time_zone)
        if Occurrence.objects.filter(room__location=location).exists():
            raise StillUsed(
                _(
                    "There are bookings in {location} at times of {zone}, so its time zone stays. Add another location."
                ).format(location=location, zone=before)
            )
    with constraint_speaks("location_name_is_unique", refusal=_taken(location.name)):
        location.save(update_fields=list(changes))
    record(location.logbook, "location.edited", by=by, subject=location, changes=changes)


@transaction.atomic
def delete_location(location: Location, *, by: User | None) -> None:
    """Remove a location without rooms for good. Raises StillUsed; retired rooms count, for they have a past."""
    # Whoever is just adding a room below holds a shared lock on the list; wait for them.
    access = AccessList.objects.select_for_update().get(pk=location.access_id)
    if rooms := Room.objects.filter(location=location).count():
        raise StillUsed(
            ngettext(
                "{location} still has {rooms} room, retired ones included, so it stays.",
                "{location} still has {rooms} rooms, retired ones included, so it stays.",
                rooms,
            ).format(location=location, rooms=rooms)
        )
    record(room_settings().logbook, "location.deleted", by=by, subject=location)
    Location.objects.filter(pk=location.pk).delete()
    access.delete()


def _taken(name: str) -> RoomNameTaken:
    return RoomNameTaken(_("There is a location “{name}” already.").format(name=name))
