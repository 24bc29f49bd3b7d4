"""What factories give is small and valid."""

import pytest

from access.models import AccessList
from tests.factories.access import AccessListFactory, GrantFactory
from tests.factories.events import (
    CategoryFactory,
    EventFactory,
    EventPersonFactory,
    EventRoleFactory,
    EventRoomFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "factory",
    [
        AccessListFactory,
        GrantFactory,
        CategoryFactory,
        EventFactory,
        EventPersonFactory,
        EventRoleFactory,
        EventRoomFactory,
    ],
)
def test_a_factory_gives_two_valid_rows(factory):
    first, second = factory(), factory()

    for row in (first, second):
        row.refresh_from_db()
    assert first != second


def test_an_event_of_the_factory_is_seen_by_everybody_unless_restricted():
    assert EventFactory().access.is_open
    assert not EventFactory(mode=AccessList.Mode.RESTRICTED).access.is_open
