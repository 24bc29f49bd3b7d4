"""Rooms as a table that imports unchanged: the columns of `room_columns`, and one for each attribute."""

from collections.abc import Iterator, Sequence
from typing import Any

from rooms.importing.room_columns import ATTRIBUTE, COLUMNS
from rooms.models import Attribute, Room
from rooms.models.room import RoomQuerySet


def export_headings(attributes: Sequence[Attribute]) -> list[str]:
    return [*COLUMNS, *(f"{ATTRIBUTE}{attribute.name}" for attribute in attributes)]


def export_rows(rooms: RoomQuerySet, attributes: Sequence[Attribute]) -> Iterator[list[Any]]:
    """One row a room, in a number of queries that does not grow with them by more than one for each thousand."""
    every = (
        rooms.select_related("location", "owner")
        .defer("cells", "open_week")
        .prefetch_related("equipment__features", "attribute_values")
    )
    ordered = every.order_by("location__name", "site", "building", "floor", "number", "pk")
    for room in ordered.iterator(chunk_size=1000):
        answers = {value.attribute_id: value.value for value in room.attribute_values.all()}
        yield [
            *(_cell(room, column) for column in COLUMNS),
            *(answers.get(attribute.pk, "") for attribute in attributes),
        ]


def _cell(room: Room, column: str) -> Any:
    if column == "location":
        return room.location.name
    if column == "owner":
        return room.owner.email if room.owner else ""
    if column == "equipment":
        return "; ".join(thing.name for thing in room.equipment.all())
    if column == "features":
        titles = {feature.title for thing in room.equipment.all() for feature in thing.features.all()}
        return "; ".join(sorted(titles))
    value = getattr(room, column)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(value) if isinstance(value, list) else value
