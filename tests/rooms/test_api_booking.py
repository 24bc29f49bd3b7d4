"""Booking a room over REST: all dates or none, what stands in the way, a dry run, and the same request sent twice."""

import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.models import AccessList
from accounts.operations import create_account
from rooms.models import Booking, Equipment, Occurrence, RoomSettings, State
from rooms.operations.settings import room_settings
from tests.clock import DAY, at
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory
from tests.rooms.programs import caller, send

pytestmark = pytest.mark.django_db
WEEKLY = "FREQ=WEEKLY;COUNT=10"
SECOND = DAY + timedelta(days=7)


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to(at("08:00"), tick=False)


@pytest.fixture
def booker():
    return UserFactory(name="Bea Booker")


@pytest.fixture
def program(booker):
    return caller(booker)


def wish(room, **values):
    return {
        "room": room.pk,
        "start": "2027-03-15T10:00",
        "end": "2027-03-15T11:00",
        "purpose": "Group meeting",
        **values,
    }


def test_a_free_room_is_booked(program, booker):
    room = RoomFactory(location__time_zone="Europe/Paris")

    answer = send(program, "bookings/", wish(room))

    assert answer.status_code == 201
    booking = Booking.objects.get()
    assert answer["Location"] == f"/api/v1/bookings/{booking.pk}/"
    told = answer.json()
    assert told["occurrences"] == [
        {
            "date": "2027-03-15",
            "room": room.pk,
            "start": "2027-03-15T10:00",
            "end": "2027-03-15T11:00",
            "starts_at": "2027-03-15T10:00:00+01:00",
            "ends_at": "2027-03-15T11:00:00+01:00",
            "state": "accepted",
            "reason": "",
            "is_moved": False,
            "checked_in_at": None,
        }
    ]
    assert {name: told[name] for name in ("state", "booked_for", "left_out", "notes", "actions")} == {
        "state": "accepted",
        "booked_for": "Bea Booker",
        "left_out": [],
        "notes": [],
        "actions": ["edit", "move", "cancel"],
    }
    assert (booking.created_by, booking.booked_for) == (booker, booker)


def test_a_room_that_needs_approval_is_asked_for(program):
    answer = send(program, "bookings/", wish(RoomFactory(needs_approval=True), rrule=WEEKLY))

    assert (answer.status_code, answer.json()["state"]) == (201, "pending")
    assert {date["state"] for date in answer.json()["occurrences"]} == {"pending"}


def test_a_series_keeps_its_hour_when_the_clocks_change(program):
    room = RoomFactory(location__time_zone="Europe/Paris")

    answer = send(program, "bookings/", wish(room, rrule="FREQ=WEEKLY;COUNT=3", exdates=["2027-03-22"]))

    assert [date["starts_at"] for date in answer.json()["occurrences"]] == [
        "2027-03-15T10:00:00+01:00",
        "2027-03-29T10:00:00+02:00",
    ]


def test_it_says_which_reading_of_a_doubtful_time_was_taken(program):
    room = RoomFactory(location__time_zone="Europe/Paris")
    night = {"start": "2027-03-27T02:30", "end": "2027-03-27T04:00", "rrule": "FREQ=DAILY;COUNT=2"}

    answer = send(program, "bookings/", wish(room, **night))

    assert answer.json()["notes"] == [
        {
            "date": "2027-03-28",
            "note": "The clocks go forward that night: 02:30 does not exist and became 03:30.",
        }
    ]


def test_a_taken_room_is_refused_with_its_conflicts_and_other_rooms(program):
    place = LocationFactory()
    board = Equipment.objects.create(name="Board")
    room, bare, fitting, large = (
        RoomFactory(location=place, number=number, capacity=capacity)
        for number, capacity in (("1", 20), ("2", 20), ("3", 24), ("4", 90))
    )
    for each in (room, fitting, large):
        each.equipment.add(board)
    RoomFactory(location=place, mode=AccessList.Mode.RESTRICTED, capacity=20).equipment.add(board)
    rival = UserFactory(name="Secret Person")
    BookingFactory(room=room, first_day=SECOND, purpose="Secret purpose", booked_for=rival)
    BookingFactory(room=large, first_day=SECOND + timedelta(days=7), purpose="Secret purpose")

    answer = send(program, "bookings/", wish(room, rrule=WEEKLY))

    assert answer.status_code == 409
    told = answer.json()
    assert told["detail"].startswith("1 of 10 dates can not be had.")
    assert told["conflicts"] == [
        {
            "date": "2027-03-22",
            "room": room.pk,
            "start": "2027-03-22T10:00",
            "end": "2027-03-22T11:00",
            "starts_at": "2027-03-22T10:00:00+00:00",
            "ends_at": "2027-03-22T11:00:00+00:00",
            "reason": "taken",
            "detail": f"{room} is taken.",
        }
    ]
    others = told["alternatives"]
    assert [other["id"] for other in others["all_dates"]] == [fitting.pk, bare.pk]
    assert [(each["date"], [other["id"] for other in each["rooms"]]) for each in others["by_date"]] == [
        ("2027-03-22", [fitting.pk, large.pk, bare.pk])
    ]
    assert "Secret" not in answer.content.decode()
    assert Booking.objects.count() == 2


