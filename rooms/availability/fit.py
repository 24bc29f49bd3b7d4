"""Which rooms fit some times: for every room of a zone at once, the dates on which something stands against it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection

from kit.moments import zone as zone_of
from rooms.times import Times


@dataclass(frozen=True, slots=True)
class Fit:
    """What stands against a room, as places (from 0) of the dates: booked by others, kept free for others, or
    closed or outside its hours. A date may be in several of them.
    """

    room_id: int
    taken: tuple[int, ...] = ()
    blocked: tuple[int, ...] = ()
    closed: tuple[int, ...] = ()

    @property
    def conflicts(self) -> tuple[int, ...]:
        """The dates on which the room can not be had, for whatever reason."""
        return tuple(sorted({*self.taken, *self.blocked, *self.closed}))


# Rooms that share space count for each other, buffers on both sides (as in collisions.py). One scan of the index by
# time answers for all rooms: a date of up to 12 hours that holds a room then starts at most 12 hours and the longest
# buffers before; the few longer ones have an index of their own.
SQL = """
WITH c AS MATERIALIZED (
    SELECT s, e, weekday, n - 1 AS n
      FROM unnest(%(starts)s::timestamptz[], %(ends)s::timestamptz[], %(weekdays)s::int[])
           WITH ORDINALITY c(s, e, weekday, n)
), longest AS MATERIALIZED (
    SELECT (max(buffer_before) + max(buffer_after)) * interval '1 minute' AS buffers FROM rooms_room
), asked AS MATERIALIZED (
    SELECT r.id, r.location_id, r.open_week, r.buffer_before * interval '1 minute' AS before,
           r.buffer_after * interval '1 minute' AS after, r.buffer_before + r.buffer_after > 0 AS has_buffers
      FROM rooms_room r WHERE {which}
), near AS MATERIALIZED (
    SELECT id AS room_id, id AS asked_id, before, after, has_buffers FROM asked
    UNION ALL SELECT v.other_id, a.id, before, after, has_buffers FROM asked a JOIN rooms_clash v ON v.room_id = a.id
), shut AS MATERIALIZED (
    SELECT a.id, w.weekday FROM unnest(%(days)s::int[], %(stretches)s::int4multirange[]) w(weekday, stretch)
      JOIN asked a ON NOT a.open_week @> w.stretch
), closure AS MATERIALIZED (
    SELECT c.n, k.room_id, k.location_id FROM c JOIN rooms_closure k ON k.ends_at > c.s AND k.starts_at < c.e
), long AS MATERIALIZED (
    SELECT o.room_id, o.held_from, o.held_until FROM longest JOIN rooms_occurrence o ON o.state = 1 AND o.is_long
       AND o.starts_at < %(until)s::timestamptz + longest.buffers
       AND o.ends_at > %(since)s::timestamptz - longest.buffers
), held AS (
    SELECT o.room_id, o.held_from, o.held_until, c.s, c.e, c.n
      FROM c CROSS JOIN longest JOIN rooms_occurrence o ON o.state = 1 AND NOT o.is_long
       AND o.starts_at < c.e + longest.buffers AND o.starts_at > c.s - longest.buffers - interval '12 hours'
       AND (o.held_from < c.e AND o.held_until > c.s OR o.room_id IN (SELECT room_id FROM near WHERE has_buffers))
    UNION ALL
    SELECT long.room_id, long.held_from, long.held_until, c.s, c.e, c.n FROM long CROSS JOIN c
), hit AS (
    SELECT near.asked_id AS room_id, held.n, 0 AS kind
      FROM held JOIN near USING (room_id)
     WHERE held.held_from < held.e + near.after AND held.held_until > held.s - near.before
    UNION ALL
    SELECT near.asked_id, c.n, 1
      FROM c JOIN rooms_blockedroom b ON b.state = 1 AND b.ends_at > c.s AND b.starts_at < c.e
       AND b.blocking_id <> ALL(%(passing)s)
      JOIN near ON near.room_id = b.room_id
    UNION ALL
    SELECT a.id, closure.n, 2 FROM closure JOIN asked a ON a.id = closure.room_id
    UNION ALL
    SELECT a.id, closure.n, 2 FROM closure JOIN asked a USING (location_id)
    UNION ALL
    SELECT shut.id, c.n, 2 FROM shut JOIN c USING (weekday)
)
SELECT room_id, array_agg(DISTINCT n) FILTER (WHERE kind = 0), array_agg(DISTINCT n) FILTER (WHERE kind = 1),
       array_agg(DISTINCT n) FILTER (WHERE kind = 2)
  FROM hit GROUP BY room_id
"""
OF_ZONE = "r.location_id IN (SELECT id FROM rooms_location WHERE time_zone = %(zone)s)"
NAMED = "r.id = ANY(%(rooms)s)"


def fits(
    times: Times, zone: str, *, rooms: Collection[int] | None = None, passing: Collection[int] = ()
) -> dict[int, Fit]:
    """Every room with something against it; a room of that zone that is not in it is free on all dates.

    `rooms` are all of that zone (None: all of its rooms); `passing` are blockings the person may ignore. Requests
    of others are not against anybody. Raises kit.recurrence.BadRule and kit.moments.UnknownZone.
    """
    wanted = times.wanted(zone_of(zone))
    weeks = {date.day.weekday(): times.of_week(date.day) for date in wanted}
    parameters: dict[str, Any] = {
        "starts": [date.span.starts_at for date in wanted],
        "ends": [date.span.ends_at for date in wanted],
        "since": min(date.span.starts_at for date in wanted),
        "until": max(date.span.ends_at for date in wanted),
        "weekdays": [date.day.weekday() for date in wanted],
        "days": list(weeks),
        "stretches": list(weeks.values()),
        "zone": zone,
        "rooms": None if rooms is None else list(rooms),
        "passing": list(passing),
    }
    with connection.cursor() as cursor:
        cursor.execute(SQL.format(which=OF_ZONE if rooms is None else NAMED), parameters)
        return {
            room_id: Fit(room_id, tuple(taken or ()), tuple(blocked or ()), tuple(closed or ()))
            for room_id, taken, blocked, closed in cursor.fetchall()
        }
