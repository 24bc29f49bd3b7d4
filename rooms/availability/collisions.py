"""All that stands against some dates in a few rooms, with who and what: asked while the rooms are locked."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kit.ready_query import prepared
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
# asked for and (in held_from and held_until) those of the room taken. Each date probes the index of its room for what
# starts around it: in a LATERAL of its own (OFFSET 0), for the planner would rather read the whole past of the room
# once. The few dates of more than 12 hours are read once, from an index of their own. No buffer is longer than four
# hours (room_buffers_are_short): to ask the rooms for the longest takes half of the time of all the rest.
SQL = """
WITH c AS MATERIALIZED (
    SELECT s, e, n - 1 AS n FROM unnest(%(starts)s::timestamptz[], %(ends)s::timestamptz[]) WITH ORDINALITY c(s, e, n)
), asked AS MATERIALIZED (
    SELECT id, location_id, buffer_before * interval '1 minute' AS before, buffer_after * interval '1 minute' AS after
      FROM rooms_room WHERE id = ANY(%(rooms)s::bigint[])
), near AS MATERIALIZED (
    SELECT id AS room_id, id AS asked_id, before, after FROM asked
    UNION ALL SELECT v.other_id, a.id, a.before, a.after FROM asked a JOIN rooms_clash v ON v.room_id = a.id
), long AS MATERIALIZED (
    SELECT * FROM rooms_occurrence
     WHERE state IN (0, 1) AND is_long AND starts_at < %(until)s::timestamptz + interval '8 hours'
       AND ends_at > %(since)s::timestamptz - interval '8 hours'
), hit AS (
    SELECT near.asked_id, c.n, o.state, o.id, o.booking_id, o.starts_at, o.ends_at
      FROM c CROSS JOIN near CROSS JOIN LATERAL (
        SELECT * FROM rooms_occurrence
         WHERE room_id = near.room_id AND state IN (0, 1) AND starts_at < c.e + near.after + interval '4 hours'
           AND starts_at > c.s - near.before - interval '16 hours' OFFSET 0
      ) o
     WHERE NOT o.is_long AND o.held_from < c.e + near.after AND o.held_until > c.s - near.before
       AND o.booking_id <> ALL(%(ignoring)s::bigint[]) AND o.id <> ALL(%(apart_from)s::bigint[])
    UNION ALL
    SELECT near.asked_id, c.n, o.state, o.id, o.booking_id, o.starts_at, o.ends_at
      FROM c CROSS JOIN near JOIN long o USING (room_id)
     WHERE o.held_from < c.e + near.after AND o.held_until > c.s - near.before
       AND o.booking_id <> ALL(%(ignoring)s::bigint[]) AND o.id <> ALL(%(apart_from)s::bigint[])
)
SELECT asked_id, n, CASE state WHEN 1 THEN 'booking' ELSE 'request' END, id, booking_id, starts_at, ends_at FROM hit
UNION ALL
SELECT a.id, c.n, 'closure', k.id, NULL, k.starts_at, k.ends_at
  FROM c CROSS JOIN asked a JOIN rooms_closure k ON (k.room_id = a.id OR k.location_id = a.location_id)
   AND k.starts_at < c.e AND k.ends_at > c.s
UNION ALL
SELECT a.id, c.n, 'blocking', b.id, NULL, b.starts_at, b.ends_at
  FROM c CROSS JOIN near JOIN asked a ON a.id = near.asked_id
  JOIN rooms_blockedroom b ON b.room_id = near.room_id AND b.state = 1
   AND b.starts_at < c.e AND b.ends_at > c.s AND b.blocking_id <> ALL(%(passing)s::bigint[])
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
    with prepared() as cursor:
        cursor.execute(
            SQL,
            {
                "rooms": sorted(set(rooms)),
                "starts": [date.span.starts_at for date in wanted],
                "ends": [date.span.ends_at for date in wanted],
                "since": min((date.span.starts_at for date in wanted), default=None),
                "until": max((date.span.ends_at for date in wanted), default=None),
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
