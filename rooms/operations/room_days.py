"""The roll-up by room and day, made anew from the dates: a repair, for it follows every change by itself."""

from collections import defaultdict

from django.db import connection, transaction

from rooms.models import Room, RoomDay
from rooms.operations.turns import lock_rooms

# Which rooms dates took besides the one they are in; told by the dates, for parts may have changed since.
TAKEN_BY_OTHERS = """
SELECT DISTINCT room_id, taken
  FROM rooms_occurrence, unnest(cells) cell, generate_series(lower(cell), upper(cell) - 1) taken
 WHERE cells <> int8multirange(int8range(room_id, room_id, '[]'))
"""
# OFFSET 0 keeps the function's query apart: PostgreSQL 18 fails to plan the condition on the room inside it.
COUNT_AGAIN = """
INSERT INTO rooms_roomday (room_id, day, minutes, bookings, cancellations, no_shows)
SELECT share.room, share.day, sum(share.minutes), sum(share.bookings), sum(share.cancellations), sum(share.no_shows)
  FROM rooms_occurrence o, LATERAL (SELECT * FROM rooms_day_shares(o) OFFSET 0) share
 WHERE o.room_id = ANY(%(sources)s) AND o.state IN (1, 2) AND share.room = %(room)s
 GROUP BY share.room, share.day
HAVING sum(share.minutes) + sum(share.bookings) + sum(share.cancellations) + sum(share.no_shows) <> 0
"""


def rebuild_room_days() -> int:
    """Count the dates of every room again; how many room-days were wrong.

    One room after the other, each in a transaction of its own with the room locked, so that nobody waits long.
    Raises TryAgain when somebody holds a room for longer than writers wait.
    """
    sources: dict[int, set[int]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(TAKEN_BY_OTHERS)
        for room_id, taken in cursor.fetchall():
            sources[taken].add(room_id)
    return sum(
        _rebuild(room_id, sorted({room_id} | sources[room_id]))
        for room_id in Room.objects.order_by("pk").values_list("pk", flat=True)
    )


@transaction.atomic
def _rebuild(room_id: int, sources: list[int]) -> int:
    lock_rooms(sources)
    before = _rows(room_id)
    RoomDay.objects.filter(room=room_id).delete()
    with connection.cursor() as cursor:
        cursor.execute(COUNT_AGAIN, {"sources": sources, "room": room_id})
    return len(before ^ _rows(room_id))


def _rows(room_id: int) -> set[tuple[object, ...]]:
    """Those that say anything: a day whose dates all went away stays as zeros."""
    counts = ("minutes", "bookings", "cancellations", "no_shows")
    rows = RoomDay.objects.filter(room=room_id).values_list("day", *counts)
    return {row for row in rows if any(row[1:])}
