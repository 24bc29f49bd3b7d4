"""How much rooms are used: booked over bookable time from the roll-up by day, and by hour of the week."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.db import connection

from kit.moments import day_bounds
from kit.moments import zone as zone_of
from rooms.availability.bookable import bookable_minutes, groups_of, sent_keys, stretches
from rooms.times import MINUTES_OF_DAY

Key = int | tuple[int, str] | date
By = Literal["room", "building", "month"]
HOURS_OF_WEEK = 7 * 24


@dataclass(frozen=True, slots=True)
class Usage:
    """Booked and bookable minutes of a room (its id), a building (location and name) or a month (its first day).

    Bookable are the opening hours without closures. A date counts as booking, cancellation or no-show on the day it
    starts; one of a whole room for each of its parts too.
    """

    key: Key
    booked: int
    bookable: int
    bookings: int
    cancellations: int
    no_shows: int

    @property
    def share(self) -> float | None:
        """Booked over bookable; above 1 where rooms were booked outside their hours, None where they never open."""
        return self.booked / self.bookable if self.bookable else None


# Of many rooms first all days, by the index on them, and then those asked for; of a few their own ones.
BY_ROOM = """
WITH total AS MATERIALIZED (
    SELECT room_id, sum(minutes)::int, sum(bookings)::int, sum(cancellations)::int, sum(no_shows)::int
      FROM rooms_roomday WHERE day BETWEEN %(first)s AND %(last)s {few} GROUP BY 1
)
SELECT * FROM total WHERE room_id = ANY(%(rooms)s::bigint[])
"""
BY_MONTH = """
WITH total AS MATERIALIZED (
    SELECT room_id, date_trunc('month', day::timestamp)::date AS month, sum(minutes) AS minutes,
           sum(bookings) AS bookings, sum(cancellations) AS cancellations, sum(no_shows) AS no_shows
      FROM rooms_roomday WHERE day BETWEEN %(first)s AND %(last)s {few} GROUP BY 1, 2
)
SELECT month, sum(minutes)::int, sum(bookings)::int, sum(cancellations)::int, sum(no_shows)::int
  FROM total WHERE room_id = ANY(%(rooms)s::bigint[]) GROUP BY 1
"""
FEW = 50
# How often a date of some length starts at some minute of the week (Monday 0:00 is 0) on the clocks of the rooms.
STARTS = """
WITH near AS MATERIALIZED (
    SELECT id AS room_id FROM rooms_room WHERE id = ANY(%(rooms)s::bigint[])
    UNION ALL SELECT whole_id FROM rooms_roompart WHERE part_id = ANY(%(rooms)s::bigint[])
), clipped AS (
    SELECT greatest(o.starts_at, %(starts)s) AT TIME ZONE %(zone)s AS wall,
           least(o.ends_at, %(ends)s) - greatest(o.starts_at, %(starts)s) AS length
      FROM near JOIN rooms_occurrence o USING (room_id)
     WHERE o.state = 1 AND NOT o.is_long AND o.starts_at > %(starts)s::timestamptz - interval '12 hours'
       AND o.starts_at < %(ends)s AND o.ends_at > %(starts)s
    UNION ALL
    SELECT greatest(o.starts_at, %(starts)s) AT TIME ZONE %(zone)s,
           least(o.ends_at, %(ends)s) - greatest(o.starts_at, %(starts)s)
      FROM near JOIN rooms_occurrence o USING (room_id)
     WHERE o.state = 1 AND o.is_long AND o.starts_at < %(ends)s AND o.ends_at > %(starts)s
)
SELECT (extract(epoch FROM wall - date_trunc('week', wall)) / 60)::int, (extract(epoch FROM length) / 60)::int, count(*)
  FROM clipped GROUP BY 1, 2
"""


def usage(rooms: Collection[int], first: date, last: date, *, by: By) -> list[Usage]:
    """From the first day to the last, by key; a room or month without any booking is in it, too."""
    bookable: Counter[Key] = Counter()
    buildings: dict[int, Key] = {}
    for group in groups_of(rooms, first, last):
        building = (group.location_id, group.building)
        buildings |= dict.fromkeys(group.ids, building)
        for month, minutes in bookable_minutes(group, first, last).items():
            if by == "room":
                bookable.update(dict.fromkeys(group.ids, minutes))
            else:
                bookable[month if by == "month" else building] += minutes * len(group.ids)
    used: dict[Key, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for key, *counts in _days(rooms, first, last, by_month=by == "month"):
        total = used[buildings[key] if by == "building" else key]
        total[:] = [one + other for one, other in zip(total, counts, strict=True)]
    return [
        Usage(key, booked, bookable[key], *counts)
        for key in sorted(bookable.keys() | used.keys())
        for booked, *counts in [used[key]]
    ]


def heat(rooms: Collection[int], first: date, last: date) -> list[list[float | None]]:
    """For each weekday (0 is Monday) and hour of the day the share of the bookable minutes that was booked.

    None where the rooms are never open. A date counts from its start on the clocks on, for as long as it really was.
    """
    bookable, booked = [0] * HOURS_OF_WEEK, [0] * HOURS_OF_WEEK
    groups = groups_of(rooms, first, last)
    for group in groups:
        midnight = first.weekday() * MINUTES_OF_DAY
        for start, end, sign in stretches(group, first, last):
            _spread(bookable, midnight + start, midnight + end, sign * len(group.ids))
    for zone in sorted({group.zone for group in groups}):
        there = [room_id for group in groups if group.zone == zone for room_id in group.ids]
        for start, length, times in _starts(there, first, last, zone):
            _spread(booked, start, start + length, times)
    shares = [some / most if most else None for some, most in zip(booked, bookable, strict=True)]
    return [shares[day * 24 : day * 24 + 24] for day in range(7)]


def _days(rooms: Collection[int], first: date, last: date, *, by_month: bool) -> list[tuple[Any, ...]]:
    few = "AND room_id = ANY(%(rooms)s::bigint[])" if len(rooms) <= FEW else ""
    statement = BY_MONTH if by_month else BY_ROOM
    with connection.cursor() as cursor:
        cursor.execute(statement.format(few=few), {"rooms": sent_keys(rooms), "first": first, "last": last})
        return cursor.fetchall()


def _starts(rooms: Sequence[int], first: date, last: date, zone: str) -> list[tuple[int, int, int]]:
    starts_at = day_bounds(first, zone_of(zone)).starts_at
    ends_at = day_bounds(last, zone_of(zone)).ends_at
    with connection.cursor() as cursor:
        cursor.execute(
            STARTS, {"rooms": sent_keys(rooms), "zone": zone, "starts": starts_at, "ends": ends_at}
        )
        return cursor.fetchall()


def _spread(hours: list[int], start: int, end: int, times: int) -> None:
    """Add the minutes of a stretch to the hours of the week they lie in, so many times."""
    while start < end:
        until = min(end, (start // 60 + 1) * 60)
        hours[start // 60 % HOURS_OF_WEEK] += (until - start) * times
        start = until
