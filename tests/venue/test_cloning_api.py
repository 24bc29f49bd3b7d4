"""Events are cloned over REST: the same rights, the same operation, a look first."""

from datetime import timedelta

import pytest
from rest_framework.test import APIClient

from accounts.operations import create_token
from events.models import Event
from rooms.models import Occurrence
from tests.clock import DAY
from tests.factories.access import GrantFactory
from tests.factories.accounts import UserFactory
from tests.factories.events import CategoryFactory, EventRoomFactory
from tests.factories.programme import ContributionFactory
from tests.factories.rooms import BookingFactory, RoomFactory

pytestmark = pytest.mark.django_db
NEXT = (DAY + timedelta(days=7)).isoformat()


@pytest.fixture(autouse=True)
def may_create(event, organiser):
    GrantFactory(access_list=event.category.access, user=organiser, permission="create")


@pytest.fixture
def room(event):
    room = RoomFactory(name="Aula")
    EventRoomFactory(event=event, bookable=room)
    return room


def caller(user, *scopes):
    client = APIClient(enforce_csrf_checks=True)
    _token, text = create_token(user, name="test", scopes=scopes or ["read", "write"], expires_at=None)
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {text}")
    return client


def clone(user, event, query="", **body):
    return caller(user).post(f"/api/v1/events/{event.slug}/clone/{query}", body, format="json")


def others(event):
    return Event.objects.filter(title=event.title).exclude(pk=event.pk)


def test_once_with_the_usual_parts(event, organiser):
    answer = clone(organiser, event, dates=[NEXT])

    [made] = answer.json()["clones"]
    assert answer.status_code == 201
    assert (made["date"], made["starts_at"], made["rooms"]) == (NEXT, f"{NEXT}T10:00:00Z", [])
    assert others(event).get().pk == made["id"]


def test_by_a_rule_with_rooms_and_a_dry_run_that_writes_nothing(event, organiser, room):
    body = {"date": NEXT, "rrule": "FREQ=WEEKLY;COUNT=3", "rooms": True, "parts": ["rooms"]}

    looked = clone(organiser, event, "?dry_run=true", **body)
    nothing = others(event).count()
    made = clone(organiser, event, **body)

    assert (looked.status_code, nothing) == (200, 0)
    assert [one["rooms"][0]["outlook"] for one in looked.json()["clones"]] == ["free"] * 3
    assert (made.status_code, Occurrence.objects.filter(room=room).count()) == (201, 3)
    assert [len(one["bookings"]) for one in made.json()["clones"]] == [1, 1, 1]


def test_a_room_that_can_not_be_had_is_said_with_others_and_chosen_or_left_out(event, organiser, room):
    other = RoomFactory()
    BookingFactory(room=room, first_day=DAY + timedelta(days=7))
    body = {"dates": [NEXT], "rooms": True}

    refused = clone(organiser, event, **body)
    chosen = clone(organiser, event, **body, choices=[{"date": NEXT, "room": room.pk, "take": other.pk}])
    left_out = clone(organiser, event, **body, on_conflict="skip")

    [then] = refused.json()["clones"][0]["rooms"]
    assert refused.status_code == 409
    assert (then["outlook"], then["alternatives"]) == ("not_free", [other.pk])
    assert chosen.json()["clones"][0]["rooms"][0]["take"] == other.pk
    assert left_out.json()["clones"][0]["rooms"][0]["outlook"] == "left_out"
    assert Occurrence.objects.filter(room=other).count() == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "dates"),
        ({"dates": []}, "dates"),
        ({"dates": [NEXT], "date": NEXT}, "dates"),
        ({"dates": ["0001-01-01"]}, "dates"),
        ({"date": NEXT, "rrule": "FREQ=SECONDLY;COUNT=5"}, "rrule"),
        ({"date": NEXT, "rrule": "FREQ=DAILY"}, "rrule"),
        ({"date": NEXT, "rrule": "FREQ=DAILY;COUNT=101"}, "rrule"),
        ({"dates": [NEXT], "clock": "25:00"}, "clock"),
        ({"dates": [NEXT], "colour": "red"}, "colour"),
        ({"dates": [NEXT], "category": 999_999}, "category"),
        ({"dates": [NEXT], "choices": [{"date": NEXT, "room": 1, "take": 999_999}]}, "choices"),
    ],
)
def test_what_can_not_be_meant_is_refused_at_its_field(event, organiser, body, field):
    answer = clone(organiser, event, **body)

    assert (answer.status_code, list(answer.json())) == (400, [field])


def test_an_unknown_part_and_too_many_dates_are_refused_in_a_sentence(event, organiser, settings):
    settings.CLONES_AT_ONCE = 1

    unknown = clone(organiser, event, dates=[NEXT], parts=["tokens"])
    many = clone(organiser, event, dates=[NEXT, DAY.isoformat()])

    assert unknown.json()["detail"].startswith("An event has no part “tokens”.")
    assert many.json()["detail"].startswith("At most 1 event is cloned at once")
    assert (unknown.status_code, many.status_code) == (409, 409)


def test_rights_are_asked_at_both_ends(event, organiser):
    elsewhere = CategoryFactory()
    by_reader = caller(organiser, "read").post(f"/api/v1/events/{event.pk}/clone/", {"dates": [NEXT]})

    assert clone(UserFactory(), event, dates=[NEXT]).status_code == 403
    assert clone(organiser, event, dates=[NEXT], category=elsewhere.pk).status_code == 403
    assert by_reader.status_code == 403
    assert others(event).count() == 0


def test_a_hidden_talk_is_counted_and_copied_only_for_who_runs_the_event(event, organiser):
    ContributionFactory(event=event)

    answer = clone(organiser, event, dates=[NEXT], parts=["talks"])

    assert answer.json()["parts"] == ["talks"]
    assert others(event).get().contributions.count() == 1
