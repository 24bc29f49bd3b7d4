"""A house of 1,000 rooms and three years of bookings: `python -m bench.rooms_content load COUNT`. Prints JSON.

The rooms are made as people make them; millions of dates are not: they are written by the database itself, with
the columns its triggers would derive, and with triggers and foreign keys off. Only the constraint that no room is
given away twice looks at every row, so what it promises holds here too.
"""

import json
import os
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import django
from django.db import connection, transaction

ROOMS = 1000
WEEKS = 156
SERIES = 26
ZONE = "Europe/Zurich"
SQL = Path(__file__).parent / "rooms_content.sql"
HEAVY = ("rooms_occurrence", "rooms_booking", "journal_logbook", "rooms_roomday")
WRITERS = 2  # one a processor; each writes rooms of its own, so they never wait for each other


def main(act: str, *arguments: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hemicycle.settings")
    django.setup()
    acts = {"load": load}
    print(json.dumps(acts[act](*arguments)))


def load(count: str) -> dict[str, Any]:
    """About that many dates that hold; returns what there is and how many seconds it took."""
    began = time.monotonic()
    first = datetime.now(UTC).date() - timedelta(weeks=WEEKS * 2 // 3)
    first -= timedelta(days=first.weekday())
    make_house()
    fill(first, int(count))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(*) FILTER (WHERE state = 1), count(*) FILTER (WHERE is_long),"
            " (SELECT count(*) FROM rooms_booking) FROM rooms_occurrence"
        )
        dates, accepted, long, bookings = cursor.fetchone() or (0, 0, 0, 0)
    return {
        "first": first.isoformat(),
        "dates": dates,
        "accepted": accepted,
        "long": long,
        "bookings": bookings,
        "seconds": round(time.monotonic() - began, 1),
    }


@transaction.atomic
def make_house() -> None:
    """Four buildings: most rooms open from 7 to 22 h, a few always, some with buffers, closures, blockings, parts."""
    from accounts.operations import create_account
    from rooms.models import RoomPart

    for number in range(200):
        create_account(name=f"Person {number}", email=f"person{number}@example.org", password=None)
    rooms = _make_rooms()
    for place in range(2, 602, 30):
        for part in rooms[place + 1 : place + 3]:
            RoomPart.objects.create(whole=rooms[place], part=part)
    now = datetime.now(UTC)
    _make_closures(rooms, now)
    _make_blockings(rooms, now)


def _make_rooms() -> list[Any]:
    from access.operations import open_access_list
    from journal.operations import open_logbook
    from rooms.models import Equipment, Hours, Location, Room
    from rooms.operations.settings import room_settings

    access = open_access_list(parent=room_settings().access)
    location = Location.objects.create(name="Campus", time_zone=ZONE, access=access, logbook=open_logbook())
    Hours.objects.bulk_create(
        Hours(location=location, weekday=weekday, start=7 * 60, end=22 * 60) for weekday in range(7)
    )
    rooms = Room.objects.bulk_create(
        Room(
            location=location,
            building=str(number // 250 + 1),
            floor=str(number // 50 % 5),
            number=f"{number:04}",
            capacity=(6, 8, 12, 16, 20, 30, 50, 80, 150, 400)[number * 7 % 10],
            own_hours=number % 10 == 0,
            needs_approval=number % 25 == 0,
            buffer_before=15 if number % 20 == 1 else 0,
            buffer_after=15 if number % 20 == 1 else 0,
            access=open_access_list(parent=access),
            logbook=open_logbook(),
        )
        for number in range(ROOMS)
    )
    equipment = Equipment.objects.bulk_create(Equipment(name=f"Equipment {number}") for number in range(8))
    Room.equipment.through.objects.bulk_create(
        Room.equipment.through(room=room, equipment=kind)
        for number, room in enumerate(rooms)
        for place, kind in enumerate(equipment)
        if (number * 13 + place * 5) % 7 < 3
    )
    return rooms


def _make_closures(rooms: list[Any], now: datetime) -> None:
    """Of a hundred rooms for three days, and of all for a day now and then."""
    from rooms.models import Closure

    of_rooms = [
        Closure(room=room, starts_at=now + timedelta(days=number), ends_at=now + timedelta(days=number + 3))
        for number, room in enumerate(rooms[5:305:3])
    ]
    days = [now + timedelta(days=number * 40) for number in range(-18, 2)]
    of_all = [
        Closure(location=rooms[0].location, starts_at=day, ends_at=day + timedelta(hours=20)) for day in days
    ]
    Closure.objects.bulk_create(of_rooms + of_all)


def _make_blockings(rooms: list[Any], now: datetime) -> None:
    from access.operations import open_access_list
    from journal.operations import open_logbook
    from rooms.models import BlockedRoom, Blocking
    from rooms.operations.settings import room_settings

    for number in range(50):
        starts_at = now + timedelta(days=number * 7 - 30)
        blocking = Blocking.objects.create(
            reason="Summer school",
            first_day=starts_at.date(),
            last_day=starts_at.date() + timedelta(days=2),
            access=open_access_list(parent=room_settings().access),
            logbook=open_logbook(),
        )
        BlockedRoom.objects.bulk_create(
            BlockedRoom(
                blocking=blocking,
                room=room,
                starts_at=starts_at,
                ends_at=starts_at + timedelta(days=3),
                state=1,
            )
            for room in rooms[number * 20 : number * 20 + 6]
        )


def fill(first: date, count: int) -> None:
    """Write logbooks, bookings and dates; then all indexes, and VACUUM ANALYZE."""
    statements = _statements()
    _server("ALTER SYSTEM SET max_wal_size = '16GB'", "SELECT pg_reload_conf()")
    with _session() as cursor:
        _said(
            "wishes",
            cursor,
            statements["wishes"],
            {"first": first, "count": count, "weeks": WEEKS, "series": SERIES},
        )
        held_back = _hold_back(cursor)
        _said("bookings", cursor, statements["bookings"], {"zone": ZONE})
        with ThreadPoolExecutor(WRITERS) as writers:
            list(writers.map(lambda turn: _write_dates(statements["dates"], turn), range(WRITERS)))
        for statement in held_back:
            _said(statement[:70], cursor, statement)
        _said("days", cursor, statements["days"], {"zone": ZONE})
        cursor.execute("DROP TABLE bench_wish")
        for table in HEAVY:
            _said(f"vacuum {table}", cursor, f"VACUUM (FREEZE, ANALYZE) {table}")
        cursor.execute("ANALYZE")
    _server("ALTER SYSTEM RESET max_wal_size", "SELECT pg_reload_conf()", "CHECKPOINT")


def _write_dates(statement: str, turn: int) -> None:
    with _session() as cursor:
        _said(f"dates, writer {turn}", cursor, statement, {"zone": ZONE, "turn": turn, "writers": WRITERS})


def _hold_back(cursor: Any) -> list[str]:
    """Drop what would be kept up row by row, primary keys and the exclusion constraint aside; how to make it again."""
    cursor.execute(
        "SELECT conname, conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid::regclass::text = ANY(%s) AND contype = 'u'",
        [list(HEAVY)],
    )
    again = []
    for name, table, definition in cursor.fetchall():
        again.append(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE indrelid::regclass::text = ANY(%s) AND NOT indisprimary AND NOT indisexclusion",
        [list(HEAVY)],
    )
    for name, definition in cursor.fetchall():
        again.append(definition)
        cursor.execute(f"DROP INDEX {name}")
    return again


def _session() -> Any:
    """A connection of one's own, in which triggers and foreign keys rest."""
    own = connection.copy()
    cursor = own.cursor()
    for setting in (
        "session_replication_role = replica",
        "synchronous_commit = off",
        "maintenance_work_mem = '1GB'",
        "work_mem = '256MB'",
    ):
        cursor.execute(f"SET {setting}")
    return _Closing(own, cursor)


class _Closing(closing):
    def __init__(self, own: Any, cursor: Any) -> None:
        super().__init__(own)
        self.cursor = cursor

    def __enter__(self) -> Any:
        return self.cursor


def _server(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _said(what: str, cursor: Any, statement: str, parameters: dict[str, Any] | None = None) -> None:
    """Run it, and say on stderr how long it took."""
    began = time.monotonic()
    cursor.execute(statement, parameters)
    print(f"{time.monotonic() - began:7.1f} s  {what}", file=sys.stderr, flush=True)


def _statements() -> dict[str, str]:
    """The parts of the SQL file by the names in their first lines (`-- name: …`)."""
    parts: Iterable[str] = SQL.read_text(encoding="utf-8").split("-- name: ")[1:]
    return {part.partition("\n")[0].strip(): part.partition("\n")[2] for part in parts}


if __name__ == "__main__":
    main(*sys.argv[1:])
