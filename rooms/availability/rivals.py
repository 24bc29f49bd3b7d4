"""What stands against dates that await approval: taken by now, closed, blocked, or asked for by others too."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from rooms.availability.collisions import Obstacle


@dataclass(frozen=True, slots=True)
class Rival:
    """`occurrence_id` is the date asked about; `booking_id` whose date stands against it, None for the others."""

    occurrence_id: int
    obstacle: Obstacle
    booking_id: int | None


# The same rules as in collisions.py, from the dates themselves, which know the room's buffers and parts.
SQL = """
WITH p AS MATERIALIZED (
    SELECT o.id, o.booking_id, o.room_id, r.location_id, o.starts_at, o.ends_at, o.held_from, o.held_until
      FROM rooms_occurrence o JOIN rooms_room r ON r.id = o.room_id WHERE o.id = ANY(%(dates)s)
), near AS MATERIALIZED (
    SELECT id, room_id FROM p UNION SELECT p.id, v.other_id FROM p JOIN rooms_clash v ON v.room_id = p.room_id
)
SELECT p.id, CASE o.state WHEN 1 THEN 'booking' ELSE 'request' END, o.booking_id
  FROM p JOIN near USING (id)
  JOIN rooms_occurrence o ON o.room_id = near.room_id AND o.state IN (0, 1) AND NOT o.is_long
   AND o.starts_at < p.ends_at + interval '8 hours' AND o.starts_at > p.starts_at - interval '20 hours'
   AND o.held_from < p.held_until AND o.held_until > p.held_from AND o.booking_id <> p.booking_id
UNION ALL
SELECT p.id, CASE o.state WHEN 1 THEN 'booking' ELSE 'request' END, o.booking_id
  FROM p JOIN near USING (id)
  JOIN rooms_occurrence o ON o.room_id = near.room_id AND o.state IN (0, 1) AND o.is_long
   AND o.starts_at < p.ends_at + interval '8 hours' AND o.ends_at > p.starts_at - interval '8 hours'
   AND o.held_from < p.held_until AND o.held_until > p.held_from AND o.booking_id <> p.booking_id
UNION ALL
SELECT p.id, 'closure', NULL FROM p JOIN rooms_closure k ON (k.room_id = p.room_id OR k.location_id = p.location_id)
   AND k.starts_at < p.ends_at AND k.ends_at > p.starts_at
UNION ALL
SELECT p.id, 'blocking', NULL FROM p JOIN near USING (id) JOIN rooms_blockedroom b ON b.room_id = near.room_id
   AND b.state = 1 AND b.starts_at < p.ends_at AND b.ends_at > p.starts_at
ORDER BY 1, 2, 3
"""


def rivals(dates: Collection[int]) -> list[Rival]:
    """Everything against these occurrences (by id), in one query however many bookings and rooms they are of."""
    if not dates:
        return []
    with connection.cursor() as cursor:
        cursor.execute(SQL, {"dates": sorted(dates)})
        return [Rival(key, Obstacle(obstacle), booking) for key, obstacle, booking in cursor.fetchall()]
