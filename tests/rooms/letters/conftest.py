"""A room of Olga's, Ada who books it, and the morning of the day of `tests.clock`."""

import pytest

from access.models import Grant
from rooms.models import MailChoice
from tests.clock import at
from tests.factories.accounts import UserFactory
from tests.factories.rooms import LocationFactory, RoomFactory
from tests.rooms.letters.mails import let


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to(at("08:00"), tick=False)


@pytest.fixture
def ada():
    return UserFactory(name="Ada", email="ada@example.org")


@pytest.fixture
def owner():
    return UserFactory(name="Olga Owner", email="owner@example.org")


@pytest.fixture
def room(owner):
    location = LocationFactory(name="Meyrin", time_zone="Europe/Zurich")
    return RoomFactory(name="Red Hall", location=location, owner=owner)


@pytest.fixture
def asked_room(room):
    room.needs_approval = True
    room.save()
    return room


@pytest.fixture
def everybody(owner, room):
    """Of each kind of reader one, and an address besides."""
    room.notification_emails = ["desk@example.org"]
    room.save()
    daily = UserFactory(email="daily@example.org")
    MailChoice.objects.create(user=daily, digest=True)
    let(daily, Grant.MANAGE, room)
    UserFactory(name="Bo", email="bo@example.org")
    return [owner, daily, UserFactory(name="Ada", email="ada@example.org")]
