"""Whole requests for rooms: the finder, the timeline of a day, and bookings through the API."""

import gzip
import json
import multiprocessing
import statistics
import time
from datetime import date, timedelta
from typing import Any

from bench.figures import Goal, at_least, at_most, report
from bench.load import CLIENTS, Answer, BadAnswer, Client, request
from bench.scratch import Scratch

REPEATS = 9
SECONDS = 3.0
ROUNDS = 3
HOURS = range(8, 20)
PURPOSE = "Bench"


def measure_pages(scratch: Scratch, visitor: dict[str, Any]) -> None:
    """Each request asks for another day, so that nothing kept from the one before helps."""
    days = [date.fromisoformat(visitor["tuesday"]) + timedelta(weeks=week) for week in range(REPEATS)]
    once = [f"/rooms/?date={day}&from=10:00&to=11:00" for day in days]
    weekly = [f"{path}&repeat=weekly&count=26" for path in once]
    timeline = [f"/rooms/calendar/?view=day&date={day}" for day in days]
    _page(scratch, visitor, "finder page", once, at_most(150))
    _page(scratch, visitor, "finder page, 26 weeks", weekly, None)
    answer = _page(scratch, visitor, "timeline page of 60 rooms", timeline, at_most(200))
    report(
        "rooms: timeline page size", len(gzip.compress(answer.body, 6)) / 1024, "kB gzip", goal=at_most(60)
    )
    report(
        "rooms: timeline page size, as sent",
        len(answer.body) / 1024,
        "kB",
    )


def measure_posts(scratch: Scratch, visitor: dict[str, Any]) -> None:
    """One slot by four clients at once, each slot another; then series of a year, one after the other.

    A machine that is busy with other things gives fewer bookings a second, but each takes the same work: seconds of
    processors are counted too, of the web workers and of the database.
    """
    sunday = date.fromisoformat(visitor["sunday"])
    slots = [
        _post(visitor, room, sunday + timedelta(weeks=week), hour)
        for week in range(2)
        for hour in HOURS
        for room in visitor["rooms"]
    ]
    rates, web, database = [], [], []
    with multiprocessing.Pool(CLIENTS) as pool:
        for turn in range(ROUNDS):
            here = slots[turn::ROUNDS]
            shares = [(scratch.port, here[client::CLIENTS]) for client in range(CLIENTS)]
            before = scratch.web_seconds(), scratch.database_seconds()
            results = pool.starmap(_book_for_a_while, shares)
            bookings = sum(count for count, _took in results)
            rates.append(sum((count - 1) / took for count, took in results))
            web.append((scratch.web_seconds() - before[0]) / bookings * 1000)
            database.append((scratch.database_seconds() - before[1]) / bookings * 1000)
    report("rooms: bookings of one slot", statistics.median(rates), "requests/s", goal=at_least(150))
    report(f"rooms: bookings of one slot, best of {ROUNDS} rounds", max(rates), "requests/s")
    report("rooms: work of a booking, web workers", min(web), "ms CPU")
    report("rooms: work of a booking, database", min(database), "ms CPU")
    client = Client(scratch.port)
    took = []
    for room in visitor["rooms"][:REPEATS]:
        message = _post(visitor, room, sunday, 20, rrule="FREQ=WEEKLY;COUNT=52")
        began = time.perf_counter()
        _booked(client.exchange(message))
        took.append((time.perf_counter() - began) * 1000)
    report("rooms: booking of 52 weeks", statistics.median(took[1:]), "ms", goal=at_most(60))
    report(f"rooms: booking of 52 weeks, best of {REPEATS - 1}", min(took[1:]), "ms")


def _page(
    scratch: Scratch, visitor: dict[str, Any], name: str, paths: list[str], goal: Goal | None
) -> Answer:
    """The median of all but the first, which warms the code."""
    client = Client(scratch.port)
    headers = {"Accept-Encoding": "gzip", "Cookie": visitor["cookie"]}
    answers = [client.get(path, headers) for path in paths]
    if wrong := [answer for answer in answers if answer.status != 200]:
        raise BadAnswer(f"{paths[0]} answers {wrong[0].status}")
    report(f"rooms: {name}", statistics.median(answer.took * 1000 for answer in answers[1:]), "ms", goal=goal)
    return answers[-1]


def _post(visitor: dict[str, Any], room: int, day: date, hour: int, **more: str) -> bytes:
    wish = {
        "room": room,
        "start": f"{day}T{hour:02}:00",
        "end": f"{day}T{hour + 1:02}:00",
        "purpose": PURPOSE,
    }
    body = json.dumps(wish | more).encode("ascii")
    headers = {
        "Authorization": f"Bearer {visitor['token']}",
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
    }
    return request("/api/v1/bookings/", headers).replace(b"GET ", b"POST ", 1) + body


def _book_for_a_while(port: int, messages: list[bytes]) -> tuple[int, float]:
    """How many bookings, and the seconds for all but the first, which opens the connection; each has to succeed."""
    client = Client(port)
    _booked(client.exchange(messages[0]))
    count = 1
    began = time.perf_counter()
    for message in messages[1:]:
        _booked(client.exchange(message))
        count += 1
        if time.perf_counter() > began + SECONDS:
            break
    return count, time.perf_counter() - began


def _booked(answer: bytes) -> None:
    if not answer.startswith(b"HTTP/1.1 201 "):
        raise BadAnswer(f"a booking was answered {answer[:60]!r} … {answer[-300:]!r}")
