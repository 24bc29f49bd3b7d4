"""A restricted session in a public event: neither its breaks nor a filter tell of it."""

import pytest

from access.models import AccessList, Grant
from programme.operations import protect
from tests.clock import at
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory
from tests.factories.programme import ContributionFactory, SessionFactory
from timetable.models import Slot
from timetable.operations import schedule_break, schedule_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    event = EventFactory()
    session = SessionFactory(event=event, access=event.access)
    protect(session, mode=AccessList.Mode.RESTRICTED, by=None)
    return session


def test_a_break_in_a_block_shows_with_the_block(session, client):
    event = session.event
    block = schedule_session(session, starts_at=at("10:00"), minutes=120, by=None).slot
    schedule_break(event, "Coffee with the board", starts_at=at("11:00"), minutes=15, parent=block, by=None)
    schedule_break(event, "Lunch", starts_at=at("12:00"), minutes=60, by=None)
    guest = UserFactory()
    Grant.objects.create(access_list=session.access, user=guest, permission=Grant.VIEW)

    page = client.get(f"/e/{event.slug}/timetable/").content.decode()

    assert "Lunch" in page
    assert "Coffee with the board" not in page
    assert Slot.objects.visible_to(guest).filter(title="Coffee with the board").exists()


def test_nobody_asks_which_talks_are_in_a_hidden_session(session, client):
    talk = ContributionFactory(event=session.event, session=session, access=session.access, title="Tides")
    protect(talk, mode=AccessList.Mode.PUBLIC, by=None)
    shown = client.get(f"/e/{session.event.slug}/talks/").content.decode()

    asked = client.get(f"/e/{session.event.slug}/talks/?session={session.pk}").content.decode()

    assert "Tides" in shown
    assert "Tides" not in asked
