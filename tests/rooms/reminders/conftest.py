"""Ada, and a clock that goes to the days before Monday."""

from datetime import UTC, datetime, time, timedelta

import pytest

from tests.factories.accounts import UserFactory
from tests.rooms.reminders.mornings import MONDAY


@pytest.fixture
def clock(time_machine):
    """Move to a moment of a day ahead of Monday, on the clocks of UTC."""

    def move(days, at="08:20"):
        there = datetime.combine(MONDAY + timedelta(days=days), time.fromisoformat(at), tzinfo=UTC)
        time_machine.move_to(there, tick=False)

    move(-30)
    return move


@pytest.fixture
def ada():
    return UserFactory(name="Ada", email="ada@example.org")
