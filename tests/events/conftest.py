"""People of these tests: one who runs things, one who runs nothing, one who runs the whole house."""

import pytest

from accounts.models import User
from accounts.operations import create_account
from tests.clock import at


@pytest.fixture(autouse=True)
def the_day(time_machine):
    """All tests happen at nine o'clock of the day on which the events of the factory take place."""
    time_machine.move_to(at("09:00"), tick=False)


@pytest.fixture
def organiser() -> User:
    return create_account(name="Olga Organiser", email="olga@example.org", password=None)


@pytest.fixture
def outsider() -> User:
    return create_account(name="Otto Outsider", email="otto@example.org", password=None)


@pytest.fixture
def admin() -> User:
    return create_account(name="Ada Admin", email="ada@example.org", password=None, is_admin=True)
