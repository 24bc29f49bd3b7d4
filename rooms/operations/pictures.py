"""Photos of rooms, and floor plans."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from journal.operations import record
from kit.drawings import SafeDrawing
from kit.pictures import Picture
from kit.refusals import constraint_speaks
from rooms.models import FloorPlan, Location, Room, RoomPhoto
from rooms.refusals import RoomNameTaken


@transaction.atomic
def set_photo(room: Room, picture: Picture, *, by: User | None) -> None:
    """A tidied picture takes the place of the one before."""
    values: dict[str, Any] = {
        "image": picture.data,
        "media_type": picture.media_type,
        "width": picture.width,
        "height": picture.height,
        "updated_at": timezone.now(),
    }
    RoomPhoto.objects.update_or_create(room=room, defaults=values)
    record(room.logbook, "photo.changed", by=by, subject=room.full_name)


@transaction.atomic
def remove_photo(room: Room, *, by: User | None) -> None:
    """Nothing happens where there is none."""
    gone, _by_model = RoomPhoto.objects.filter(room=room).delete()
    if gone:
        record(room.logbook, "photo.removed", by=by, subject=room.full_name)


@transaction.atomic
def add_plan(
    location: Location, drawing: SafeDrawing, *, building: str, floor: str, by: User | None
) -> FloorPlan:
    """The plan of one floor. Raises RoomNameTaken where there is one."""
    plan = FloorPlan(location=location, building=building, floor=floor, drawing=drawing.svg)
    _save(plan)
    record(location.logbook, "plan.added", by=by, subject=plan)
    return plan


@transaction.atomic
def edit_plan(
    plan: FloorPlan, *, building: str, floor: str, by: User | None, drawing: SafeDrawing | None = None
) -> None:
    """Another floor, or another drawing of it. Raises RoomNameTaken where that floor has one."""
    changes = {}
    for name, value in (("building", building), ("floor", floor)):
        if getattr(plan, name) != value:
            changes[name] = (getattr(plan, name), value)
            setattr(plan, name, value)
    if drawing is not None:
        plan.drawing = drawing.svg
    _save(plan)
    record(plan.location.logbook, "plan.changed", by=by, subject=plan, changes=changes)


@transaction.atomic
def remove_plan(plan: FloorPlan, *, by: User | None) -> None:
    """The rooms drawn on it stay."""
    record(plan.location.logbook, "plan.removed", by=by, subject=plan)
    plan.delete()


def _save(plan: FloorPlan) -> None:
    taken = RoomNameTaken(_("There is a plan of “{floor}” already. Replace that one.").format(floor=plan))
    with constraint_speaks("plan_once_per_floor", refusal=taken):
        plan.save()
