"""The rooms of an event, with what the house knows of those that are in it: equipment, closures, hours, space."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta

from django.db.models import F, Q

from events.models import Event, EventRoom
from kit.moments import local
from rooms.availability.opening import open_spans
from rooms.models import Closure, Equipment, Room
from timetable.conflicts.facts import Period, RoomFacts

WHOLE_WEEK = 7 * 24 * 60


def rooms_of(event: Event, available: Mapping[int, tuple[Period, ...]]) -> tuple[dict[int, RoomFacts], bool]:
    """By id, and whether any of them is in the house. Two queries without such a room, else four."""
    rooms = list(EventRoom.objects.filter(event=event))
    keys = {room.bookable_id for room in rooms if room.bookable_id is not None}
    house = _house(event, keys) if keys else {}
    found = {}
    for room in rooms:
        inside = house.get(room.bookable_id or 0, RoomFacts(0, "", cells=(-room.pk,)))
        found[room.pk] = RoomFacts(
            id=room.pk,
            name=room.name,
            capacity=inside.capacity if room.capacity is None else room.capacity,
            equipment=inside.equipment | {word.casefold() for word in room.equipment},
            building=inside.building,
            cells=inside.cells,
            available=available.get(room.pk, ()),
            open=inside.open,
            closures=inside.closures,
        )
    return found, bool(keys)


def _house(event: Event, keys: set[int]) -> dict[int, RoomFacts]:
    """The bookable rooms, by their own ids.

    Facts are the same for everybody who runs the event, so why a room is closed is told only of those all may see.
    """
    equipment, closures = _equipment(keys), _closures(event, keys)
    return {
        room.pk: RoomFacts(
            id=room.pk,
            name="",
            capacity=room.capacity,
            equipment=frozenset(equipment[room.pk]),
            building=f"{room.location_id}/{room.site}/{room.building}".casefold(),
            cells=tuple(cell for part in room.cells for cell in range(part.lower, part.upper)),
            open=_open(room, event),
            closures=tuple(
                (since, until, reason if room.access.is_open else "")
                for since, until, reason in closures[room.pk]
            ),
        )
        for room in Room.objects.filter(pk__in=keys).select_related("location", "access")
    }


def _equipment(keys: set[int]) -> dict[int, set[str]]:
    """Names of what stands in the rooms, and of what it is good for, in small letters."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Equipment.objects.filter(rooms__in=keys).order_by()
    for room, *words in rows.values_list("rooms", "name", "features__title", "features__name"):
        found[room].update(word.casefold() for word in words if word)
    return found


def _closures(event: Event, keys: set[int]) -> dict[int, list[tuple[float, float, str]]]:
    """Those in the time of the event, with a day before and after; of the room or its whole location."""
    day = timedelta(days=1)
    near = Q(starts_at__lt=event.ends_at + day, ends_at__gt=event.starts_at - day)
    columns = ("starts_at", "ends_at", "reason")
    found: dict[int, list[tuple[float, float, str]]] = defaultdict(list)
    own = Closure.objects.filter(near, room__in=keys).values_list(F("room"), *columns)
    shared = Closure.objects.filter(near, location__rooms__in=keys).values_list(
        F("location__rooms"), *columns
    )
    for room, starts_at, ends_at, reason in own.order_by().union(shared.order_by(), all=True):
        found[room].append((starts_at.timestamp(), ends_at.timestamp(), reason))
    return {key: sorted(found[key]) for key in keys}


def _open(room: Room, event: Event) -> tuple[Period, ...] | None:
    """The opening hours around the event; None for a room that is open the whole week."""
    minutes = sum(part.upper - part.lower for part in room.open_week)
    if minutes >= WHOLE_WEEK:
        return None
    day = timedelta(days=1)
    first = local(event.starts_at, room.zone).date() - day
    last = local(event.ends_at, room.zone).date() + day
    spans = open_spans(room.open_week, first, last, room.zone)
    return tuple((span.starts_at.timestamp(), span.ends_at.timestamp()) for span in spans)
