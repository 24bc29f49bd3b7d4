"""Events and categories over REST: the same rights, the same operations, the same 404."""

from datetime import timedelta

import pytest
from rest_framework.test import APIClient

from access.models import AccessList
from access.operations import grant
from accounts.operations import create_token
from events.models import Event
from journal.models import Entry
from tests.clock import at
from tests.events.people import runs
from tests.factories.events import CategoryFactory, EventFactory

pytestmark = pytest.mark.django_db
RESTRICTED = AccessList.Mode.RESTRICTED


def caller(user=None, *scopes):
    """A program with a token of these scopes, or without any."""
    client = APIClient(enforce_csrf_checks=True)
    if user is not None:
        _token, text = create_token(user, name="test", scopes=scopes or ["read"], expires_at=None)
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {text}")
    return client


def titles(answer):
    return [event["title"] for event in answer.json()["results"]]


def new(category, **values):
    return {
        "category": category.pk,
        "kind": "meeting",
        "title": "Over REST",
        "starts_at": "2027-03-20T10:00:00+01:00",
        "ends_at": "2027-03-20T11:00:00+01:00",
        "time_zone": "Europe/Paris",
        **values,
    }


@pytest.mark.case("S13", "S17")
def test_lists_hold_what_the_caller_may_see(organiser):
    EventFactory(title="Open")
    mine = EventFactory(title="Mine", is_draft=True, mode=RESTRICTED)
    EventFactory(title="Draft", is_draft=True)
    EventFactory(title="Deleted", deleted_at=at("08:00"))
    runs(organiser, mine)

    assert titles(caller().get("/api/v1/events/")) == ["Open"]
    assert titles(caller(organiser).get("/api/v1/events/")) == ["Open", "Mine"]


def test_an_event_is_found_by_number_and_by_address():
    event = EventFactory(slug="pcfc-2027.v2")

    by_number = caller().get(f"/api/v1/events/{event.pk}/").json()
    by_address = caller().get("/api/v1/events/pcfc-2027.v2/").json()

    assert by_number == by_address
    assert (by_number["id"], by_number["url"], by_number["category"]) == (
        event.pk,
        "/e/pcfc-2027.v2/",
        event.category_id,
    )


def test_an_address_of_digits_is_an_address_first():
    event = EventFactory()
    named = EventFactory(slug=str(event.pk))

    assert caller().get(f"/api/v1/events/{event.pk}/").json()["id"] == named.pk


@pytest.mark.case("S10")
@pytest.mark.parametrize("name", ["no-such", "99999999", "9" * 30, "secret"])
def test_the_hidden_and_the_unknown_are_answered_alike(name):
    EventFactory(slug="secret", mode=RESTRICTED)

    answer = caller().get(f"/api/v1/events/{name}/")

    assert (answer.status_code, answer.json()) == (404, {"detail": "Not found."})


def test_a_category_one_may_not_see_is_not_named():
    hidden = CategoryFactory(mode=RESTRICTED)
    child = CategoryFactory(parent=hidden, mode=AccessList.Mode.PUBLIC)
    event = EventFactory(category=hidden, mode=AccessList.Mode.PUBLIC)

    assert caller().get(f"/api/v1/events/{event.pk}/").json()["category"] is None
    assert caller().get(f"/api/v1/categories/{child.pk}/").json()["parent"] is None
    assert caller().get(f"/api/v1/categories/{hidden.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("kind=lecture", ["Lecture"]),
        ("q=HALL", ["Lecture"]),
        ("from=2027-03-15T12:00:00Z", ["Next week"]),
        ("to=2027-03-16T00:00:00Z", ["Lecture", "Meeting"]),
        ("from=2027-03-15T00:00:00%2B01:00&to=2027-03-15T23:00:00Z&kind=meeting", ["Meeting"]),
    ],
)
def test_lists_are_narrowed(asked, found):
    EventFactory(title="Lecture", kind="lecture", venue="Red hall")
    EventFactory(title="Meeting")
    EventFactory(title="Next week", starts_at=at("10:00") + timedelta(days=7))

    assert titles(caller().get(f"/api/v1/events/?{asked}")) == found


def test_a_category_stands_for_all_below_it_and_a_hidden_one_for_nothing():
    category = CategoryFactory()
    EventFactory(category=CategoryFactory(parent=category), title="Below")
    hidden = CategoryFactory(mode=RESTRICTED)
    EventFactory(category=hidden, title="Open", mode=AccessList.Mode.PUBLIC)

    assert titles(caller().get(f"/api/v1/events/?category={category.pk}")) == ["Below"]
    assert titles(caller().get(f"/api/v1/events/?category={hidden.pk}")) == []


@pytest.mark.case("S32")
@pytest.mark.parametrize(
    "asked",
    [
        "category=x",
        "category=-1",
        "category=1e400",
        "category=NaN",
        "category=99999999999999999999",
        "kind=party",
        "from=soon",
        "to=2027-13-01",
        "from=0001-01-01T00:00:00%2B14:00",
        "from=9999-12-31T23:59:59-14:00",
        "from=0001-01-01",
        "q=%00",
        "q=" + "x" * 101,
        "limit=0",
        "limit=-1",
        "cursor=x",
    ],
)
def test_questions_that_make_no_sense_are_refused_not_crashed(asked):
    EventFactory()

    assert caller().get(f"/api/v1/events/?{asked}").status_code in {200, 400}


