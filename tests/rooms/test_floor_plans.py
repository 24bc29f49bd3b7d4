"""Plans of floors, coloured by what is free at a time."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.models import AccessList
from rooms.models import Closure, FloorPlan, RoomSettings, State
from rooms.operations.settings import room_settings
from tests.clock import DAY, at
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to(at("09:00"), tick=False)
    room_settings()


@pytest.fixture
def reader(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def place():
    return LocationFactory(name="Lakeside")


def plan_of(location, *numbers, floor="1"):
    shapes = "".join(f'<rect data-room="{number}" width="5" height="5"/>' for number in numbers)
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{shapes}</svg>'
    return FloorPlan.objects.create(location=location, building="40", floor=floor, drawing=drawing)


def text_of(client, plan, **query):
    response = client.get(reverse("floor-plan", args=[plan.pk]), query or {"from": "10:00", "to": "11:00"})
    assert response.status_code == 200
    return response.content.decode()


def test_a_free_room_is_a_link_to_the_form_with_that_time(client, reader, place):
    room = RoomFactory(location=place, number="012", name="Curie")
    BookingFactory(room=room, start=time(13), end=time(14))

    text = text_of(client, plan_of(place, "012"))

    address = f"/rooms/{room.pk}/book/?date=2027-03-15&amp;from=10:00&amp;to=11:00"
    assert f'<a href="{address}" aria-label="Curie: Free until 13:00" class="free">' in text
    assert "Free until 13:00" in text.split("<table")[1]


@pytest.mark.parametrize(
    ("state", "own", "words"),
    [
        (State.ACCEPTED, False, "Busy until 11:30"),
        (State.ACCEPTED, True, "My booking until 11:30"),
        (State.PENDING, True, "Asked for by somebody, not given yet"),
    ],
)
def test_a_room_is_what_stands_against_it_then(client, reader, place, state, own, words):
    room = RoomFactory(location=place, number="012", name="Curie")
    BookingFactory(room=room, end=time(11, 30), state=state, **({"booked_for": reader} if own else {}))

    text = text_of(client, plan_of(place, "012"))

    assert f'aria-label="Curie: {words}"' in text
    assert words in text.split("<table")[1]


def test_busy_lasts_until_the_bookings_that_follow_each_other_end(client, reader, place):
    room = RoomFactory(location=place, number="012")
    for hour in (10, 11, 12, 14):
        BookingFactory(room=room, start=time(hour), end=time(hour + 1))

    assert "Busy until 13:00" in text_of(client, plan_of(place, "012"))


def test_closed_rooms_and_rooms_for_others_are_told_apart_from_free_ones(client, reader, place):
    closed = RoomFactory(location=place, number="1", name="Curie")
    Closure.objects.create(room=closed, starts_at=at("08:00"), ends_at=at("18:00"))
    RoomFactory(location=place, number="2", name="Noether", open_to_all=False)

    text = text_of(client, plan_of(place, "1", "2"))

    assert 'aria-label="Curie: Not open then" class="closed"' in text
    assert 'aria-label="Noether: Free, but not for you to book" class="other"' in text
    assert "/book/?" not in text


def test_a_room_the_reader_may_not_see_stays_a_plain_shape(client, reader, place):
    RoomFactory(location=place, number="1", name="Curie")
    hidden = RoomFactory(location=place, number="2", name="Vault", mode=AccessList.Mode.RESTRICTED)

    text = text_of(client, plan_of(place, "1", "2"))

    assert text.count('<a href="/rooms/') >= 1
    assert "Vault" not in text
    assert f"/rooms/{hidden.pk}/" not in text


def test_private_requests_do_not_colour_a_room(client, reader, place):
    room = RoomFactory(location=place, number="1")
    BookingFactory(room=room, state=State.PENDING, is_private=True)

    text = text_of(client, plan_of(place, "1"))

    assert "Asked for by somebody" not in text


def test_rooms_without_a_shape_are_in_the_list_all_the_same(client, reader, place):
    RoomFactory(location=place, number="1", name="Curie")
    RoomFactory(location=place, number="2", name="Noether")

    assert "Noether" in text_of(client, plan_of(place, "1")).split("<table")[1]


def test_plans_of_floors_without_a_room_for_the_reader_are_not_there(client, reader, place):
    RoomFactory(location=place, number="1", mode=AccessList.Mode.RESTRICTED)
    plan = plan_of(place, "1")

    assert client.get(reverse("floor-plan", args=[plan.pk])).status_code == 404
    assert "Floor 1" not in client.get(reverse("floor-plans")).content.decode()


def test_plans_are_listed_by_location_and_lead_to_other_floors(client, reader, place):
    RoomFactory(location=place, number="1")
    RoomFactory(location=place, number="2", floor="2")
    first, second = plan_of(place, "1"), plan_of(place, "2", floor="2")

    listed = client.get(reverse("floor-plans")).content.decode()

    assert [word in listed for word in ("Lakeside", "Building 40", "Floor 1", "Floor 2")] == [True] * 4
    assert f'href="/rooms/plan/{second.pk}/?from=10%3A00&amp;to=11%3A00"' in text_of(client, first)


def test_times_that_make_no_sense_are_said_and_the_plan_is_shown(client, reader, place):
    RoomFactory(location=place, number="1", name="Curie")

    text = text_of(client, plan_of(place, "1"), **{"from": "12:00", "to": "11:00"})

    assert "The end is not after the start." in text
    assert "Curie" in text


def test_strangers_see_plans_only_where_they_see_rooms(client, place):
    RoomFactory(location=place, number="1")
    plan = plan_of(place, "1")
    address = reverse("floor-plan", args=[plan.pk])

    assert client.get(address).status_code == 302
    RoomSettings.objects.update(show_to_strangers=True)

    assert "/book/" not in text_of(client, plan)


def test_as_many_queries_for_three_rooms_as_for_one(client, reader, place):
    BookingFactory(room=RoomFactory(location=place, number="1"))
    plan = plan_of(place, "1", "2", "3")
    text_of(client, plan)
    with CaptureQueriesContext(connection) as few:
        text_of(client, plan)
    for number in ("2", "3"):
        BookingFactory(room=RoomFactory(location=place, number=number), first_day=DAY, booked_for=reader)

    with CaptureQueriesContext(connection) as many:
        text_of(client, plan)

    assert len(many) == len(few)


def test_a_time_overnight_is_asked_for_with_its_nights(client, reader, place):
    room = RoomFactory(location=place, number="1")
    BookingFactory(room=room, first_day=DAY + timedelta(days=1), start=time(1), end=time(2))

    plan = plan_of(place, "1")
    text = text_of(client, plan, at="2027-03-15T23:00", minutes="60")
    later = text_of(client, plan, at="2027-03-15T23:00", minutes="180")

    assert "Free until Tue 16 March, 01:00" in text
    assert "Busy until Tue 16 March, 02:00" in later
