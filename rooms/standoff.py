"""What a moderator sees before deciding: for each date that awaits approval, what stands against it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from accounts.models import User
from rooms.availability.collisions import Obstacle
from rooms.availability.rivals import rivals
from rooms.models import Booking, Occurrence


@dataclass(frozen=True, slots=True)
class Standoff:
    """One date: bookings that hold the room by now, others' requests for it, and whether it is closed or kept free.

    A booking the reader may not see is None: something is there. `asked_by` are the keys of those that asked.
    """

    row: Occurrence
    taken_by: Sequence[Booking | None] = ()
    requests: Sequence[Booking | None] = ()
    asked_by: frozenset[int] = frozenset()
    is_shut: bool = False

    @property
    def is_taken(self) -> bool:
        """It can not be approved."""
        return bool(self.taken_by) or self.is_shut

    @property
    def is_any(self) -> bool:
        return self.is_taken or bool(self.requests)


def standoffs(rows: Iterable[Occurrence], *, user: User) -> dict[int, Standoff]:
    """By the id of the date; as many queries for a thousand dates as for one."""
    by_key = {row.pk: row for row in rows}
    found = rivals(by_key)
    keys = {one.booking_id for one in found if one.booking_id}
    seen = _seen(keys, user)
    against: Mapping[int, dict[Obstacle, list[int]]] = defaultdict(lambda: defaultdict(list))
    for one in found:
        against[one.occurrence_id][one.obstacle].append(one.booking_id or 0)
    return {
        key: Standoff(
            row,
            taken_by=[seen.get(other) for other in against[key][Obstacle.BOOKING]],
            requests=[seen.get(other) for other in against[key][Obstacle.REQUEST]],
            asked_by=frozenset(against[key][Obstacle.REQUEST]),
            is_shut=bool(against[key][Obstacle.CLOSURE] or against[key][Obstacle.BLOCKING]),
        )
        for key, row in by_key.items()
    }


def requests_among(lines: Iterable[Standoff]) -> int:
    """How many requests of others stand against these dates."""
    return len(frozenset().union(*(line.asked_by for line in lines)))


def _seen(keys: Iterable[int], user: User) -> dict[int, Booking]:
    found = Booking.objects.visible_to(user).select_related("booked_for", "room", "room__location")
    return {booking.pk: booking for booking in found.filter(pk__in=keys)}
