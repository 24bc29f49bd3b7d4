"""The world of these tests, new for each of them; the clock stands still while the conference is running."""

import fcntl
import logging
import os
import pickle

import pytest
import time_machine
from django.core.cache import cache

from tests.security.tour import tour
from tests.security.world import NOW, add_secrets, public_world

_kept = {}


@pytest.fixture(autouse=True)
def refusals_are_not_logged():
    """Tens of thousands are asked for here, and the record of each would keep its request to the end of the test."""
    log = logging.getLogger("django.request")
    before = log.level
    log.setLevel(logging.ERROR)
    yield
    log.setLevel(before)


@pytest.fixture
def bare_world(db):
    """Only what everybody may see."""
    with time_machine.travel(NOW, tick=False):
        cache.clear()
        yield public_world()


@pytest.fixture
def world(bare_world):
    """With everything there is to hide."""
    add_secrets(bare_world)
    return bare_world


@pytest.fixture
def answers(request, tmp_path_factory):
    """What everybody got everywhere: one tour, made by the first process that asks, for all tests that look at it.

    They stand in one group: another process would only wait for it, and do nothing.
    """
    if "answers" not in _kept:
        own = tmp_path_factory.getbasetemp()
        folder = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
        notes = folder / "tour"
        with (folder / "tour.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not notes.exists():
                notes.write_bytes(pickle.dumps(tour(request.getfixturevalue("world"))))
        _kept["answers"] = pickle.loads(notes.read_bytes())  # noqa: S301 (written by ourselves, just now)
    return _kept["answers"]
