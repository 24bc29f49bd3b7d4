"""Sixteen people want one room at the same moment: `python -m bench.rooms_races`.

Each is a process with a connection of its own. The control does what others do, look and then insert, in a table
of its own that has neither lock nor constraint: there the room has to be given away twice, or the race is none.
"""

import multiprocessing
import os
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from multiprocessing.synchronize import Barrier
from typing import Any

import django
from django.db import connection, connections

from bench.figures import at_least, at_most, report
from bench.rooms_visitor import PURPOSE, free_rooms

WRITERS = 16
ROUNDS = 5
PATIENCE = 120.0
FIRST_HOUR = 9
OVERLAPS = """
SELECT count(*) FROM {table} a JOIN {table} b ON a.id < b.id AND a.room_id = b.room_id AND a.state = 1 AND b.state = 1
   AND a.held_from < b.held_until AND b.held_from < a.held_until
 WHERE a.room_id = ANY(%s) AND a.starts_at > %s AND a.starts_at < %s
"""
CONTROL = """
DROP SCHEMA IF EXISTS bench_control CASCADE;
CREATE SCHEMA bench_control;
CREATE TABLE bench_control.occurrence (
    id bigserial, room_id bigint, state int, starts_at timestamptz, held_from timestamptz, held_until timestamptz
)
"""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hemicycle.settings")
    django.setup()
    rooms = free_rooms()[-3:]
    _book(0, rooms[0], FIRST_HOUR - 1, 1)  # code and templates are warm, and the writers inherit them
    before = _deadlocks()
    for name, room, weeks in (("one slot", rooms[0], 1), ("a series of 26 weeks", rooms[1], 26)):
        rounds = [_race(_book, room, FIRST_HOUR + turn, weeks) for turn in range(ROUNDS)]
        winners = [sum(won for won, _took in results) for results in rounds]
        longest = max(took for results in rounds for _won, took in results)
        report(
            f"rooms: race for {name}, fewest winners of a round", min(winners), "bookings", goal=at_least(1)
        )
        report(f"rooms: race for {name}, most winners of a round", max(winners), "bookings", goal=at_most(1))
        report(f"rooms: race for {name}, worst wait", longest, "s", goal=at_most(1))
    report("rooms: overlaps after the races", _overlaps("rooms_occurrence", rooms), "pairs", goal=at_most(0))
    report("rooms: deadlocks in the races", _deadlocks() - before, "deadlocks", goal=at_most(0))
    _control(rooms[2])


def _control(room: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(CONTROL)
    for turn in range(ROUNDS):
        _race(_look_and_insert, room, FIRST_HOUR + turn, 1)
    pairs = _overlaps("bench_control.occurrence", [room])
    report("rooms: overlaps without lock and constraint (control)", pairs, "pairs", goal=at_least(1))
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA bench_control CASCADE")


def _race(
    act: Callable[[int, int, int, int], bool], room: int, hour: int, weeks: int
) -> list[tuple[bool, float]]:
    """Who won, and how long each waited for the answer."""
    connections.close_all()
    context = multiprocessing.get_context("fork")
    barrier = context.Barrier(WRITERS)
    answers = context.SimpleQueue()
    writers = [
        context.Process(target=_run, args=(barrier, answers, act, number, room, hour, weeks))
        for number in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    results = [answers.get() for _writer in writers]
    for writer in writers:
        writer.join(timeout=PATIENCE)
    return results


def _run(barrier: Barrier, answers: Any, act: Callable[..., bool], *wanted: Any) -> None:
    won, took = False, PATIENCE
    try:
        connection.ensure_connection()
        barrier.wait(timeout=PATIENCE)
        began = time.perf_counter()
        won = act(*wanted)
        took = time.perf_counter() - began
    finally:
        answers.put((won, took))
        connections.close_all()


def _book(number: int, room: int, hour: int, weeks: int) -> bool:
    from accounts.models import User
    from kit.recurrence import Rule
    from kit.refusals import Refused
    from rooms.models import Room
    from rooms.operations.booking import Wish, book
    from rooms.times import Times

    person = User.objects.get(email=f"person{number}@example.org")
    rule = Rule("WEEKLY", count=weeks) if weeks > 1 else None
    wish = Wish(
        Room.objects.for_rights().get(pk=room),
        Times(_sunday(), clock(hour), clock(hour + 1), rule=rule),
        purpose=PURPOSE,
    )
    try:
        book(wish, by=person)
    except Refused:
        return False
    return True


def _look_and_insert(number: int, room: int, hour: int, weeks: int) -> bool:
    """As in an application that trusts its transaction."""
    starts_at = datetime.combine(_sunday(), clock(hour), UTC)
    span: dict[str, Any] = {"room": room, "starts": starts_at, "ends": starts_at + timedelta(hours=1)}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM bench_control.occurrence"
            " WHERE room_id = %(room)s AND held_from < %(ends)s AND held_until > %(starts)s",
            span,
        )
        if cursor.fetchone():
            return False
        cursor.execute(
            "INSERT INTO bench_control.occurrence (room_id, state, held_from, held_until, starts_at)"
            " VALUES (%(room)s, 1, %(starts)s, %(ends)s, %(starts)s)",
            span,
        )
    return True


def _sunday() -> date:
    """Far from what other figures book; each round takes another hour of it."""
    today = datetime.now(UTC).date()
    return today + timedelta(weeks=30, days=6 - today.weekday())


def _overlaps(table: str, rooms: list[int]) -> int:
    today = datetime.now(UTC)
    with connection.cursor() as cursor:
        cursor.execute(OVERLAPS.format(table=table), [rooms, today, today + timedelta(weeks=70)])
        return int((cursor.fetchone() or (0,))[0])


def _deadlocks() -> int:
    time.sleep(1)  # PostgreSQL counts them with a delay
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int((cursor.fetchone() or (0,))[0])


if __name__ == "__main__":
    main()
