"""How long the database takes to say which rooms are free, taken and used: `python -m bench.rooms_reads`.

A figure is the time of the statements of one read, from Python's hand to its rows in Python's memory, warm; beside
it that of the whole call, with what Python makes of the rows.
"""

import os
import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from typing import Any

import django
from django.db import connection

from bench.figures import Goal, at_most, report

REPEATS = 15
ZONE = "Europe/Zurich"


class Stopwatch:
    """Adds up the time of statements while it is around them."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            self.seconds += time.perf_counter() - began


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hemicycle.settings")
    django.setup()
    from kit.moments import zone
    from kit.recurrence import Rule
    from rooms.availability.collisions import collisions
    from rooms.availability.fit import fits
    from rooms.availability.next_free import next_free
    from rooms.availability.timeline import bars
    from rooms.availability.usage import heat, usage
    from rooms.models import Room
    from rooms.times import Times

    rooms = list(Room.objects.order_by("pk").values_list("pk", flat=True))
    day = _tuesday()
    once = Times(day, clock(10), clock(11))
    weekly = Times(day, clock(10), clock(11), rule=Rule("WEEKLY", count=26))
    here = zone(ZONE)
    morning = datetime.combine(day, clock(0), here)
    month = day.replace(day=1), (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    series = weekly.wanted(here)
    _measure("SELECT 1, the least there is", _select_1)
    _measure("free rooms, one slot", lambda: fits(once, ZONE), at_most(10))
    _measure("free rooms, 26 weeks, conflicts listed", lambda: fits(weekly, ZONE), at_most(30))
    _measure(
        "timeline of a day, 200 rooms", lambda: bars(rooms[::5], morning, _later(morning, 1)), at_most(15)
    )
    _measure("timeline of a week, 60 rooms", lambda: bars(rooms[::16][:60], morning, _later(morning, 7)))
    _measure(
        "next free 90 minutes",
        lambda: next_free(rooms, minutes=90, after=_hours(morning, 10), zone=ZONE),
        at_most(20),
    )
    _measure("month utilisation, all rooms", lambda: usage(rooms, *month, by="room"), at_most(10))
    _measure("month by hour of the week, all rooms", lambda: heat(rooms, *month))
    _measure("collisions of 26 dates, one room", lambda: collisions(rooms[100:101], series))
    _measure("collisions of 26 dates, 20 rooms", lambda: collisions(rooms[::50], series))


def _measure(name: str, read: Callable[[], object], goal: Goal | None = None) -> None:
    read()
    database, whole = [], []
    for _repeat in range(REPEATS):
        stopwatch = Stopwatch()
        began = time.perf_counter()
        with connection.execute_wrapper(stopwatch):
            read()
        whole.append((time.perf_counter() - began) * 1000)
        database.append(stopwatch.seconds * 1000)
    report(f"rooms: {name}", statistics.median(database), "ms", goal=goal)
    report(f"rooms: {name}, best of {REPEATS}", min(database), "ms")
    report(f"rooms: {name}, with Python", statistics.median(whole), "ms")


def _select_1() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()


def _tuesday() -> date:
    """One some weeks from now, when the house is as full as ever."""
    day = datetime.now(UTC).date() + timedelta(weeks=6)
    return day + timedelta(days=1 - day.weekday())


def _later(moment: datetime, days: int) -> datetime:
    return moment + timedelta(days=days)


def _hours(moment: datetime, hours: int) -> datetime:
    return moment + timedelta(hours=hours)


if __name__ == "__main__":
    main()