def test_taken_dates_are_left_out_on_wish_and_named(program):
    room = BookingFactory(first_day=SECOND).room

    answer = send(program, "bookings/", wish(room, rrule=WEEKLY, on_conflict="skip"))

    assert (answer.status_code, answer.json()["left_out"]) == (201, ["2027-03-22"])
    assert len(answer.json()["occurrences"]) == 9


def test_each_conflicting_date_has_its_own_way_out(program):
    place = LocationFactory()
    room, other = RoomFactory(location=place), RoomFactory(location=place)
    for weeks in (1, 2, 3):
        BookingFactory(room=room, first_day=DAY + timedelta(weeks=weeks))
    choices = {
        "2027-03-22": {"room": other.pk},
        "2027-03-29": {"start": "14:00", "end": "15:30"},
        "2027-04-05": {"skip": True},
    }

    answer = send(program, "bookings/", wish(room, rrule=WEEKLY, choices=choices))

    assert answer.status_code == 201
    dates = {date["date"]: date for date in answer.json()["occurrences"]}
    assert (dates["2027-03-22"]["room"], dates["2027-03-22"]["is_moved"]) == (other.pk, True)
    assert (dates["2027-03-29"]["start"], dates["2027-03-29"]["end"]) == (
        "2027-03-29T14:00",
        "2027-03-29T15:30",
    )
    assert answer.json()["left_out"] == ["2027-04-05"]


@pytest.mark.parametrize("way_round", ["longer", "another room"])
def test_no_choice_for_a_date_leads_past_the_rules(program, way_round):
    place = LocationFactory()
    room, other = (
        RoomFactory(location=place, max_length_minutes=60),
        RoomFactory(location=place, max_advance_days=3),
    )
    choice = {"end": "18:00"} if way_round == "longer" else {"room": other.pk}

    answers = [
        send(program, address, wish(room, rrule=WEEKLY, choices={"2027-03-22": choice})).json()["detail"]
        for address in ("bookings/", "bookings/?dry_run=true")
    ]

    rule = (
        f"{room} is booked for at most 1 hour"
        if way_round == "longer"
        else f"{other} is booked at most 3 days"
    )
    assert [answer.startswith(rule) for answer in answers] == [True, True]
    assert Booking.objects.count() == 0


def test_a_dry_run_says_what_would_happen_and_writes_nothing(program):
    room = BookingFactory(first_day=SECOND, state=State.PENDING).room
    BookingFactory(room=room, first_day=DAY)

    refused = send(program, "bookings/?dry_run=true", wish(room, rrule=WEEKLY))
    skipped = send(program, "bookings/?dry_run=true", wish(room, rrule=WEEKLY, on_conflict="skip"))

    assert (refused.status_code, refused.json()["would_be"]) == (200, "refused")
    assert [conflict["date"] for conflict in refused.json()["conflicts"]] == ["2027-03-15"]
    told = skipped.json()
    assert (told["would_be"], told["left_out"], told["rejects_requests"]) == ("accepted", ["2027-03-15"], 1)
    assert len(told["occurrences"]) == 9
    assert Booking.objects.count() == 2


def test_a_dry_run_names_the_rules_that_stand_against_it(program):
    room = RoomFactory(max_length_minutes=30)

    told = send(program, "bookings/?dry_run=true", wish(room)).json()

    assert (told["would_be"], told["occurrences"]) == ("refused", [])
    assert told["detail"].startswith(f"{room} is booked for at most 30 minutes at a time.")


def test_it_may_be_for_somebody_else(program, booker):
    guest = create_account(name="Gus Guest", email="gus@example.org", password=None)
    guest.emailaddress_set.update_or_create(email=guest.email, defaults={"verified": True, "primary": True})

    answer = send(program, "bookings/", wish(RoomFactory(), booked_for="gus@example.org"))

    assert answer.json()["booked_for"] == "Gus Guest"
    assert (Booking.objects.get().booked_for, Booking.objects.get().created_by) == (guest, booker)


def test_a_rule_of_the_room_is_a_sentence_that_names_who_can_help(program):
    room = RoomFactory(max_advance_days=3, owner=UserFactory(name="Olga Owner"))

    answer = send(program, "bookings/", wish(room, start="2027-04-15T10:00", end="2027-04-15T11:00"))

    assert (answer.status_code, answer.json()["detail"]) == (
        409,
        f"{room} is booked at most 3 days ahead. Ask Olga Owner, who runs this room.",
    )


def test_a_lacking_right_is_403_and_names_the_rule(program):
    room = RoomFactory(open_to_all=False)

    for address in ("bookings/", "bookings/?dry_run=true"):
        answer = send(program, address, wish(room))

        assert answer.status_code == 403
        assert answer.json()["detail"].startswith(f"Only some people may book {room}.")


