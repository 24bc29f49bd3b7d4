"""Rooms and bookings in calendar programs: at the right times over a change of the clocks, and no word too much."""

from datetime import date, timedelta

import icalendar
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.operations import calendar_key_of, reset_calendar_key
from kit.addresses import host
from kit.recurrence import Rule
from rooms.models import Location, RoomPart, RoomSettings, State
from rooms.operations.cancelling import cancel
from rooms.operations.settings import room_settings
from tests.clock import DAY, at
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory
from tests.kit.calendar_readers import NODE_ICAL_IS_HERE, dates_by_khal, dates_by_node_ical

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to(at("08:00"), tick=False)


@pytest.fixture
def person():
    return UserFactory()


def read(name, person, *args, **query):
    token = calendar_key_of(person).token
    return Client().get(reverse(name, args=[token, *args]), query)


def entries(answer):
    assert answer.status_code == 200
    return [dict(entry) for entry in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")]


def zurich(**values):
    return RoomFactory(location=LocationFactory(time_zone="Europe/Zurich"), **values)


OVER_BOTH_CHANGES = pytest.mark.parametrize("first", [date(2027, 3, 22), date(2027, 10, 25)])


def series(person, first):
    """Three weeks of Zurich, the clocks changing after the first, one date cancelled and one elsewhere."""
    booking = BookingFactory(
        room=zurich(), booked_for=person, first_day=first, rule=Rule("WEEKLY", count=5), purpose="Seminar"
    )
    dates = list(booking.occurrences.order_by("starts_at"))
    cancel(booking, by=person, occurrences=[dates[3]])
    later = {
        "starts_at": dates[4].starts_at + timedelta(hours=2),
        "ends_at": dates[4].ends_at + timedelta(hours=2),
    }
    booking.occurrences.filter(pk=dates[4].pk).update(is_moved=True, **later)
    kept = booking.occurrences.accepted().order_by("starts_at")
    return [(one.starts_at, one.ends_at, "Seminar") for one in kept]


@OVER_BOTH_CHANGES
def test_khal_reads_a_series_at_its_times(person, first, tmp_path):
    truth = series(person, first)

    content = read("my-bookings-feed", person).content

    assert dates_by_khal(content, tmp_path, first="2027-01-01", last="2028-01-01") == truth


@pytest.mark.skipif(not NODE_ICAL_IS_HERE, reason="needs Node and node-ical: npm ci")
@OVER_BOTH_CHANGES
def test_node_ical_reads_a_series_at_its_times(person, first):
    truth = series(person, first)

    assert dates_by_node_ical(read("my-bookings-feed", person).content) == truth


def test_single_bookings_have_no_rule(person):
    """Indico compares a word with a number there, and writes UNTIL without FREQ."""
    BookingFactory(booked_for=person)

    assert "RRULE" not in entries(read("my-bookings-feed", person))[0]


def test_weekdays_interval_and_position_are_those_of_the_rule(person):
    """Indico loses BYDAY and INTERVAL, and counts the week of the month wrongly on 27 of 31 days."""
    rules = [
        Rule("WEEKLY", interval=2, weekdays=(0, 3), count=6),
        Rule("MONTHLY", weekdays=(0,), position=3, interval=2, count=4),
        Rule("MONTHLY", weekdays=(0,), position=-1, count=4),
    ]
    for n, rule in enumerate(rules):
        BookingFactory(booked_for=person, rule=rule, purpose=str(n))

    found = {str(entry["SUMMARY"]): entry["RRULE"] for entry in entries(read("my-bookings-feed", person))}

    assert found["0"] | {"BYDAY": sorted(found["0"]["BYDAY"])} == {
        "FREQ": ["WEEKLY"],
        "INTERVAL": [2],
        "BYDAY": ["MO", "TH"],
        "COUNT": [6],
    }
    assert (found["1"]["INTERVAL"], found["1"]["BYDAY"]) == ([2], ["3MO"])
    assert found["2"]["BYDAY"] == ["-1MO"]


def test_cancelled_dates_are_exceptions(person):
    """Indico leaves them in."""
    booking = BookingFactory(booked_for=person, rule=Rule("WEEKLY", count=3))
    second = booking.occurrences.order_by("starts_at")[1]
    cancel(booking, by=person, occurrences=[second])

    entry = entries(read("my-bookings-feed", person))[0]

    assert [each.dt for each in entry["EXDATE"].dts] == [second.starts_at]


def test_a_uid_names_this_installation_and_stays(person):
    """Indico's always names cern.ch."""
    booking = BookingFactory(booked_for=person)

    first = entries(read("my-bookings-feed", person))[0]
    in_room = entries(read("room-feed", person, booking.room.pk))[0]

    assert str(first["UID"]) == str(in_room["UID"]) == f"booking-{booking.key}@{host()}"


def test_a_cancelled_booking_says_so_for_thirty_days(person, time_machine):
    booking = BookingFactory(booked_for=person)
    cancel(booking, by=person)

    assert str(entries(read("my-bookings-feed", person))[0]["STATUS"]) == "CANCELLED"
    time_machine.move_to(at("08:00", day=DAY + timedelta(days=31)))
    assert entries(read("my-bookings-feed", person)) == []


def test_the_calendar_of_a_location_holds_its_rooms_alone(person):
    """Indico checks the location in the address and then answers with all of them."""
    here, there = BookingFactory(purpose="Here"), BookingFactory(purpose="There")

    found = entries(read("location-feed", person, here.room.location.pk))

    assert [str(entry["SUMMARY"]) for entry in found] == ["Here"]
    assert Location.objects.count() == 2
    assert there.room.location != here.room.location


@pytest.mark.parametrize("hide", ["private", "settings"])
def test_who_may_not_know_reads_busy_and_nothing_else(person, hide):
    booking = BookingFactory(purpose="Secret talk", is_private=hide == "private")
    room_settings()
    RoomSettings.objects.update(hide_booking_details=hide == "settings")

    answer = read("room-feed", person, booking.room.pk)

    assert [str(entry["SUMMARY"]) for entry in entries(answer)] == ["Busy"]
    assert "Secret" not in answer.content.decode()
    assert booking.booked_for.name not in answer.content.decode()
    assert str(entries(read("room-feed", booking.booked_for, booking.room.pk))[0]["SUMMARY"]) == "Secret talk"


def test_a_reset_key_and_a_blocked_person_open_nothing(person):
    old = calendar_key_of(person).token
    reset_calendar_key(person)
    blocked = UserFactory()
    theirs = calendar_key_of(blocked).token
    blocked.is_active = False
    blocked.save()

    for token in (old, theirs, "nonsense"):
        assert Client().get(reverse("my-bookings-feed", args=[token])).status_code == 404


@pytest.mark.parametrize("moderates", [True, False])
def test_free_busy_tells_when_and_not_what(person, moderates):
    whole = RoomFactory(owner=person if moderates else None)
    part = RoomFactory(location=whole.location)
    RoomPart.objects.create(whole=whole, part=part)
    BookingFactory(room=part, purpose="Secret")
    BookingFactory(room=whole, state=State.PENDING, purpose="Secret", first_day=DAY + timedelta(days=1))

    tomorrow = DAY + timedelta(days=1)

    answer = read("room-busy-feed", person, whole.pk)
    periods = icalendar.Calendar.from_ical(answer.content).walk("VFREEBUSY")[0]["FREEBUSY"]
    periods = periods if isinstance(periods, list) else [periods]

    assert [(one.start, one.end, one.params["FBTYPE"]) for one in periods] == [
        (at("10:00"), at("11:00"), "BUSY"),
        *([(at("10:00", day=tomorrow), at("11:00", day=tomorrow), "BUSY-TENTATIVE")] if moderates else []),
    ]
    assert "Secret" not in answer.content.decode()


@pytest.mark.parametrize(
    "query", [{"from": "yesterday"}, {"from": "2027-03-15T10:00"}, {"to": "2027-03-01T00:00:00Z"}]
)
def test_free_busy_between_moments_it_can_not_read_is_refused(person, query):
    assert read("room-busy-feed", person, RoomFactory().pk, **query).status_code == 400


def test_who_has_it_already_gets_no_second_copy(person):
    BookingFactory(booked_for=person)
    address = reverse("my-bookings-feed", args=[calendar_key_of(person).token])
    etag = Client().get(address)["ETag"]

    assert Client().get(address, headers={"If-None-Match": etag}).status_code == 304


def test_a_calendar_costs_the_same_for_many_bookings(person):
    room = RoomFactory()

    def queries():
        with CaptureQueriesContext(connection) as caught:
            read("room-feed", person, room.pk)
        return len(caught)

    BookingFactory(room=room)
    queries()
    one = queries()
    for n in range(1, 4):
        BookingFactory(
            room=room, first_day=DAY + timedelta(days=n), rule=Rule("MONTHLY", month_day=15 + n, count=2)
        )

    assert queries() == one


def test_the_page_gives_the_addresses(client, person):
    room = RoomFactory()
    client.force_login(person)

    page = client.get(reverse("room-calendars"), {"room": room.pk}).content.decode()

    assert f"/room-{room.pk}.ics" in page