def test_lists_are_turned_by_cursor():
    for number in range(3):
        EventFactory(title=f"E{number}")

    first = caller().get("/api/v1/events/?limit=2")
    second = caller().get(first.json()["next"])

    assert titles(first) + titles(second) == ["E0", "E1", "E2"]
    assert second.json()["next"] is None


def test_lists_ask_as_often_for_three_as_for_one(organiser, django_assert_max_num_queries):
    program = caller(organiser)
    program.get("/api/v1/events/")
    counts = []
    for number in (1, 2):
        EventFactory.create_batch(number)
        with django_assert_max_num_queries(6) as captured:
            program.get("/api/v1/events/")
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_an_event_is_created_with_a_token_that_may_write(organiser):
    category = CategoryFactory()
    grant(category.access, to=organiser, permission="create")

    answer = caller(organiser, "read", "write").post("/api/v1/events/", new(category), format="json")

    event = Event.objects.get()
    assert (answer.status_code, answer.json()["slug"]) == (201, "over-rest-2027")
    assert (event.is_draft, event.starts_at) == (True, at("09:00") + timedelta(days=5))
    assert Entry.objects.filter(logbook=event.logbook, verb="event.created", by=organiser).exists()


@pytest.mark.case("S26")
def test_reading_tokens_write_nothing(organiser):
    category = CategoryFactory()
    runs(organiser, category)

    assert caller(organiser, "read").post("/api/v1/events/", new(category), format="json").status_code == 403
    assert caller().post("/api/v1/events/", new(category), format="json").status_code == 401
    assert not Event.objects.exists()


def test_creating_takes_the_right_to_and_a_hidden_category_does_not_exist(organiser):
    closed, hidden = CategoryFactory(), CategoryFactory(mode=RESTRICTED)
    program = caller(organiser, "write")

    seen = program.post("/api/v1/events/", new(closed), format="json")
    unseen = program.post("/api/v1/events/", new(hidden), format="json")

    assert seen.status_code == 403
    assert (unseen.status_code, unseen.json()) == (400, {"category": ["There is no such category."]})
    assert not Event.objects.exists()


@pytest.mark.case("S25")
def test_only_documented_fields_change(organiser):
    event = EventFactory()
    runs(organiser, event)
    before = (
        Event.objects.filter(pk=event.pk).values("is_draft", "category", "access", "next_talk", "pk").get()
    )
    smuggled = {"is_draft": True, "category": 1, "access": 1, "next_talk": 99, "id": 7, "edition": 1000}

    answer = caller(organiser, "write").patch(
        f"/api/v1/events/{event.pk}/", smuggled | {"title": "New"}, format="json"
    )

    after = (
        Event.objects.filter(pk=event.pk).values("is_draft", "category", "access", "next_talk", "pk").get()
    )
    assert (answer.status_code, answer.json()["title"]) == (200, "New")
    assert after == before


def test_a_refusal_is_a_409_with_its_sentence(organiser):
    event = EventFactory()
    EventFactory(slug="taken")
    runs(organiser, event)

    answer = caller(organiser, "write").patch(f"/api/v1/events/{event.pk}/", {"slug": "taken"}, format="json")

    assert (answer.status_code, answer.json()) == (409, {"detail": "The address “taken” is taken."})


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"title": ""}, 400),
        ({"title": "a\x00b"}, 400),
        ({"starts_at": "never"}, 400),
        ({"starts_at": "0001-01-01T00:00:00+14:00"}, 400),
        ({"ends_at": "2300-01-01T00:00:00Z"}, 409),
        ({"ends_at": "2001-01-01T00:00:00Z"}, 409),
        ({"time_zone": "Mars"}, 400),
        ({"website": "javascript:alert(1)"}, 400),
        ({"keywords": ["x" * 81]}, 400),
        ({"description": "x" * 70_000}, 400),
        ({"kind": "party"}, 400),
        ([], 400),
    ],
)
def test_bad_input_changes_nothing(organiser, sent, status):
    event = EventFactory()
    runs(organiser, event)

    answer = caller(organiser, "write").patch(f"/api/v1/events/{event.pk}/", sent, format="json")

    revision = event.revision
    event.refresh_from_db()
    assert (answer.status_code, event.revision) == (status, revision)


def test_somebody_elses_event_can_be_read_but_not_changed(outsider):
    event, hidden = EventFactory(), EventFactory(mode=RESTRICTED)
    program = caller(outsider, "write")

    assert program.patch(f"/api/v1/events/{event.pk}/", {"title": "Mine"}, format="json").status_code == 403
    assert program.patch(f"/api/v1/events/{hidden.pk}/", {"title": "Mine"}, format="json").status_code == 404


def test_the_api_describes_itself(client):
    schema = client.get("/api/schema.json")
    contents = client.get("/api/docs/")
    page = client.get("/api/docs/events/")

    names = {
        parameter["name"] for parameter in schema.json()["paths"]["/api/v1/events/"]["get"]["parameters"]
    }
    assert {"category", "from", "to", "kind", "q", "cursor", "limit"} <= names
    assert '<a href="/api/docs/events/#' in contents.content.decode()
    assert "curl -X PATCH" in page.content.decode()
    assert client.get("/api/docs/nonsense/").status_code == 404
    assert client.get("/api/v1/").status_code == 404
