"""Other rooms for times that one room is taken at: free on all dates, or on each of those that are taken."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, F, Q, Value
from django.db.models.functions import Abs

from rooms.availability.fit import Fit, fits
from rooms.models import Room, RoomSettings
from rooms.outlook import passed_by
from rooms.rights import Rights
from rooms.rules import objections
from rooms.times import Times

MOST_CANDIDATES = 200
MOST_ROOMS = 5
MOST_ROOMS_A_DATE = 3


@dataclass(frozen=True, slots=True)
class Alternatives:
    """The best first. `by_day` has the days asked about, each with rooms that are free then."""

    whole: Sequence[Room] = ()
    by_day: dict[date, Sequence[Room]] = field(default_factory=dict)


def alternatives(
    room: Room,
    times: Times,
    days: Collection[date],
    *,
    rights: Rights,
    settings: RoomSettings,
    now: datetime,
) -> Alternatives:
    """Rooms on the same clocks that the person may book or ask for, and no rule of which stands against the times.

    Those with most of its equipment come first, then those with enough seats, by the fewest to spare. As many
    queries, however many rooms and dates there are.
    """
    wanted = times.wanted(room.zone)
    candidates = [
        other
        for other in _nearest(room)
        if rights.sees(other)
        and not objections(other, times, wanted, rights=rights, settings=settings, now=now)
    ]
    found = fits(
        times,
        room.location.time_zone,
        rooms=[other.pk for other in candidates],
        passing=passed_by(rights),
    )
    busy = {other.pk: conflicts_of(found.get(other.pk), other, rights) for other in candidates}
    places = {day: n for n, day in enumerate(date.day for date in wanted)}
    return Alternatives(
        whole=[other for other in candidates if not busy[other.pk]][:MOST_ROOMS],
        by_day={
            day: [other for other in candidates if places[day] not in busy[other.pk]][:MOST_ROOMS_A_DATE]
            for day in sorted(days)
            if day in places
        },
    )


def conflicts_of(fit: Fit | None, room: Room, rights: Rights) -> dict[int, str]:
    """Why the person can not have the room, by the place of the date: taken, blocked or closed."""
    if fit is None:
        return {}
    closed = {} if rights.overrides(room) else dict.fromkeys(fit.closed, "closed")
    blocked = {} if rights.manages(room) else dict.fromkeys(fit.blocked, "blocked")
    return dict(sorted((closed | blocked | dict.fromkeys(fit.taken, "taken")).items()))


def _nearest(room: Room) -> Sequence[Room]:
    """Rooms on the same clocks, the most alike first: with its equipment, then with seats enough, then near."""
    has = [thing.pk for thing in room.equipment.all()]
    there = Room.objects.in_use().filter(is_bookable=True, location__time_zone=room.location.time_zone)
    ranked = there.exclude(pk=room.pk).annotate(
        shared=Count("equipment", filter=Q(equipment__in=has)),
        is_small=Q(capacity__lt=room.capacity),
        spare=Abs(F("capacity") - Value(room.capacity)),
        is_far=~Q(location=room.location_id),
        is_elsewhere=~Q(building=room.building),
    )
    order = ("-shared", "is_small", "spare", "is_far", "is_elsewhere", "floor", "number", "pk")
    return list(ranked.order_by(*order).for_rights().select_related("owner")[:MOST_CANDIDATES])
