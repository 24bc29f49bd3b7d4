"""How much rooms are used: booked over bookable time from the roll-up by day, and by hour of the week."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal

from django.db import connection
from psycopg.types.multirange import Int4Multirange

from kit.moments import day_bounds, local
from kit.moments import zone as zone_of
from rooms.availability.opening import stretches_of
from rooms.times import MINUTES_OF_DAY

Key = int | tuple[int, str] | date
By = Literal["room", "building", "month"]
Stretch = tuple[int, int]
Spans = dict[int, list[tuple[datetime, datetime]]]
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


@dataclass(frozen=True, slots=True)
class _Rooms:
    """Rooms of one building and zone that open at the same hours and close at the same times.

    `closed` are minutes after midnight of the first day, merged and in order.
    """

    ids: tuple[int, ...]
    location_id: int
    building: str
    zone: str
    week: Int4Multirange
    closed: tuple[Stretch, ...] = ()


# Of many rooms first all days, by the index on them; of a few their own ones.
DAYS = """
WITH total AS MATERIALIZED (
    SELECT room_id, {month} AS month, sum(minutes) AS minutes, sum(bookings) AS bookings,
           sum(cancellations) AS cancellations, sum(no_shows) AS no_shows
      FROM rooms_roomday WHERE day BETWEEN %(first)s AND %(last)s {few} GROUP BY 1, 2
)
SELECT {key}, sum(minutes)::int, sum(bookings)::int, sum(cancellations)::int, sum(no_shows)::int
  FROM total JOIN unnest(%(rooms)s::bigint[]) wanted ON room_id = wanted GROUP BY 1
"""
FEW = 50
CLOSED = """
SELECT room_id, location_id, starts_at, ends_at FROM rooms_closure
 WHERE starts_at < %(until)s AND ends_at > %(since)s AND (room_id = ANY(%(rooms)s) OR location_id = ANY(%(locations)s))
"""
GROUPS = """
SELECT array_agg(r.id ORDER BY r.id), r.location_id, r.building, l.time_zone, r.open_week
  FROM rooms_room r JOIN rooms_location l ON l.id = r.location_id
 WHERE r.id = ANY(%(rooms)s) GROUP BY 2, 3, 4, 5 ORDER BY 2, 3, 5
