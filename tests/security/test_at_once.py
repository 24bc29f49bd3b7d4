"""A right that is gone is gone at the next request, whatever was kept of earlier answers."""

import pytest
from django.urls import reverse
from django.utils import timezone

from access.models import AccessList, Grant
from access.operations import revoke
from accounts.operations import reset_calendar_key
from events.operations import delete_event, move_event, set_protection, withdraw_event
from programme.operations import delete_contribution, protect, withdraw_contribution
from tests.security.world import SECRET

pytestmark = pytest.mark.django_db

PAGES = (
    "event",
    "timetable",
    "contributions",
    "people",
    "event-ics",
    "timetable-ics",
    "schedule-xml",
    "schedule-json",
    "now-and-next",
)


def close(world):
    set_protection(world.main, mode=AccessList.Mode.RESTRICTED, by=None)


def move(world):
    move_event(world.main, to=world.vault, by=None)


def make_a_draft(world):
    withdraw_event(world.main, by=None)


def delete(world):
    delete_event(world.main, by=None)


def close_the_category(world):
    set_protection(world.category, mode=AccessList.Mode.RESTRICTED, by=None)


@pytest.mark.case("S8", "S9", "S12")
@pytest.mark.parametrize("change", [close, move, make_a_draft, delete, close_the_category])
def test_an_event_that_closes_is_closed_at_the_next_request(world, change):
    paths = [reverse(name, args=[world.main.slug]) for name in PAGES]
    lists = [
        reverse("home"),
        reverse("category", args=[world.category.pk, world.category.slug]),
        reverse("category-feed", args=[world.category.pk, world.category.slug]),
        reverse("api-event-list"),
        reverse("api-contribution-list"),
    ]
    clients = [world.client("stranger"), world.client("nobody")]
    before = [client.get(path).status_code for client in clients for path in [*paths, *lists] * 2]

    change(world)

    assert set(before) == {200}
    assert {client.get(path).status_code for client in clients for path in paths} == {404}
    listed = [client.get(path).content for client in clients for path in lists]
    assert [text for text in listed if b"Harbour days" in text or b"On knots" in text] == []


@pytest.mark.case("S8", "S17")
@pytest.mark.parametrize(
    "change",
    [
        lambda talk: protect(talk, mode=AccessList.Mode.RESTRICTED, by=None),
        lambda talk: withdraw_contribution(talk, by=None),
        lambda talk: delete_contribution(talk, by=None),
    ],
    ids=["protect", "withdraw", "delete"],
)
def test_a_talk_that_goes_is_gone_everywhere_at_the_next_request(world, change):
    paths = [reverse(name, args=[world.main.slug]) for name in PAGES]
    page = reverse("contribution", args=[world.main.slug, world.talk.number])
    client = world.client("stranger")
    before = [b"On knots" in client.get(path).content for path in paths]
    assert client.get(page).status_code == 200

    change(world.talk)

    assert sum(before) >= 5
    assert [path for path in paths if b"On knots" in client.get(path).content] == []
    assert client.get(page).status_code == 404


@pytest.mark.case("S9")
def test_who_is_no_longer_invited_sees_nothing_any_more(world):
    client = world.client("viewer")
    paths = [reverse(name, args=[world.closed.slug]) for name in PAGES]
    assert {client.get(path).status_code for path in paths} == {200}

    revoke(Grant.objects.get(access_list=world.closed.access, user=world.users["viewer"]))

    assert {client.get(path).status_code for path in paths} == {404}


@pytest.mark.case("S9", "S33")
def test_a_calendar_loses_what_its_owner_may_not_see_any_more_and_stops_with_its_owner(world):
    client, person = world.client("stranger"), world.users["viewer"]
    world.hidden.stars.create(user=person, at=timezone.now())
    addresses = [
        reverse("my-calendar", args=[world.tokens["viewer"]]),
        reverse("my-schedule-ics", args=[world.main.slug, world.tokens["viewer"]]),
    ]
    title = world.hidden.title.encode()
    before = [title in client.get(path).content for path in addresses]

    revoke(Grant.objects.get(access_list=world.hidden.access, user=person))
    after = [title in client.get(path).content for path in addresses]
    reset_calendar_key(person)

    assert (before, after) == ([True, True], [False, False])
    assert [client.get(path).status_code for path in addresses] == [404, 404]


@pytest.mark.case("S12")
def test_what_a_manager_saw_is_not_repeated_to_a_stranger(world):
    paths = [reverse(name, args=[world.main.slug]) for name in PAGES]
    manager, stranger = world.client("manager"), world.client("stranger")
    seen = [SECRET.encode() in manager.get(path).content for path in paths]

    assert sum(seen) >= 5
    assert [path for path in paths if SECRET.encode() in stranger.get(path).content] == []
