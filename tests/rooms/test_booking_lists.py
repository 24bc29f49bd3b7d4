"""My bookings, and those in my rooms: what is listed where, to whom, in what order."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kit.recurrence import Rule
from rooms.models import Booking, Room, State
from rooms.operations.settings import room_settings
from tests.clock import DAY, at
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, RoomFactory

pytestmark = pytest.mark.django_db
MINE, IN_MY_ROOMS = "/rooms/bookings/", "/rooms/bookings/mine/"
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to(at("12:00"), tick=False)
    room_settings()


@pytest.fixture
def me(client):
    person = UserFactory()
    client.force_login(person)
    return person


def listed(client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200
    return [booking.purpose for booking, _when in answer.context["bookings"]]


def test_bookings_are_upcoming_past_or_over(client, me):
    BookingFactory(booked_for=me, first_day=DAY + 2 * WEEK, purpose="later")
    BookingFactory(booked_for=me, first_day=DAY + WEEK, purpose="sooner")
    BookingFactory(booked_for=me, purpose="this morning")
    BookingFactory(booked_for=me, rule=Rule("WEEKLY", count=2), purpose="series that runs")
    gone = BookingFactory(booked_for=me, first_day=DAY + WEEK, state=State.CANCELLED, purpose="gone")

    assert listed(client, MINE) == ["sooner", "series that runs", "later"]
    assert listed(client, f"{MINE}?show=past") == ["this morning"]
    assert listed(client, f"{MINE}?show=over") == [gone.purpose]


def test_mine_are_those_for_me_and_those_i_made(client, me):
    BookingFactory(created_by=me, first_day=DAY + WEEK, purpose="made for somebody")
    BookingFactory(first_day=DAY + WEEK, purpose="of others")

    assert listed(client, MINE) == ["made for somebody"]


@pytest.mark.parametrize("words", ["quarks", "Red Hall", "#{pk}"])
def test_words_are_looked_for_in_purpose_room_and_number(client, me, words):
    found = BookingFactory(
        booked_for=me, first_day=DAY + WEEK, purpose="On quarks", room=RoomFactory(name="Red Hall")
    )
    BookingFactory(booked_for=me, first_day=DAY + WEEK, purpose="On ships")

    words = words.format(pk=found.pk).replace("#", "%23")
    assert listed(client, f"{MINE}?q={words}") == ["On quarks"]


def test_in_my_rooms_are_those_of_rooms_i_run_also_private_and_moved_ones(client, me):
    mine, other = RoomFactory(owner=me), RoomFactory()
    BookingFactory(room=mine, first_day=DAY + WEEK, purpose="mine", is_private=True)
    moved = BookingFactory(room=other, first_day=DAY + 2 * WEEK, purpose="moved here")
    moved.occurrences.update(room=mine, is_moved=True)
    BookingFactory(room=other, first_day=DAY + WEEK, purpose="of another room")

    assert listed(client, IN_MY_ROOMS) == ["mine", "moved here"]


def test_in_my_rooms_is_narrowed_by_room_and_state(client, me):
    one, two = RoomFactory(owner=me), RoomFactory(owner=me)
    BookingFactory(room=one, first_day=DAY + WEEK, purpose="one")
    BookingFactory(room=two, first_day=DAY + WEEK, purpose="two", state=State.PENDING)
    strange = BookingFactory(first_day=DAY + WEEK).room

    assert listed(client, f"{IN_MY_ROOMS}?room={one.pk}") == ["one"]
    assert listed(client, f"{IN_MY_ROOMS}?state=pending") == ["two"]
    assert listed(client, f"{IN_MY_ROOMS}?room={strange.pk}") == []


def test_who_runs_no_room_has_none_there(client, me):
    BookingFactory(first_day=DAY + WEEK)

    assert listed(client, IN_MY_ROOMS) == []


@pytest.mark.parametrize("address", [MINE, IN_MY_ROOMS])
def test_many_bookings_cost_as_many_queries_as_one(client, me, address):
    counts = []
    for n in (1, 2):
        for _ in range(n):
            BookingFactory(booked_for=me, room=RoomFactory(owner=me), first_day=DAY + WEEK)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))

    assert Booking.objects.count() == Room.objects.count() == 3
    assert counts[0] == counts[1]


def test_the_calendar_file_of_a_booking_holds_it(client, me):
    booking = BookingFactory(booked_for=me, rule=Rule("WEEKLY", count=3), purpose="Colloquium")

    text = client.get(f"{booking.get_absolute_url()}booking.ics").content.decode()

    assert "SUMMARY:Colloquium" in text
    assert "RRULE:FREQ=WEEKLY;COUNT=3" in text
