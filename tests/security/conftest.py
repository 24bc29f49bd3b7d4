"""The world of these tests, new for each of them; the clock stands still while the conference is running."""

import pytest
import time_machine
from django.core.cache import cache

from tests.security.tour import tour
from tests.security.world import NOW, add_secrets, public_world

_kept = {}


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
def answers(world):
    """What everybody got everywhere: one tour, for all tests that only look at it."""
    if "answers" not in _kept:
        _kept["answers"] = tour(world)
    return _kept["answers"]
