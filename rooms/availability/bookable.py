"""In which minutes rooms can be used: their hours without closures, for all rooms that are alike at once."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import connection
from psycopg.types.multirange import Int4Multirange

from kit.moments import local
from kit.moments import zone as zone_of
from rooms.availability.opening import stretches_of
from rooms.times import MINUTES_OF_DAY

Stretch = tuple[int, int]
Spans = dict[int, list[tuple[datetime, datetime]]]


@dataclass(frozen=True, slots=True)
class Alike:
    """Rooms of one building and zone that open at the same hours and close at the same times.

    `closed` are minutes after midnight of the first day, merged and in order.
    """

    ids: tuple[int, ...]
    location_id: int
    building: str
    zone: str
    week: Int4Multirange
    closed: tuple[Stretch, ...] = ()


CLOSED = """
SELECT room_id, location_id, starts_at, ends_at FROM rooms_closure
 WHERE starts_at < %(until)s AND ends_at > %(since)s
   AND (room_id = ANY(%(rooms)s::bigint[]) OR location_id = ANY(%(locations)s::bigint[]))
"""
# (Hours are dear to put in order: only groups are, not rooms.)
GROUPS = """
WITH alike AS MATERIALIZED (
    SELECT array_agg(id) AS ids, location_id, building, open_week
      FROM rooms_room WHERE id = ANY(%(rooms)s::bigint[]) GROUP BY 2, 3, 4
)
SELECT a.ids, a.location_id, a.building, l.time_zone, a.open_week
  FROM alike a JOIN rooms_location l ON l.id = a.location_id ORDER BY 2, 3, 5
"""


def groups_of(rooms: Collection[int], first: date, last: date) -> list[Alike]:
    """The rooms by what their bookable minutes depend on."""
    with connection.cursor() as cursor:
        cursor.execute(GROUPS, {"rooms": sent_keys(rooms)})
        groups = [Alike(tuple(sorted(ids)), *rest) for ids, *rest in cursor.fetchall()]
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


def bookable_minutes(group: Alike, first: date, last: date) -> Counter[date]:
    """Bookable minutes of one of the rooms, by month."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    minutes: Counter[date] = Counter({day.replace(day=1): 0 for day in days})
    for start, end, sign in stretches(group, first, last):
        minutes[(first + timedelta(days=start // MINUTES_OF_DAY)).replace(day=1)] += sign * (end - start)
    return minutes


def stretches(group: Alike, first: date, last: date) -> Iterator[tuple[int, int, int]]:
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


def sent_keys(keys: Iterable[int]) -> str:
    """An array of the database, in its own words: psycopg takes half a millisecond to say a thousand numbers."""
    return f"{{{','.join(map(str, keys))}}}"


def _closures(groups: Iterable[Alike], first: date, last: date) -> tuple[Spans, Spans]:
    """Those of rooms, and those of locations, that may touch the period; a day more on both sides, for the zones."""
    of_room: Spans = defaultdict(list)
    of_location: Spans = defaultdict(list)
    parameters: dict[str, Any] = {
        "rooms": sent_keys(room_id for group in groups for room_id in group.ids),
        "locations": sent_keys({group.location_id for group in groups}),
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