"""
# How often a date of some length starts at some minute of the week (Monday 0:00 is 0) on the clocks of the rooms.
STARTS = """
WITH near AS MATERIALIZED (
    SELECT id AS room_id FROM rooms_room WHERE id = ANY(%(rooms)s)
    UNION ALL SELECT whole_id FROM rooms_roompart WHERE part_id = ANY(%(rooms)s)
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
    for group in _groups(rooms, first, last):
        building = (group.location_id, group.building)
        buildings |= dict.fromkeys(group.ids, building)
        for month, minutes in _bookable(group, first, last).items():
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
    groups = _groups(rooms, first, last)
    for group in groups:
        midnight = first.weekday() * MINUTES_OF_DAY
        for start, end, sign in _stretches(group, first, last):
            _spread(bookable, midnight + start, midnight + end, sign * len(group.ids))
    for zone in sorted({group.zone for group in groups}):
        there = [room_id for group in groups if group.zone == zone for room_id in group.ids]
        for start, length, times in _starts(there, first, last, zone):
            _spread(booked, start, start + length, times)
    shares = [some / most if most else None for some, most in zip(booked, bookable, strict=True)]
    return [shares[day * 24 : day * 24 + 24] for day in range(7)]


def _days(rooms: Collection[int], first: date, last: date, *, by_month: bool) -> list[tuple[Any, ...]]:
    month = "date_trunc('month', day::timestamp)::date" if by_month else "NULL::date"
    few = "AND room_id = ANY(%(rooms)s)" if len(rooms) <= FEW else ""
    statement = DAYS.format(month=month, few=few, key="month" if by_month else "room_id")
    with connection.cursor() as cursor:
        cursor.execute(statement, {"rooms": list(rooms), "first": first, "last": last})
        return cursor.fetchall()


def _starts(rooms: Sequence[int], first: date, last: date, zone: str) -> list[tuple[int, int, int]]:
    starts_at = day_bounds(first, zone_of(zone)).starts_at
    ends_at = day_bounds(last, zone_of(zone)).ends_at
    with connection.cursor() as cursor:
        cursor.execute(STARTS, {"rooms": list(rooms), "zone": zone, "starts": starts_at, "ends": ends_at})
        return cursor.fetchall()


def _groups(rooms: Collection[int], first: date, last: date) -> list[_Rooms]:
    """The rooms by what their bookable minutes depend on."""
    with connection.cursor() as cursor:
        cursor.execute(GROUPS, {"rooms": list(rooms)})
        groups = [_Rooms(tuple(ids), *rest) for ids, *rest in cursor.fetchall()]
    of_room, of_location = _closures(groups, first, last)
    apart = []
    for group in groups:
        here = of_location.get(group.location_id, [])
        closed_apart = tuple(room_id for room_id in group.ids if room_id in of_room)
        open_ids = tuple(room_id for room_id in group.ids if room_id not in of_room)
        if open_ids:
            apart.append(replace(group, ids=open_ids, closed=_closed(here, first, last, group.zone)))
        for room_id in closed_apart:
            closed = _closed([*here, *of_room[room_id]], first, last, group.zone)
            apart.append(replace(group, ids=(room_id,), closed=closed))
    return apart


def _closures(groups: Iterable[_Rooms], first: date, last: date) -> tuple[Spans, Spans]:
    """Those of rooms, and those of locations, that may touch the period; a day more on both sides, for the zones."""
    of_room: Spans = defaultdict(list)
    of_location: Spans = defaultdict(list)
    parameters: dict[str, Any] = {
        "rooms": [room_id for group in groups for room_id in group.ids],
        "locations": list({group.location_id for group in groups}),
        "since": datetime.combine(first - timedelta(days=1), time(0), UTC),
        "until": datetime.combine(last + timedelta(days=2), time(0), UTC),
    }
    with connection.cursor() as cursor:
        cursor.execute(CLOSED, parameters)
        for room_id, location_id, starts_at, ends_at in cursor.fetchall():
            spans = of_location[location_id] if room_id is None else of_room[room_id]
            spans.append((starts_at, ends_at))
    return of_room, of_location


def _closed(
    spans: Iterable[tuple[datetime, datetime]], first: date, last: date, zone: str
) -> tuple[Stretch, ...]:
    """The spans as minutes on the clocks after midnight of the first day, merged, within the period."""
    whole = ((last - first).days + 1) * MINUTES_OF_DAY
    merged: list[Stretch] = []
    for start, end in sorted((_minute(a, first, zone), _minute(b, first, zone)) for a, b in spans):
        start, end = max(start, 0), min(end, whole)
        if merged and merged[-1][1] >= start:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        elif start < end:
            merged.append((start, end))
    return tuple(merged)


def _minute(moment: datetime, first: date, zone: str) -> int:
    wall = local(moment, zone_of(zone)).replace(tzinfo=None)
    return int((wall - datetime.combine(first, time(0))) / timedelta(minutes=1))


def _bookable(group: _Rooms, first: date, last: date) -> Counter[date]:
    """Bookable minutes of one of the rooms, by month."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    minutes: Counter[date] = Counter({day.replace(day=1): 0 for day in days})
    for start, end, sign in _stretches(group, first, last):
        minutes[(first + timedelta(days=start // MINUTES_OF_DAY)).replace(day=1)] += sign * (end - start)
    return minutes


def _stretches(group: _Rooms, first: date, last: date) -> Iterator[tuple[int, int, int]]:
    """Day by day what is open (1), and again what of it is closed (-1), in minutes after midnight of the first day."""
    week = [list(stretches_of(group.week, weekday)) for weekday in range(7)]
    for number in range((last - first).days + 1):
        for start, end in week[(first.weekday() + number) % 7]:
            yield number * MINUTES_OF_DAY + start, number * MINUTES_OF_DAY + end, 1
    for closed_from, closed_until in group.closed:
        for number in range(closed_from // MINUTES_OF_DAY, (closed_until - 1) // MINUTES_OF_DAY + 1):
            for start, end in week[(first.weekday() + number) % 7]:
                midnight = number * MINUTES_OF_DAY
                start, end = max(midnight + start, closed_from), min(midnight + end, closed_until)
                if start < end:
                    yield start, end, -1


def _spread(hours: list[int], start: int, end: int, times: int) -> None:
    """Add the minutes of a stretch to the hours of the week they lie in, so many times."""
    while start < end:
        until = min(end, (start // 60 + 1) * 60)
        hours[start // 60 % HOURS_OF_WEEK] += (until - start) * times
        start = until
