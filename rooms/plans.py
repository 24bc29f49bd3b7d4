"""Which rooms the shapes of a floor plan stand for."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from kit.drawings import SafeDrawing
from rooms.models import FloorPlan, Room
from rooms.models.room import RoomQuerySet


@dataclass(frozen=True, slots=True)
class Match:
    """`rooms` by the key of their shape; keys no room of the floor has; rooms without a shape."""

    rooms: dict[str, Room]
    unknown: list[str]
    missing: list[Room]


def plans_seen_by(user: User | AnonymousUser) -> QuerySet[FloorPlan]:
    """Plans of floors on which the person sees a room."""
    rooms = Room.objects.visible_to(user).filter(
        location=OuterRef("location"),
        building__iexact=OuterRef("building"),
        floor__iexact=OuterRef("floor"),
    )
    return FloorPlan.objects.filter(Exists(rooms)).select_related("location")


def on_floor_of(plan: FloorPlan, rooms: RoomQuerySet) -> RoomQuerySet:
    """Those of the rooms that lie on the plan's floor, upper and lower case being the same."""
    return rooms.filter(location=plan.location_id, building__iexact=plan.building, floor__iexact=plan.floor)


def match(drawing: SafeDrawing, rooms: RoomQuerySet) -> Match:
    """Shapes by the number of their room, or by its whole code where the number alone is not what was drawn."""
    found = list(rooms.select_related("location"))
    by_name = {room.code.casefold(): room for room in found} | {
        room.number.casefold(): room for room in found
    }
    pairs = {key: by_name.get(key.casefold()) for key in drawing.keys}
    known = {key: room for key, room in pairs.items() if room is not None}
    drawn = {room.pk for room in known.values()}
    return Match(
        rooms=known,
        unknown=[key for key, room in pairs.items() if room is None],
        missing=[room for room in found if room.pk not in drawn],
    )
