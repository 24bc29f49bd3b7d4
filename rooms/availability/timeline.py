"""What takes many rooms between two moments: the bars of a timeline."""

from collections.abc import Collection
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from django.db import connection

from rooms.models import State


class Kind(StrEnum):
    """PART: held because of a date in a room that shares space with it, a part of it or a whole it belongs to."""

    BOOKING = "booking"
    PART = "part"
    CLOSURE = "closure"
    BLOCKING = "blocking"


class Bar(NamedTuple):
    """Its own times, without buffers. A closure or blocking has no state, occurrence and booking.

    (A tuple, for a page has thousands, and they are made three times as fast.)
    """

    room_id: int
    occurrence_id: int | None
    booking_id: int | None
    starts_at: datetime
    ends_at: datetime
    state: State | None
    kind: Kind
    blocking_id: int | None = None


STATES: dict[int | None, State | None] = {None: None} | {int(state): state for state in State}
KINDS = {str(kind): kind for kind in Kind}
# Moments come as seconds: Django reads a column of moments ten times as slowly. Each room probes its own index, in a
# LATERAL of its own (OFFSET 0): the planner would rather read that time of all the rooms there are.
SQL = """
WITH near AS MATERIALIZED (
    SELECT id AS room_id, id AS asked_id, 'booking' AS kind, location_id FROM rooms_room WHERE id = ANY(%(rooms)s)
    UNION ALL
    SELECT v.other_id, v.room_id, 'part', NULL FROM rooms_clash v WHERE v.room_id = ANY(%(rooms)s)
), bar AS (
    SELECT near.asked_id, near.kind, o.id, o.booking_id, o.starts_at, o.ends_at, o.state, NULL::bigint AS blocking_id
      FROM near CROSS JOIN LATERAL (
        SELECT * FROM rooms_occurrence
         WHERE room_id = near.room_id AND state IN (0, 1) AND starts_at < %(ends)s
           AND starts_at > %(starts)s::timestamptz - interval '12 hours' OFFSET 0
      ) o
     WHERE o.state IN ({states}) AND NOT o.is_long AND o.ends_at > %(starts)s
    UNION ALL
    SELECT near.asked_id, near.kind, o.id, o.booking_id, o.starts_at, o.ends_at, o.state, NULL
      FROM near JOIN rooms_occurrence o USING (room_id)
     WHERE o.state IN ({states}) AND o.is_long AND o.starts_at < %(ends)s AND o.ends_at > %(starts)s
    UNION ALL
    SELECT near.asked_id, 'closure', NULL, NULL, k.starts_at, k.ends_at, NULL, NULL
      FROM near JOIN rooms_closure k ON k.room_id = near.asked_id AND near.kind = 'booking'
     WHERE k.starts_at < %(ends)s AND k.ends_at > %(starts)s
    UNION ALL
    SELECT near.asked_id, 'closure', NULL, NULL, k.starts_at, k.ends_at, NULL, NULL
      FROM near JOIN rooms_closure k USING (location_id)
     WHERE k.starts_at < %(ends)s AND k.ends_at > %(starts)s
    UNION ALL
    SELECT near.asked_id, 'blocking', NULL, NULL, b.starts_at, b.ends_at, NULL, b.blocking_id
      FROM near JOIN rooms_blockedroom b USING (room_id)
     WHERE b.state = 1 AND b.starts_at < %(ends)s AND b.ends_at > %(starts)s
)
SELECT asked_id, id, booking_id, date_part('epoch', starts_at), date_part('epoch', ends_at), state, kind, blocking_id
  FROM bar ORDER BY starts_at, ends_at, id
"""


def bars(
    rooms: Collection[int], starts_at: datetime, ends_at: datetime, *, requests: bool = True
) -> dict[int, list[Bar]]:
    """What shares any moment with the period, by room, each in the order of its starts; every room asked for is in it.

    With `requests`, dates that await approval as well. The caller has looked whether these rooms may be seen.
    """
    states = f"{State.PENDING:d}, {State.ACCEPTED:d}" if requests else f"{State.ACCEPTED:d}"
    with connection.cursor() as cursor:
        cursor.execute(
            SQL.format(states=states), {"rooms": list(rooms), "starts": starts_at, "ends": ends_at}
        )
        rows = cursor.fetchall()
    found: dict[int, list[Bar]] = {room_id: [] for room_id in rooms}
    for room_id, occurrence_id, booking_id, start, end, state, kind, blocking_id in rows:
        begins, ends = datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC)
        bar = Bar(room_id, occurrence_id, booking_id, begins, ends, STATES[state], KINDS[kind], blocking_id)
        found[room_id].append(bar)
    return found
