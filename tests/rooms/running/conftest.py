"""A location with a room, who runs it, and who runs the house; the morning of the day of `tests.clock`."""

import pytest

from tests.events.people import runs
from tests.factories.accounts import UserFactory
from tests.factories.rooms import LocationFactory, RoomFactory


@pytest.fixture(autouse=True)
def the_day(time_machine):
    time_machine.move_to("2027-03-15T09:00:00+00:00", tick=False)


@pytest.fixture
def location():
    return LocationFactory(name="Harbour site")


@pytest.fixture
def room(location):
    return RoomFactory(location=location, number="012", name="Chart room")


@pytest.fixture
def keeper(location):
    """Runs the location."""
    user = UserFactory(name="Kim Keeper")
    runs(user, location)
    return user


@pytest.fixture
def admin():
    return UserFactory(name="Ada Admin", is_admin=True)
