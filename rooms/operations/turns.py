"""Who writes to rooms does so in turn.

Every writer of dates, blockings and closures first locks all rooms concerned, at once and in the order of their
keys, with those that share space with them. The exclusion constraint gives safety; this gives liveness: with the
constraint alone, two writers of one slot wait for each other until the database kills one (measured). Who also
needs an event takes it before the rooms; a booking's own row comes after them. Never lock another room later in
the transaction.

Series of others have dates in several rooms, so two acts that reject them may still wait for each other's booking.
From the moment it holds rooms, a transaction that waits in vain, or that the database chose to end, is refused.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _

from kit.ready_query import Given, ReadyQuery
from rooms.models import Booking, Occurrence, Room
from rooms.refusals import TryAgain

PATIENCE = "3s"
WAITED_IN_VAIN = {"55P03", "40P01"}
"""Lock not available in time, and deadlock detected (PostgreSQL, appendix A)."""


def lock_rooms(rooms: Iterable[int]) -> dict[int, Room]:
    """Lock these rooms until the transaction ends; the rooms asked for as they are now, by their ids.

    Raises TryAgain when somebody holds one of them for more than three seconds; so does every statement of the
    transaction that follows, whatever it waits for.
    """
    wanted = set(rooms)
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("Rooms are locked inside a transaction.")
    _Turn.begin()
    with _patience(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
        locked = _in_turn(rooms=sorted(wanted))
    return {room.pk: room for room in locked if room.pk in wanted}


def lock_booking(booking: Booking, *, besides: Iterable[int] = ()) -> dict[int, Room]:
    """Lock the rooms of all dates of a booking and those named besides, then read it again.

    Raises TryAgain when it got another room between our look and our lock.
    """
    rooms = _rooms_of(booking)
    locked = lock_rooms(rooms | set(besides))
    booking.refresh_from_db()
    if not _rooms_of(booking) <= locked.keys():
        raise TryAgain(_("Somebody else moved this booking just now. Look at it again."))
    booking.room = locked[booking.room_id]
    return locked


@contextmanager
def _patience() -> Iterator[None]:
    """Turn a wait in vain into TryAgain."""
    try:
        yield
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") not in WAITED_IN_VAIN:
            raise
        raise TryAgain(_("Somebody else is booking these rooms right now. Try again in a moment.")) from error


class _Turn:
    """Around every statement of one transaction; the first statement after its end takes it away."""

    def __init__(self, block: object) -> None:
        self.block = block

    @classmethod
    def begin(cls) -> None:
        """From here to the end of the transaction; once is enough."""
        block = connection.atomic_blocks[0]
        if not any(isinstance(one, cls) and one.block is block for one in connection.execute_wrappers):
            connection.execute_wrappers.append(cls(block))

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if self.block not in connection.atomic_blocks:
            connection.execute_wrappers.remove(self)
            return execute(sql, params, many, context)
        with _patience():
            return execute(sql, params, many, context)


_in_turn = ReadyQuery(
    lambda: (
        Room.objects.for_rights()
        .sharing_space_with(Given("rooms", "bigint[]"))
        .order_by("pk")
        .select_for_update(no_key=True, of=("self",))
    )
)


def _rooms_of(booking: Booking) -> set[int]:
    room_id = Booking.objects.values_list("room", flat=True).get(pk=booking.pk)
    dates = Occurrence.objects.filter(booking=booking).order_by().values_list("room", flat=True).distinct()
    return {room_id, *dates}
