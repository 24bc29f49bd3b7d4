"""Rooms: reads in the database, whole requests, and races, over 1,000 rooms and as many dates as ROOMS says."""

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.figures import report, report_failure
from bench.load import BadAnswer
from bench.rooms_requests import measure_pages, measure_posts
from bench.scratch import ROOT, Failed, Scratch

MANY = "50000"
MADE_BY = ("rooms/migrations/*.py", "rooms/sql/*.sql", "bench/rooms_content.*")


def measure_rooms() -> None:
    """All figures; the house is loaded the first time and kept for the next."""
    count = os.environ.get("ROOMS", MANY)
    if not count.isdigit():
        raise Failed(f"ROOMS has to be a number, such as {MANY}, not {count}")
    with Scratch(keep=_folder(count)) as scratch:
        house = _loaded(scratch, count)
        with _softly("rooms in the database"):
            print(scratch.ask("rooms_reads"), end="", flush=True)
        with _softly("pages of rooms"):
            scratch.serve()
            visitor = json.loads(scratch.ask("rooms_visitor", house["first"]))
            measure_pages(scratch, visitor)
            measure_posts(scratch, visitor)
        with _softly("mails about bookings"):
            print(scratch.ask("rooms_letters"), end="", flush=True)
        with _softly("races for rooms"):
            print(scratch.ask("rooms_races"), end="", flush=True)
        with _softly("clearing up"):
            scratch.ask("rooms_visitor", "clear")


def _loaded(scratch: Scratch, count: str) -> dict[str, Any]:
    """What there is in the kept installation; loads it where there is nothing yet."""
    facts = scratch.var / "house.json"
    if not facts.exists():
        print(
            f"Loading about {count} dates; {scratch.var} stays for the next time", file=sys.stderr, flush=True
        )
        facts.write_text(scratch.ask("rooms_content", "load", count), encoding="utf-8")
    house: dict[str, Any] = json.loads(facts.read_text(encoding="utf-8"))
    report("rooms: dates", house["dates"], "dates")
    report("rooms: bookings", house["bookings"], "bookings")
    report("rooms: loading took", house["seconds"], "s")
    return house


def _folder(count: str) -> Path:
    """One for each size and shape of the tables; those of older shapes go."""
    shape = hashlib.sha256()
    for pattern in MADE_BY:
        for path in sorted(ROOT.glob(pattern)):
            shape.update(path.read_bytes())
    folder = Path(os.environ.get("HEMICYCLE_VAR", ROOT / "var")) / "bench"
    name = f"rooms-{count}-{shape.hexdigest()[:8]}"
    for older in folder.glob(f"rooms-{count}-*"):
        if older.name != name:
            shutil.rmtree(older, ignore_errors=True)
    return folder / name


@contextmanager
def _softly(name: str) -> Iterator[None]:
    """What can not be measured is a line of its own, and the rest goes on."""
    try:
        yield
    except (BadAnswer, Failed, OSError, KeyError) as problem:
        report_failure(name, str(problem))
