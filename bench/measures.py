"""How a figure is taken: in turns with the floor, or one request after the other with nothing kept."""

import statistics
from collections.abc import Mapping

import psycopg

from bench.figures import Goal, at_most, ratio_at_least, report
from bench.load import ENCODING, Answer, BadAnswer, Client, throughput
from bench.scratch import Scratch
from hemicycle.postgres import Server

ROUNDS = 3
SECONDS = 1.5
REPEATS = 7
UNCHANGED = ratio_at_least(0.15)
NOT_MODIFIED = ratio_at_least(0.30)


def unchanged(scratch: Scratch, name: str, path: str) -> None:
    """Requests per second when nothing changed: whole, and with the ETag as 304."""
    first = fetch(scratch, path)
    _against_floor(scratch, name, path, ENCODING, status=200, goal=UNCHANGED)
    if "etag" not in first.headers:
        raise BadAnswer(f"{path} has no ETag")
    headers = {**ENCODING, "If-None-Match": first.headers["etag"]}
    _against_floor(scratch, f"{name} 304", path, headers, status=304, goal=NOT_MODIFIED)


def uncached(scratch: Scratch, name: str, path: str, *, goal_ms: float, change: str) -> None:
    """Median milliseconds of a request after a change that voids all that was kept; `change` is SQL."""
    client = Client(scratch.port)
    fetch(scratch, path)  # code and connections are warm, pages are not
    times = []
    with connect(scratch) as database:
        for _repeat in range(REPEATS):
            database.execute(change.encode())
            times.append(_expect(client.get(path), path).took * 1000)
    report(name, statistics.median(times), "ms", goal=at_most(goal_ms))


def each_once(scratch: Scratch, name: str, paths: list[str], *, goal_ms: float) -> None:
    """Median milliseconds of pages that nobody asked for before; the first one only warms the code."""
    client = Client(scratch.port)
    times = [_expect(client.get(path), path).took * 1000 for path in paths]
    report(name, statistics.median(times[1:]), "ms", goal=at_most(goal_ms))


def fetch(scratch: Scratch, path: str, headers: Mapping[str, str] = ENCODING) -> Answer:
    return _expect(Client(scratch.port).get(path, headers), path)


def connect(scratch: Scratch) -> "psycopg.Connection[tuple[object, ...]]":
    folder = Server(scratch.var / "postgres").socket_folder()
    return psycopg.connect(host=str(folder), user="postgres", dbname="hemicycle", autocommit=True)


def floor(scratch: Scratch) -> float:
    """Requests per second of the hello-world application."""
    return statistics.median(_floor_once(scratch) for _round in range(ROUNDS))


def _against_floor(
    scratch: Scratch, name: str, path: str, headers: Mapping[str, str], *, status: int, goal: Goal
) -> None:
    floors, rates = [], []
    for _round in range(ROUNDS):
        floors.append(_floor_once(scratch))
        rates.append(throughput(scratch.port, path, headers, status=status, seconds=SECONDS))
    rate = statistics.median(rates)
    report(name, rate, "requests/s", ratio=rate / statistics.median(floors), goal=goal)


def _floor_once(scratch: Scratch) -> float:
    return throughput(scratch.floor_port, "/", ENCODING, status=200, seconds=SECONDS)


def _expect(answer: Answer, path: str) -> Answer:
    if answer.status != 200:
        raise BadAnswer(f"{path} answers {answer.status}")
    return answer
