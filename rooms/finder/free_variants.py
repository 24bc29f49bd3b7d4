"""Which of the times near those wanted some rooms are free at: one question for all rooms, days and times."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from rooms.availability.collisions import Collision, Obstacle, collisions
from rooms.finder.variants import Variant, variants
from rooms.models import Room
from rooms.outlook import is_open, passed_by
from rooms.rights import Rights
from rooms.times import Times, Wanted


def free_variants(
    rooms: Sequence[Room], times: Times, days: Collection[date], *, rights: Rights, now: datetime
) -> dict[tuple[int, date], list[Variant]]:
    """By room and day, the variants to be had there, the nearest first. All rooms are of one zone and come from
    `for_rights()`; what has begun is no suggestion.
    """
    found: dict[tuple[int, date], list[Variant]] = defaultdict(list)
    tried = variants(times)
    if not rooms or not tried:
        return found
    zone = rooms[0].zone
    asked: list[tuple[date, Variant, Wanted]] = []
    for day in days:
        for variant in tried:
            wanted = variant.times.once(day).on(day, zone)
            if wanted.span.starts_at > now:
                asked.append((day, variant, wanted))
    by_id = {room.pk: room for room in rooms}
    taken = _taken(by_id, [wanted for *_rest, wanted in asked], rights)
    for n, (day, variant, _wanted) in enumerate(asked):
        for room in rooms:
            opened = rights.overrides(room) or is_open(room, variant.times.once(day), day)
            if opened and (room.pk, n) not in taken:
                found[room.pk, day].append(variant)
    return found


def _taken(rooms: Mapping[int, Room], wanted: Sequence[Wanted], rights: Rights) -> set[tuple[int, int]]:
    hits = collisions(rooms, wanted, passing=passed_by(rights)) if wanted else []
    return {(hit.room_id, hit.n) for hit in hits if _counts(hit, rooms[hit.room_id], rights)}


def _counts(hit: Collision, room: Room, rights: Rights) -> bool:
    """The rule of `rooms.outlook`: who runs a room passes its blockings, who overrides its rules, closures."""
    match hit.obstacle:
        case Obstacle.REQUEST:
            return False
        case Obstacle.CLOSURE:
            return not rights.overrides(room)
        case Obstacle.BLOCKING:
            return not rights.manages(room)
        case _:
            return True
