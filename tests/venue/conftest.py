"""An event in a house with rooms, seen by somebody who runs it."""

import pytest

from access.models import Grant
from access.operations import grant
from tests.clock import at
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to(at("06:00"), tick=False)


@pytest.fixture
def organiser():
    return UserFactory(name="Olga Organiser")


@pytest.fixture
def event(organiser):
    """A meeting from 10:00 to 11:00."""
    event = EventFactory(title="Harbour days")
    grant(event.access, to=organiser, permission=Grant.MANAGE)
    return event
