"""The front page of an event says what may be submitted, and tells the committee where its work is."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from abstracts.operations import edit_call
from tests.factories.abstracts import CallFactory, TeamMemberFactory
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db

MORNING = datetime(2027, 2, 1, 9, tzinfo=UTC)


@pytest.fixture
def event():
    return EventFactory(starts_at=MORNING + timedelta(days=60), ends_at=MORNING + timedelta(days=62))


@pytest.fixture
def call(event):
    """Closes at noon of the third of February."""
    closes = MORNING + timedelta(days=2, hours=3)
    return CallFactory(event=event, name="Posters", opens_at=MORNING + timedelta(days=1), closes_at=closes)


def front_page(client, event):
    return client.get(reverse("event", args=[event.slug])).content.decode()


@pytest.mark.parametrize(
    ("days", "is_told"),
    [(0, True), (1, True), (2, True), (3, False)],
    ids=["before it opens", "while it is open", "on the day it closes", "the day after"],
)
def test_a_call_is_told_of_until_the_day_it_closes_is_over(client, event, call, days, is_told):
    with time_machine.travel(MORNING + timedelta(days=days, hours=4), tick=False):
        page = front_page(client, event)

    assert ("Abstracts are taken from" in page) is is_told
    assert (reverse("call", args=[event.slug, call.pk]) in page) is is_told


def test_a_page_kept_for_strangers_follows_the_call_and_the_days(client, event, call):
    with time_machine.travel(MORNING, tick=False):
        before = front_page(client, event)
        edit_call(call, by=None, name="Tutorials")
        renamed = front_page(client, event)
    with time_machine.travel(MORNING + timedelta(days=3), tick=False):
        after = front_page(client, event)

    assert ["Posters" in before, "Tutorials" in renamed, "Tutorials" in after] == [True, True, False]


def test_nothing_is_said_of_a_call_that_was_never_opened(client, event):
    CallFactory(event=event, name="Later", opens_at=None, closes_at=None)

    with time_machine.travel(MORNING, tick=False):
        page = front_page(client, event)

    assert "Abstracts are taken" not in page


def test_only_the_committee_is_led_to_its_reviews(client, event):
    member = TeamMemberFactory(event=event).user

    found = []
    for person in (member, UserFactory()):
        with time_machine.travel(MORNING, tick=False):
            client.force_login(person)
            found.append(reverse("reviewing", args=[event.slug]) in front_page(client, event))

    assert found == [True, False]
