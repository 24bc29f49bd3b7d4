"""When rooms are free: the next stretch of some length in any of many rooms, and all stretches of a day in one."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from psycopg.types.multirange import Int4Multirange, TimestamptzMultirange
from psycopg.types.range import Range

from kit.moments import Span, day_bounds, local
from kit.moments import zone as zone_of
from rooms.availability.opening import open_spans
from rooms.models import Room

FIRST_LOOK = timedelta(hours=4)
LONGEST_LOOK = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch in which a room is open and free, its buffers kept."""

    room_id: int
    starts_at: datetime
    ends_at: datetime


# What is left of the open hours of a room after all that holds it, or a room that shares space with it: its own
# buffers come on top of those of the others. The scans are those of fit.py.
SQL = """
WITH asked AS MATERIALIZED (
    SELECT r.id, r.location_id, w.open, r.buffer_before * interval '1 minute' AS before,
           r.buffer_after * interval '1 minute' AS after
      FROM rooms_room r
      JOIN unnest(%(weeks)s::int4multirange[], %(open)s::tstzmultirange[]) w(week, open) ON r.open_week = w.week
     WHERE r.id = ANY(%(rooms)s)
), longest AS MATERIALIZED (
    SELECT %(starts)s::timestamptz - buffers AS s, %(ends)s::timestamptz + buffers AS e
      FROM (SELECT (max(buffer_before) + max(buffer_after)) * interval '1 minute' AS buffers FROM rooms_room) b
), near AS MATERIALIZED (
    SELECT id AS room_id, id AS asked_id, before, after FROM asked
    UNION ALL SELECT v.other_id, a.id, a.before, a.after FROM asked a JOIN rooms_clash v ON v.room_id = a.id
), held AS (
    SELECT o.room_id, o.held_from, o.held_until FROM longest JOIN rooms_occurrence o ON o.state = 1 AND NOT o.is_long
       AND o.starts_at < longest.e AND o.starts_at > longest.s - interval '12 hours' AND o.held_until > longest.s
    UNION ALL
    SELECT o.room_id, o.held_from, o.held_until FROM longest JOIN rooms_occurrence o ON o.state = 1 AND o.is_long
       AND o.starts_at < longest.e AND o.ends_at > longest.s
), busy AS (
    SELECT near.asked_id, tstzrange(held.held_from - near.after, held.held_until + near.before) AS during
      FROM held JOIN near USING (room_id)
    UNION ALL
    SELECT near.asked_id, tstzrange(b.starts_at, b.ends_at)
      FROM rooms_blockedroom b JOIN near USING (room_id)
     WHERE b.state = 1 AND b.ends_at > %(starts)s AND b.starts_at < %(ends)s AND b.blocking_id <> ALL(%(passing)s)
    UNION ALL
    SELECT a.id, tstzrange(k.starts_at, k.ends_at) FROM rooms_closure k JOIN asked a ON a.id = k.room_id
     WHERE k.ends_at > %(starts)s AND k.starts_at < %(ends)s
    UNION ALL
    SELECT a.id, tstzrange(k.starts_at, k.ends_at) FROM rooms_closure k JOIN asked a USING (location_id)
     WHERE k.ends_at > %(starts)s AND k.starts_at < %(ends)s
), taken AS (
    SELECT asked_id, range_agg(during) AS during FROM busy GROUP BY asked_id
)
SELECT a.id, lower(gap), upper(gap)
  FROM asked a LEFT JOIN taken ON taken.asked_id = a.id
 CROSS JOIN LATERAL (
    SELECT gap FROM unnest(a.open - coalesce(taken.during, '{}')) gap
     WHERE upper(gap) - lower(gap) >= %(length)s AND lower(gap) < %(before)s LIMIT %(each)s
 ) gaps
 ORDER BY 2, 1 LIMIT %(most)s
"""


def next_free(
    rooms: Collection[int],
    *,
    minutes: int,
    after: datetime,
    zone: str,
    days: int = 14,
    most: int = 5,
    passing: Collection[int] = (),
) -> list[Gap]:
    """The soonest stretches of that length from `after` on, one in each room, the soonest first.

    They start within so many days. All rooms are of that zone; `passing` are blockings the person may ignore.
    """
    length = timedelta(minutes=minutes)
    found: list[Gap] = []
    left = set(rooms)
    weeks = _weeks(left)
    for look in _looks(after, after + timedelta(days=days)):
        window = Span(look.starts_at, look.ends_at + length)
        gaps = _gaps(
            left, weeks, window, zone, passing, length=length, before=look.ends_at, each=1, most=most
        )
        found += [Gap(gap.room_id, gap.starts_at, gap.starts_at + length) for gap in gaps]
        left -= {gap.room_id for gap in gaps}
        if len(found) >= most or not left:
            break
    return found[:most]


def free_gaps(room_id: int, day: date, *, passing: Collection[int] = ()) -> list[Gap]:
    """All of a day on the clocks of the room in which it may be booked, in order; at midnight they end.

    Raises Room.DoesNotExist.
    """
    week, zone = Room.objects.values_list("open_week", "location__time_zone").get(pk=room_id)
    window = day_bounds(day, zone_of(zone))
    return _gaps({room_id}, [week], window, zone, passing, length=timedelta(0), before=window.ends_at)


def _looks(after: datetime, until: datetime) -> Iterator[Span]:
    """Where to look, one after the other: short at first, for that is where it mostly is, then longer and longer."""
    length = FIRST_LOOK
    while after < until:
        ends_at = min(after + length, until)
        yield Span(after, ends_at)
        after, length = ends_at, min(length * 2, LONGEST_LOOK)


def _weeks(rooms: Collection[int]) -> list[Int4Multirange]:
    """The opening hours that occur among these rooms."""
    found = Room.objects.filter(pk__in=rooms).order_by().values_list("open_week", flat=True).distinct()
    return list(found)


def _gaps(
    rooms: Collection[int],
    weeks: Sequence[Int4Multirange],
    window: Span,
    zone: str,
    passing: Collection[int],
    *,
    length: timedelta,
    before: datetime,
    each: int | None = None,
    most: int | None = None,
) -> list[Gap]:
    opened = [(week, open_) for week in weeks if (open_ := _open(week, window, zone))]
    if not opened:
        return []
    parameters: dict[str, Any] = {
        "rooms": list(rooms),
        "weeks": [week for week, _open in opened],
        "open": [open_ for _week, open_ in opened],
        "starts": window.starts_at,
        "ends": window.ends_at,
        "passing": list(passing),
        "length": length,
        "before": before,
        "each": each,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(SQL, parameters)
        return [Gap(*row) for row in cursor.fetchall()]


def _open(week: Int4Multirange, window: Span, zone: str) -> TimestamptzMultirange:
    """When it is open within the window."""
    there = zone_of(zone)
    first, last = local(window.starts_at, there).date(), local(window.ends_at, there).date()
    spans = [
        (max(span.starts_at, window.starts_at), min(span.ends_at, window.ends_at))
        for span in open_spans(week, first, last, there)
    ]
    return TimestamptzMultirange([Range(start, end) for start, end in spans if start < end])
