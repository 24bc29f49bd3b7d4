"""A talk may be open to more people than its event; they see that talk and nothing else."""

import pytest

from access.models import AccessList, Grant
from events.models import Event
from events.permissions import can_see_event
from programme.operations import protect
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, EventPersonFactory
from tests.factories.programme import ContributionFactory, CreditFactory
from tests.factories.timetable import SlotFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk():
    event = EventFactory(mode=AccessList.Mode.RESTRICTED, title="Closed days")
    talk = ContributionFactory(event=event, access=event.access, title="Tides")
    SlotFactory(event=event, contribution=talk)
    CreditFactory(contribution=talk, person=EventPersonFactory(event=event, name="Noor Haddad"))
    hidden = ContributionFactory(event=event, access=event.access, title="Hidden currents")
    SlotFactory(event=event, contribution=hidden)
    return talk


def everything(client, talk):
    base = f"/e/{talk.event.slug}/"
    pages = ("", "timetable/", "talks/", "people/", "my/", "timetable.ics", "event.ics", "schedule.json")
    return {client.get(base + page).status_code for page in pages}


def test_who_is_invited_to_a_talk_gets_to_its_page(client, talk):
    protect(talk, mode=AccessList.Mode.RESTRICTED, by=None)
    guest = UserFactory()
    Grant.objects.create(access_list=talk.access, user=guest, permission=Grant.VIEW)
    client.force_login(guest)

    page = client.get(talk.get_absolute_url())

    assert page.status_code == 200
    text = page.content.decode()
    assert "Tides" in text
    assert "Noor Haddad" in text
    assert "Hidden currents" not in text
    assert "people/" not in text
    assert "timetable/" not in text
    assert f'href="/e/{talk.event.slug}/"' not in text
    assert everything(client, talk) == {404}


def test_a_public_talk_of_a_closed_event_is_public(client, talk):
    protect(talk, mode=AccessList.Mode.PUBLIC, by=None)

    assert client.get(talk.get_absolute_url()).status_code == 200
    assert client.get(talk.get_absolute_url() + "talk.ics").status_code == 200
    assert everything(client, talk) == {404}


def test_nobody_else_gets_to_the_page(client, talk):
    client.force_login(UserFactory())

    assert client.get(talk.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("is_draft", [True, False])
@pytest.mark.parametrize("mode", AccessList.Mode.values)
@pytest.mark.parametrize("right", ["", Grant.VIEW, Grant.MANAGE])
def test_the_single_question_has_the_answer_of_the_list(mode, right, is_draft):
    event, user = EventFactory(mode=mode, is_draft=is_draft), UserFactory()
    if right:
        Grant.objects.create(access_list=event.access, user=user, permission=right)

    listed = Event.objects.visible_to(user).filter(pk=event.pk).exists()

    assert can_see_event(user, event) == listed
