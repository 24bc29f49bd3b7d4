"""The places a reader can narrow the calendar to: those of the rooms they see."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from rooms.models import Equipment
from rooms.models.room import RoomQuerySet


@dataclass(frozen=True, slots=True)
class Site:
    """A location with its clock, and the buildings and floors in which the reader sees a room."""

    pk: int
    name: str
    time_zone: str
    floors: tuple[tuple[str, str], ...]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def buildings(self) -> list[str]:
        return list(dict.fromkeys(building for building, _floor in self.floors if building))


def sites_of(rooms: RoomQuerySet) -> list[Site]:
    """The locations of these rooms by name, in one query."""
    rows = (
        rooms.order_by("location__name", "location", "building", "floor")
        .values_list("location", "location__name", "location__time_zone", "building", "floor")
        .distinct()
    )
    found: dict[tuple[int, str, str], list[tuple[str, str]]] = {}
    for key, name, time_zone, building, floor in rows:
        found.setdefault((key, name, time_zone), []).append((building, floor))
    return [Site(*place, tuple(floors)) for place, floors in found.items()]


def equipment_of(rooms: RoomQuerySet) -> list[Equipment]:
    """The kinds of equipment that stand in these rooms."""
    return list(Equipment.objects.filter(rooms__in=rooms.order_by()).distinct())
