"""Fifty people add talks at the same moment: every talk has a number of its own."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from programme.models import Contribution
from programme.operations import create_contribution, create_session, edit_contribution
from tests.factories.events import EventFactory


def in_a_thread(act):
    """What the act returns, with its own connection closed behind it."""
    try:
        return act()
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_parallel_creators_get_distinct_numbers():
    event = EventFactory()
    with ThreadPoolExecutor(10) as people:
        acts = [lambda: create_contribution(event, by=None, title="Talk") for _ in range(50)]
        talks = list(people.map(in_a_thread, acts))

    assert sorted(talk.number for talk in talks) == list(range(1, 51))
    event.refresh_from_db()
    assert event.next_talk == 51


@pytest.mark.django_db(transaction=True)
def test_parallel_editors_of_one_event_do_not_lock_each_other_out():
    event = EventFactory()
    first, second = (create_contribution(event, by=None, title="Talk") for _ in range(2))

    def edit(talk, title):
        edit_contribution(Contribution.objects.get(pk=talk.pk), by=None, title=title)

    with ThreadPoolExecutor(6) as people:
        acts = [lambda t=t, n=n: edit(t, f"Title {n}") for n in range(10) for t in (first, second)]
        list(people.map(in_a_thread, acts))

    assert Contribution.objects.filter(event=event, revision__gte=5).count() == 2


@pytest.mark.django_db
def test_an_event_saved_as_a_whole_does_not_hand_out_a_number_twice():
    event = EventFactory()
    stale = type(event).objects.get(pk=event.pk)
    create_contribution(event, by=None, title="First")
    create_session(event, by=None, title="Morning")

    stale.save()

    assert create_contribution(event, by=None, title="Second").number == 2
    assert create_session(event, by=None, title="Afternoon").number == 2
