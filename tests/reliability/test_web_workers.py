"""Connections that clients keep are spread over the web workers."""

import socket
import time
from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest
from gunicorn.config import Config
from gunicorn.workers.gthread import ThreadWorker

from hemicycle import web_worker
from hemicycle.web_worker import MOST_STEPS, WebWorker

TURNS = 10
LEAD = 0.02
"""Seconds; enough for the first to take it, if it does not hesitate, on a machine that is busy too."""


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred times that of the server, which is too short to be told from a busy machine's."""
    monkeypatch.setattr(web_worker, "STEP", LEAD)


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def test_a_new_connection_goes_to_the_worker_that_has_fewer_even_if_the_other_wakes_first(
    listener: socket.socket,
) -> None:
    taken = [taken_by_the_second(WebWorker, listener, first_has=MOST_STEPS) for _turn in range(TURNS)]

    assert taken.count(True) >= TURNS * 0.8  # a machine under load may wake it too late


def test_control_gunicorns_own_worker_takes_it_whatever_it_has(listener: socket.socket) -> None:
    taken = [taken_by_the_second(ThreadWorker, listener, first_has=MOST_STEPS) for _turn in range(TURNS)]

    assert taken.count(True) <= TURNS * 0.4


def test_who_has_none_takes_it_and_who_comes_too_late_finds_nothing(listener: socket.socket) -> None:
    early, late = worker(WebWorker, has=0), worker(WebWorker, has=3)

    with socket.create_connection(listener.getsockname()):
        early.accept(listener)
        late.accept(listener)

    assert (early.nr_conns, late.nr_conns) == (1, 3)


def taken_by_the_second(kind: type[ThreadWorker], listener: socket.socket, *, first_has: int) -> bool:
    """Whether a worker without connections gets one, when another with so many woke before it."""
    first, second = worker(kind, has=first_has), worker(kind, has=0)
    with socket.create_connection(listener.getsockname()):
        waking = Thread(target=first.accept, args=[listener])
        waking.start()
        time.sleep(LEAD)
        second.accept(listener)
        waking.join()
    return bool(second.nr_conns)


def worker(kind: type[ThreadWorker], *, has: int) -> Any:
    """One that counts connections, and does nothing with them."""

    class Counting(kind):
        def enqueue_req(self, conn: Any) -> None:
            conn.sock.close()

    made = Counting(0, 0, [], None, 30, Config(), None)
    made.tmp.close()  # by which it would tell that it lives
    made.nr_conns = has
    return made
