"""The front page and my events: what is on, for whoever asks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from access.models import AccessList, Grant
from tests.factories.accounts import UserFactory
from tests.factories.events import CategoryFactory, EventFactory, EventPersonFactory, EventRoleFactory
from tests.factories.programme import ContributionFactory
from tests.factories.timetable import StarFactory

pytestmark = pytest.mark.django_db


def soon(**fields):
    starts_at = timezone.now() + timedelta(days=1)
    return EventFactory(starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), **fields)


def titles(response, name):
    return [event.title for event in response.context[name]]


def test_it_shows_what_runs_and_what_comes(client):
    now = timezone.now()
    EventFactory(title="Now", starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1))
    EventFactory(title="Over", starts_at=now - timedelta(days=2), ends_at=now - timedelta(days=1))
    soon(title="Soon")

    response = client.get("/")

    assert titles(response, "running") == ["Now"]
    assert titles(response, "upcoming") == ["Soon"]


@pytest.mark.case("S17")
def test_drafts_and_restricted_and_deleted_events_are_not_on_it(client):
    soon(title="Draft", is_draft=True)
    soon(title="Restricted", mode=AccessList.Mode.RESTRICTED)
    soon(title="Deleted", deleted_at=timezone.now())
    CategoryFactory(title="Restricted category", mode=AccessList.Mode.RESTRICTED)

    page = client.get("/").content.decode()

    assert "Nothing is planned" in page
    assert not any(word in page for word in ("Draft", "Restricted", "Deleted"))


def test_a_search_wants_all_the_words(client):
    soon(title="Beam test coordination")
    soon(title="Beam dump")

    response = client.get("/", {"q": "beam test"})

    assert titles(response, "found") == ["Beam test coordination"]


def test_a_search_without_result_offers_the_way_back(client):
    page = client.get("/", {"q": "nothing of that name"}).content.decode()

    assert "No event you may see matches" in page


@pytest.mark.case("R22")
def test_queries_do_not_grow_with_the_events(client, django_assert_num_queries):
    category = CategoryFactory()
    soon(category=category)
    client.get("/")
    with django_assert_num_queries(4):
        client.get("/")
    for _number in range(3):
        soon(category=category)

    with django_assert_num_queries(4):
        client.get("/")


def test_my_events_are_those_i_organise_have_a_part_in_or_starred_talks_of(client):
    me = UserFactory()
    client.force_login(me)
    organised, chaired, starred = soon(title="Mine"), soon(title="Chaired"), soon(title="Starred")
    soon(title="Foreign")
    Grant.objects.create(access_list=organised.access, user=me, permission=Grant.MANAGE)
    EventRoleFactory(event=chaired, person=EventPersonFactory(event=chaired, user=me))
    StarFactory(user=me, contribution=ContributionFactory(event=starred))

    shelves = client.get("/me/events/").context["shelves"]

    shown = {name: [event.title for event in upcoming] for name, (upcoming, _over) in shelves.items()}
    assert shown == {"organised": ["Mine"], "part": ["Chaired"], "starred": ["Starred"]}


def test_an_event_i_may_no_longer_see_leaves_my_events(client):
    me = UserFactory()
    client.force_login(me)
    event = soon(mode=AccessList.Mode.RESTRICTED)
    EventRoleFactory(event=event, person=EventPersonFactory(event=event, user=me))

    assert client.get("/me/events/").context["shelves"]["part"] == ([], [])
