"""What the formats of a location make of a room, to look at while they are written."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from rooms.models import Location, Room


@dataclass(frozen=True, slots=True)
class Example:
    """One room of the location, or one made up, as the formats name it and show it on the map."""

    name: str
    map_url: str


def example_of(location: Location) -> Example:
    room = location.rooms.filter(retired_at__isnull=True).order_by("pk").first() or made_up(location)
    room.location = location
    return Example(room.code, room.map_url)


def made_up(location: Location) -> Room:
    """A room nobody has, unsaved."""
    return Room(
        pk=0,
        location=location,
        site=_("Main site"),
        building="40",
        floor="1",
        number="012",
        latitude=46.2338,
        longitude=6.0469,
    )
