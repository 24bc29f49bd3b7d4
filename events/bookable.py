"""Bookable rooms as an organiser names them: only those the person sees, for a name tells something too."""

from django.db.models import QuerySet, Value
from django.db.models.functions import Concat

from access.filters import Person
from rooms.models import Room

MOST_SUGGESTIONS = 10


def named_rooms(viewer: Person, asked: str) -> list[Room]:
    """The first rooms whose name, or building, floor and number, holds the text."""
    return list(_holding(viewer, asked)[:MOST_SUGGESTIONS]) if asked else []


def room_called(viewer: Person, asked: str) -> Room | None:
    """The one room that is called so, by its name or its full name; None for no such room, and for several."""
    asked = asked.strip()
    held = [
        room
        for room in _holding(viewer, asked.rpartition("-")[2])[:100]
        if asked.casefold() in (room.name.casefold(), room.code.casefold(), room.full_name.casefold())
    ]
    return held[0] if len(held) == 1 else None


def _holding(viewer: Person, asked: str) -> QuerySet[Room]:
    dash = Value("-")
    code = Concat("building", dash, "floor", dash, "number", Value(" "), "name")
    rooms = Room.objects.visible_to(viewer).select_related("location")
    return (
        rooms.annotate(said=code).filter(said__icontains=asked).order_by("name", "building", "number", "pk")
    )
