"""The first page of an event's management says what waits in its calls."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from abstracts.models import State
from abstracts.operations import Decision, decide, release
from abstracts.to_do import tasks_of_calls
from tests.factories.abstracts import AbstractFactory, CallFactory
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory
from tests.factories.programme import ContributionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair():
    return UserFactory(is_admin=True)


def told(event, user):
    return [(task.title, task.is_done) for task in tasks_of_calls(event, user)]


def past():
    return timezone.now() - timedelta(days=1)


def test_a_conference_without_talks_may_begin_with_a_call(client, chair):
    event = EventFactory(kind="conference")
    client.force_login(chair)

    page = client.get(reverse("manage-event", args=[event.pk])).content.decode()

    assert told(event, chair) == [("Open a call for abstracts", False)]
    assert reverse("manage-calls", args=[event.pk]) in page
    ContributionFactory(event=event)
    assert told(event, chair) == []


def test_a_call_that_is_set_up_waits_to_be_opened(chair):
    call = CallFactory(name="Talks", opens_at=None, closes_at=None)

    assert told(call.event, chair) == [("Open “Talks” for abstracts", False)]


def test_what_was_submitted_waits_for_a_decision_once_the_call_is_over_and_then_for_its_release(chair):
    call = CallFactory()
    one, two = AbstractFactory.create_batch(2, call=call)
    event, steps = call.event, [told(call.event, chair)]

    call.opens_at, call.closes_at = past() - timedelta(days=1), past()
    call.save()
    steps.append(told(event, chair))
    decide(event, {one.pk: None, two.pk: None}, Decision(State.REJECTED), by=chair)
    steps.append(told(event, chair))
    release(event, {one.pk: None, two.pk: None}, by=chair)
    steps.append(told(event, chair))

    assert steps == [
        [],
        [("Decide on 2 abstracts", False)],
        [("Every abstract is decided", True), ("Release 2 decisions", False)],
        [("Every abstract is decided", True), ("Every decision is released", True)],
    ]


def test_nothing_is_told_of_what_somebody_wrote_themselves(chair):
    call = CallFactory(opens_at=past() - timedelta(days=1), closes_at=past())
    mine = AbstractFactory(call=call, submitter=chair)
    decide(call.event, {mine.pk: None}, Decision(State.REJECTED), by=None)

    assert told(call.event, chair) == []


def test_it_asks_as_often_for_three_abstracts_as_for_one(chair, django_assert_num_queries):
    call = CallFactory(opens_at=past() - timedelta(days=1), closes_at=past())
    AbstractFactory(call=call)
    with CaptureQueriesContext(connection) as once:
        told(call.event, chair)
    AbstractFactory.create_batch(2, call=call)

    with django_assert_num_queries(len(once)):
        told(call.event, chair)