@pytest.mark.case("S32")
@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"room": 999_999}, "room"),
        ({"room": "9" * 30}, "room"),
        ({"start": "2027-03-15T10:00+01:00"}, "start"),
        ({"start": "2027-03-15"}, "start"),
        ({"start": ["2027-03-15T10:00"]}, "start"),
        ({"end": "2027-03-15T10:00"}, "end"),
        ({"end": "2027-06-15T10:00"}, "end"),
        ({"rrule": "FREQ=WEEKLY"}, "rrule"),
        ({"rrule": "FREQ=SECONDLY;COUNT=10"}, "rrule"),
        ({"rrule": "FREQ=DAILY;COUNT=1000000000"}, "rrule"),
        ({"rrule": "FREQ=HOURLY;BYHOUR=25;COUNT=5"}, "rrule"),
        ({"rrule": "FREQ=DAILY;INTERVAL=7;BYDAY=TU;COUNT=5"}, "rrule"),
        ({"rrule": "FREQ=DAILY;UNTIL=21991231"}, "rrule"),
        ({"rrule": "X" * 5000}, "rrule"),
        ({"rrule": WEEKLY, "exdates": ["soon"]}, "exdates"),
        ({"rrule": WEEKLY, "exdates": "2027-03-22"}, "exdates"),
        ({"purpose": "\x00"}, "purpose"),
        ({"purpose": "x" * 501}, "purpose"),
        ({"booked_for": "nobody@example.org"}, "booked_for"),
        ({"on_conflict": "overwrite"}, "on_conflict"),
        ({"choices": {"2027-03-16": {"skip": True}}}, "choices"),
        ({"choices": {"2027-03-15": {}}}, "choices"),
        ({"choices": {"2027-03-15": {"room": 999_999}}}, "choices"),
        ({"choices": {"2027-03-15": {"start": "11:00"}}}, "choices"),
        ({"choices": {"2027-03-15": {"start": "25:00"}}}, "choices"),
        ({"choices": {"2027-03-15": {"skip": True, "start": "12:00"}}}, "choices"),
        ({"choices": ["2027-03-15"]}, "choices"),
        ({"recurrence": "weekly"}, "recurrence"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field_and_soon(program, given, field):
    room = RoomFactory()
    began = time.perf_counter()

    answer = send(program, "bookings/", wish(room) | given)

    assert (answer.status_code, list(answer.json())) == (400, [field])
    assert time.perf_counter() - began < 1
    assert Booking.objects.count() == 0


def test_a_room_one_may_not_see_is_no_room(program):
    room = RoomFactory(mode=AccessList.Mode.RESTRICTED)

    answer = send(program, "bookings/", wish(room))

    assert (answer.status_code, answer.json()) == (400, {"room": ["There is no such room."]})


def test_booking_takes_an_account_and_the_right_to_write(booker):
    room = RoomFactory()
    RoomSettings.objects.update(show_to_strangers=True)

    assert send(caller(), "bookings/", wish(room)).status_code == 401
    assert send(caller(booker, "read"), "bookings/", wish(room)).status_code == 403
    assert Booking.objects.count() == 0


def test_the_same_request_sent_twice_books_once(program):
    room = RoomFactory()

    first = send(program, "bookings/", wish(room), **{"Idempotency-Key": "k1"})
    second = send(program, "bookings/", wish(room), **{"Idempotency-Key": "k1"})

    assert (first.status_code, second.status_code) == (201, 200)
    assert ("Idempotent-Replay" in first, second["Idempotent-Replay"]) == (False, "true")
    assert first.json() == second.json()
    assert Booking.objects.count() == 1


def test_a_key_is_good_for_one_request_of_one_person(program):
    room = RoomFactory()
    send(program, "bookings/", wish(room), **{"Idempotency-Key": "k1"})

    other = send(program, "bookings/", wish(room, purpose="Other"), **{"Idempotency-Key": "k1"})
    somebody = send(caller(UserFactory()), "bookings/", wish(room), **{"Idempotency-Key": "k1"})

    assert (other.status_code, list(other.json())) == (422, ["detail"])
    assert somebody.status_code == 409
    assert Booking.objects.count() == 1


@pytest.mark.parametrize("key", ["x" * 101, "naïve"])
def test_a_key_we_could_not_keep_is_refused(program, key):
    answer = send(program, "bookings/", wish(RoomFactory()), **{"Idempotency-Key": key})

    assert (answer.status_code, list(answer.json())) == (400, ["Idempotency-Key"])


def test_a_long_series_takes_as_many_queries_as_one_date(program):
    def queries(**values):
        with CaptureQueriesContext(connection) as seen:
            assert send(program, "bookings/", wish(RoomFactory(location=place), **values)).status_code == 201
        return len(seen)

    place = LocationFactory()
    room_settings()
    queries()

    assert queries(rrule="FREQ=WEEKLY;COUNT=52") == queries()


def test_two_dates_that_would_overlap_each_other_are_refused(program):
    room = RoomFactory()

    answer = send(program, "bookings/", wish(room, end="2027-03-16T12:00", rrule="FREQ=DAILY;COUNT=3"))

    assert answer.status_code == 409
    assert Occurrence.objects.count() == 0
