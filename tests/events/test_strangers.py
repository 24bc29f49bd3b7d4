"""What those who run nothing get from the management pages: nothing, in the same words, and nothing changes."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import get_resolver

from access.models import AccessList
from tests.events.people import runs, signed_in
from tests.factories.events import EventFactory, EventPersonFactory, EventRoomFactory

pytestmark = pytest.mark.django_db

OF_EVENTS = ["settings/", "protection/", "log/", "rooms/", "people/", "move/"]
ACTS = ["publish/", "delete/", "restore/"]
OF_CATEGORIES = ["", "new/", "protection/", "log/"]
TABLES = ["event", "category", "eventroom", "eventperson", "eventrole"]


def everything():
    """All rows of these apps, as text."""
    with connection.cursor() as cursor:
        rows = []
        for table in [
            *(f"events_{name}" for name in TABLES),
            "access_accesslist",
            "access_grant",
            "journal_entry",
        ]:
            cursor.execute(f"SELECT {table}::text FROM {table} ORDER BY 1")  # noqa: S608 (names from above)
            rows += cursor.fetchall()
    return rows


def body(answer):
    nonce = answer.content.partition(b'nonce="')[2].partition(b'"')[0]
    token = answer.content.partition(b'X-CSRFToken": "')[2].partition(b'"')[0]
    forms = answer.content.partition(b'csrfmiddlewaretoken" value="')[2].partition(b'"')[0]
    text = answer.content
    for noise in (nonce, token, forms):
        text = text.replace(noise, b"") if noise else text
    return text


@pytest.mark.case("S3", "S10")
@pytest.mark.parametrize("page", [*OF_EVENTS, *ACTS])
def test_a_stranger_can_not_tell_an_event_from_none(outsider, page):
    event = EventFactory(mode=AccessList.Mode.RESTRICTED)
    client = signed_in(outsider)
    before = everything()

    ask = client.get if page == "log/" else client.post
    forbidden = ask(f"/manage/e/{event.pk}/{page}", {"name": "x"})
    unknown = ask(f"/manage/e/{event.pk + 1000}/{page}", {"name": "x"})

    assert (forbidden.status_code, unknown.status_code) == (404, 404)
    assert forbidden.headers.keys() == unknown.headers.keys()
    assert body(forbidden) == body(unknown)
    assert everything() == before


@pytest.mark.case("S3", "S10")
@pytest.mark.parametrize("page", OF_CATEGORIES)
def test_nor_run_a_category_they_see(outsider, page):
    category = EventFactory().category

    client = signed_in(outsider)
    ask = client.get if page == "log/" else client.post
    forbidden = ask(f"/manage/c/{category.pk}/{page}", {"title": "x"})

    assert forbidden.status_code == 404


@pytest.mark.parametrize("page", [*OF_EVENTS, *ACTS])
def test_who_is_signed_out_is_sent_to_sign_in_whatever_exists(client, page):
    event = EventFactory()

    there = client.post(f"/manage/e/{event.pk}/{page}")
    nowhere = client.post(f"/manage/e/{event.pk + 1000}/{page}")

    assert (there.status_code, nowhere.status_code) == (302, 302)
    assert there["Location"].startswith("/accounts/login/")


@pytest.mark.case("S60")
@pytest.mark.parametrize(
    "page", [*(f"e/{{event}}/{page}" for page in [*OF_EVENTS, *ACTS]), "e/new/", "c/{category}/"]
)
def test_no_act_without_the_token_of_the_page(organiser, page):
    event = EventFactory()
    runs(organiser, event.category)
    client = Client(enforce_csrf_checks=True)
    client.force_login(organiser)
    before = everything()
    path = "/manage/" + page.format(event=event.pk, category=event.category_id)

    without = client.post(path, {"act": "delete"})
    foreign = client.post(path, {"act": "delete"}, headers={"Origin": "https://evil.example"})

    assert (without.status_code, foreign.status_code) == (403, 403)
    assert everything() == before


@pytest.mark.case("S61")
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_reading_changes_nothing(organiser, method):
    event = EventFactory()
    EventRoomFactory(event=event)
    EventPersonFactory(event=event)
    runs(organiser, event.category)
    client = signed_in(organiser)
    before = everything()

    pages = [f"/manage/e/{event.pk}/{page}" for page in [*OF_EVENTS, *ACTS]]
    pages += [f"/manage/c/{event.category_id}/{page}" for page in OF_CATEGORIES]
    pages += [event.category.get_absolute_url(), "/manage/e/new/", f"/e/{event.slug}/event.ics"]
    answers = {page: getattr(client, method)(page).status_code for page in pages}

    assert set(answers.values()) <= {200, 405}
    assert everything() == before


def test_every_address_of_this_app_is_tried_here():
    names = {
        name
        for name in get_resolver("events.urls").reverse_dict
        if isinstance(name, str) and name.startswith(("event-", "category-"))
    }

    pages = {"settings", "protection", "log", "rooms", "people", "move", "publish", "delete", "restore"}
    assert names == {f"event-{page}" for page in pages} | {
        "event-create",
        "event-room-suggestions",
        "event-ics",
        "category-settings",
        "category-create",
        "category-protection",
        "category-log",
        "category-feed",
    }
