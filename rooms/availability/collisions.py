"""All that stands against some dates in a few rooms, with who and what: asked while the rooms are locked."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import connection

from rooms.times import Wanted


class Obstacle(StrEnum):
    """Why a room can not be had. A request (somebody else's booking that awaits approval) is no obstacle to one."""

    BOOKING = "booking"
    REQUEST = "request"
    BLOCKING = "blocking"
    CLOSURE = "closure"


@dataclass(frozen=True, slots=True)
class Collision:
    """`n` is the place of the date in what was asked; `id` that of the occurrence, blocked room, or closure."""

    room_id: int
    n: int
    obstacle: Obstacle
    id: int
    booking_id: int | None
    starts_at: datetime
    ends_at: datetime


# Every room asked for, and those that share space with it; a date in either counts. Buffers are those of the room
# asked for and (in held_from and held_until) those of the room taken: at most 4 hours each, hence the 8 and, for
# dates of up to 12 hours, the 20. Both branches are bounded on both sides, each by an index of its own.
SQL = """
WITH c AS MATERIALIZED (
    SELECT s, e, n - 1 AS n FROM unnest(%(starts)s::timestamptz[], %(ends)s::timestamptz[]) WITH ORDINALITY c(s, e, n)
), asked AS MATERIALIZED (
    SELECT id, location_id, buffer_before * interval '1 minute' AS before, buffer_after * interval '1 minute' AS after
      FROM rooms_room WHERE id = ANY(%(rooms)s)
), near AS MATERIALIZED (
    SELECT id AS room_id, id AS asked_id FROM asked
    UNION SELECT v.other_id, v.room_id FROM rooms_clash v WHERE v.room_id = ANY(%(rooms)s)
)
SELECT a.id, c.n, CASE o.state WHEN 1 THEN 'booking' ELSE 'request' END, o.id, o.booking_id, o.starts_at, o.ends_at
  FROM c CROSS JOIN near JOIN asked a ON a.id = near.asked_id
  JOIN rooms_occurrence o ON o.room_id = near.room_id AND o.state IN (0, 1) AND NOT o.is_long
   AND o.starts_at < c.e + interval '8 hours' AND o.starts_at > c.s - interval '20 hours'
   AND o.held_from < c.e + a.after AND o.held_until > c.s - a.before
 WHERE o.booking_id <> ALL(%(ignoring)s) AND o.id <> ALL(%(apart_from)s)
UNION ALL
SELECT a.id, c.n, CASE o.state WHEN 1 THEN 'booking' ELSE 'request' END, o.id, o.booking_id, o.starts_at, o.ends_at
  FROM c CROSS JOIN near JOIN asked a ON a.id = near.asked_id
  JOIN rooms_occurrence o ON o.room_id = near.room_id AND o.state IN (0, 1) AND o.is_long
   AND o.starts_at < c.e + interval '8 hours' AND o.ends_at > c.s - interval '8 hours'
   AND o.held_from < c.e + a.after AND o.held_until > c.s - a.before
 WHERE o.booking_id <> ALL(%(ignoring)s) AND o.id <> ALL(%(apart_from)s)
UNION ALL
SELECT a.id, c.n, 'closure', k.id, NULL, k.starts_at, k.ends_at
  FROM c CROSS JOIN asked a JOIN rooms_closure k ON (k.room_id = a.id OR k.location_id = a.location_id)
   AND k.starts_at < c.e AND k.ends_at > c.s
UNION ALL
SELECT a.id, c.n, 'blocking', b.id, NULL, b.starts_at, b.ends_at
  FROM c CROSS JOIN near JOIN asked a ON a.id = near.asked_id
  JOIN rooms_blockedroom b ON b.room_id = near.room_id AND b.state = 1
   AND b.starts_at < c.e AND b.ends_at > c.s AND b.blocking_id <> ALL(%(passing)s)
ORDER BY 2, 1, 3, 4
"""


def collisions(
    rooms: Iterable[int],
    wanted: Sequence[Wanted],
    *,
    ignoring: Collection[int] = (),
    apart_from: Collection[int] = (),
    passing: Collection[int] = (),
) -> list[Collision]:
    """What stands against any of the dates in any of the rooms, in the order of the dates.

    `ignoring` are bookings that do not count (the one being changed), `apart_from` single occurrences,
    `passing` blockings the person may ignore.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            SQL,
            {
                "rooms": sorted(set(rooms)),
                "starts": [date.span.starts_at for date in wanted],
                "ends": [date.span.ends_at for date in wanted],
                "ignoring": list(ignoring),
                "apart_from": list(apart_from),
                "passing": list(passing),
            },
        )
        rows = cursor.fetchall()
    return [
        Collision(room_id, n, Obstacle(obstacle), key, booking_id, starts_at, ends_at)
        for room_id, n, obstacle, key, booking_id, starts_at, ends_at in rows
    ]
