"""Rooms an event could take: free ones first, then those whose seats are nearest to what is wanted."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from kit.moments import Span, local
from rooms.availability.collisions import Collision, Obstacle, collisions
from rooms.models import Room
from rooms.outlook import is_open, passed_by
from rooms.rights import Rights, rights_of
from rooms.times import BadTimes, Wanted
from venue.pieces import times_of_span

MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """A room, the spans (by place) that can not be had in it, and whether somebody has to agree."""

    room: Room
    missing: tuple[int, ...]
    asks: bool
    is_named: bool = False

    @property
    def is_free(self) -> bool:
        return not self.missing


def candidates(
    spans: Sequence[Span],
    *,
    user: User,
    named: int | None = None,
    seats: int | None = None,
    q: str = "",
    apart_from: Collection[int] = (),
    most: int = MOST_SHOWN,
) -> list[Candidate]:
    """The rooms the person may book or ask for. `named` is the one the event calls its own: it leads."""
    rights = rights_of(user)
    rooms = [room for room in _rooms(user, q, named) if rights.books(room) or rights.requests(room)]
    if not rooms or not spans:
        return []
    missing = _missing(rooms, spans, rights, apart_from)
    found = [
        Candidate(room, tuple(sorted(missing[room.pk])), not rights.books(room), room.pk == named)
        for room in rooms
    ]
    return sorted(found, key=lambda it: _rank(it, seats))[:most]


def _rooms(user: User, q: str, named: int | None) -> list[Room]:
    rooms = Room.objects.visible_to(user).filter(is_bookable=True)
    if q:
        words = Q(name__icontains=q) | Q(number__icontains=q) | Q(building__icontains=q)
        rooms = rooms.filter(words | Q(location__name__icontains=q) | Q(pk=named or 0))
    return list(rooms.for_rights().distinct())


def _missing(
    rooms: Sequence[Room], spans: Sequence[Span], rights: Rights, apart_from: Collection[int]
) -> dict[int, set[int]]:
    wanted = [Wanted(span.starts_at.date(), span) for span in spans]
    by_key = {room.pk: room for room in rooms}
    missing: dict[int, set[int]] = defaultdict(set)
    for hit in collisions(by_key, wanted, apart_from=apart_from, passing=passed_by(rights)):
        if _matters(hit, by_key[hit.room_id], rights):
            missing[hit.room_id].add(hit.n)
    for room in rooms:
        if not rights.overrides(room):
            missing[room.pk] |= {n for n, span in enumerate(spans) if not _is_open(room, span)}
    return missing


def _matters(hit: Collision, room: Room, rights: Rights) -> bool:
    if hit.obstacle is Obstacle.BLOCKING:
        return not rights.manages(room)
    if hit.obstacle is Obstacle.CLOSURE:
        return not rights.overrides(room)
    return hit.obstacle is Obstacle.BOOKING


def _is_open(room: Room, span: Span) -> bool:
    try:
        times = times_of_span(span, room.zone)
    except BadTimes:
        return False
    return is_open(room, times, local(span.starts_at, room.zone).date())


def _rank(candidate: Candidate, seats: int | None) -> tuple[object, ...]:
    """The event's own room while it can be had at all; too small is worse than too large by as much."""
    over = candidate.room.capacity - (seats or candidate.room.capacity)
    distance = -2 * over if over < 0 else over
    return (
        not (candidate.is_named and candidate.is_free),
        len(candidate.missing),
        distance,
        candidate.asks,
        str(candidate.room),
    )


def words_of(candidate: Candidate, number: int) -> str:
    """What can be had of so many spans."""
    free = number - len(candidate.missing)
    if not candidate.missing:
        return _("Free")
    if number == 1:
        return _("Not free")
    return _("Free {free} of {all}").format(free=free, all=number)
