"""Who takes part in the timetable's tests."""

import pytest

from accounts.models import User


@pytest.fixture
def organiser():
    return User.objects.create_user("organiser@example.org", "a long pass phrase", name="Olive Organiser")


@pytest.fixture
def stranger():
    return User.objects.create_user("stranger@example.org", "a long pass phrase", name="Sam Stranger")
