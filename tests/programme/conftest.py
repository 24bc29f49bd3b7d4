"""Who takes part in the programme's tests."""

import pytest

from access.models import Grant
from access.operations import grant
from accounts.models import User
from tests.factories.events import EventFactory


@pytest.fixture
def organiser():
    return User.objects.create_user("organiser@example.org", "a long pass phrase", name="Olive Organiser")


@pytest.fixture
def stranger():
    return User.objects.create_user("stranger@example.org", "a long pass phrase", name="Sam Stranger")


@pytest.fixture
def event(organiser):
    """A published event that the organiser runs."""
    made = EventFactory()
    grant(made.access, to=organiser, permission=Grant.MANAGE)
    return made
