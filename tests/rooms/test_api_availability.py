"""Which rooms are free when, over REST: many rooms, many dates, in the words of each room's clocks."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.models import AccessList
from kit.recurrence import Rule
from rooms.models import Closure, Hours, Room, RoomSettings
from rooms.operations.blockings import request_blocking
from tests.clock import DAY, at
from tests.factories.access import GrantFactory
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory
from tests.rooms.programs import caller

pytestmark = pytest.mark.django_db
SLOT = "start=2027-03-15T10:00&end=2027-03-15T11:00"
SERIES = f"{SLOT}&rrule=FREQ%3DWEEKLY%3BCOUNT%3D3"


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to(at("08:00"), tick=False)


@pytest.fixture
def anybody():
    return caller(UserFactory())


def told(client, asked):
    answer = client.get(f"/api/v1/availability/?{asked}")
    assert answer.status_code == 200, answer.json()
    return {room["room"]["id"]: room for room in answer.json()["results"]}


def days(dates):
    return [each["date"] for each in dates]


def test_rooms_are_listed_with_their_free_and_taken_dates(anybody):
    room = RoomFactory(location__time_zone="Europe/Paris")
    BookingFactory(room=room, first_day=DAY + timedelta(days=7))

    found = told(anybody, SERIES)[room.pk]

    assert days(found["free"]) == ["2027-03-15", "2027-03-29"]
    assert found["taken"] == [
        {
            "date": "2027-03-22",
            "start": "2027-03-22T10:00",
            "end": "2027-03-22T11:00",
            "starts_at": "2027-03-22T10:00:00+01:00",
            "ends_at": "2027-03-22T11:00:00+01:00",
            "reason": "taken",
        }
    ]
    assert found["free"][1]["starts_at"] == "2027-03-29T10:00:00+02:00"
    assert (found["outcome"], found["why_not"]) == ("accepted", [])


def test_times_are_those_on_the_clocks_of_each_room(anybody):
    here = RoomFactory(location__time_zone="Europe/Paris")
    there = RoomFactory(location__time_zone="America/Chicago")
    # 10:00 in Paris is 09:00 UTC, in Chicago 15:00 UTC.
    BookingFactory(room=RoomFactory(location=there.location), purpose="Elsewhere")
    BookingFactory(room=here)

    found = told(anybody, SLOT)

    assert [room.pk for room in (here, there) if found[room.pk]["free"]] == [there.pk]
    assert found[there.pk]["free"][0]["starts_at"] == "2027-03-15T10:00:00-05:00"


@pytest.mark.parametrize("reason", ["taken", "blocked", "closed"])
def test_the_reason_is_told_and_nothing_about_people(anybody, reason):
    room = RoomFactory()
    owner = UserFactory(is_admin=True, name="Secret Person")
    if reason == "taken":
        BookingFactory(room=room, purpose="Secret purpose", booked_for=owner)
    elif reason == "blocked":
        request_blocking(rooms=[room], first_day=DAY, last_day=DAY, reason="Secret reason", by=owner)
    else:
        Closure.objects.create(room=room, starts_at=at("10:30"), ends_at=at("12:00"), reason="Secret works")

    answer = anybody.get(f"/api/v1/availability/?{SLOT}")

    assert [date["reason"] for date in answer.json()["results"][0]["taken"]] == [reason]
    assert "Secret" not in answer.content.decode()


def test_hours_count_for_everybody_but_those_who_override_the_rules(anybody):
    overrider = UserFactory()
    room = RoomFactory(own_hours=True)
    Hours.objects.create(room=room, weekday=0, start=12 * 60, end=18 * 60)
    GrantFactory(access_list=room.access, user=overrider, permission=Room.OVERRIDE)

    assert [date["reason"] for date in told(anybody, SLOT)[room.pk]["taken"]] == ["closed"]
    assert told(caller(overrider), SLOT)[room.pk]["taken"] == []


def test_it_says_what_a_booking_would_be_and_why_not(anybody):
    asks = RoomFactory(needs_approval=True)
    short = RoomFactory(max_length_minutes=30, owner=UserFactory(name="Olga Owner"))
    never = RoomFactory(is_bookable=False, name="Vault")

    found = told(anybody, SLOT)

    assert {key: room["outcome"] for key, room in found.items()} == {
        asks.pk: "pending",
        short.pk: "not_allowed",
        never.pk: "not_allowed",
    }
    assert found[short.pk]["why_not"] == [
        f"{short} is booked for at most 30 minutes at a time. Ask Olga Owner, who runs this room."
    ]
    assert found[never.pk]["why_not"][0].startswith("Vault can not be booked.")


def test_only_free_rooms_are_listed_on_wish(anybody):
    free, some, none = (RoomFactory() for _ in range(3))
    BookingFactory(room=some)
    BookingFactory(room=none, rule=Rule("WEEKLY", count=3))

    assert set(told(anybody, f"{SERIES}&free=all")) == {free.pk}
    assert set(told(anybody, f"{SERIES}&free=any")) == {free.pk, some.pk}
    assert set(told(anybody, f"{SERIES}&room={none.pk}&room={some.pk}")) == {some.pk, none.pk}


def test_dates_may_be_left_out_and_pages_turned(anybody):
    place = LocationFactory()
    rooms = [RoomFactory(location=place) for _ in range(3)]

    first = anybody.get(f"/api/v1/availability/?{SERIES}&exdates=2027-03-22,2027-03-29&limit=2").json()
    second = anybody.get(first["next"]).json()

    assert [[room["room"]["id"] for room in page["results"]] for page in (first, second)] == [
        [rooms[0].pk, rooms[1].pk],
        [rooms[2].pk],
    ]
    assert days(first["results"][0]["free"]) == ["2027-03-15"]


def test_rooms_one_does_not_see_are_not_there(anybody):
    hidden = RoomFactory(mode=AccessList.Mode.RESTRICTED)

    assert told(anybody, SLOT) == {}
    assert anybody.get(f"/api/v1/availability/?{SLOT}&room={hidden.pk}").json() == {
        "room": [f"There is no room {hidden.pk}."]
    }


def test_strangers_are_told_where_the_settings_allow_it():
    room = RoomFactory()
    assert told(caller(), SLOT) == {}

    RoomSettings.objects.update(show_to_strangers=True)

    found = told(caller(), SLOT)[room.pk]
    assert (found["outcome"], days(found["free"])) == ("not_allowed", ["2027-03-15"])


@pytest.mark.case("S32")
@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("end=2027-03-15T11:00", "start"),
        ("start=2027-03-15T10:00Z&end=2027-03-15T11:00", "start"),
        ("start=2027-03-15T10:00:30&end=2027-03-15T11:00", "start"),
        ("start=2027-02-30T10:00&end=2027-03-15T11:00", "start"),
        ("start=1800-01-01T10:00&end=1800-01-01T11:00", "start"),
        ("start=2027-03-15T10:00&end=2027-03-15T10:00", "end"),
        ("start=2027-03-15T10:00&end=2027-03-14T11:00", "end"),
        (f"{SLOT}&rrule=FREQ%3DWEEKLY", "rrule"),
        (f"{SLOT}&rrule=FREQ%3DSECONDLY%3BCOUNT%3D3", "rrule"),
        (f"{SLOT}&rrule=FREQ%3DDAILY%3BCOUNT%3D1000000000", "rrule"),
        (f"{SLOT}&rrule=FREQ%3DHOURLY%3BBYHOUR%3D25%3BCOUNT%3D3", "rrule"),
        (
            "start=2027-04-15T10:00&end=2027-04-15T11:00"
            "&rrule=FREQ%3DMONTHLY%3BBYMONTHDAY%3D31%3BINTERVAL%3D12%3BCOUNT%3D3",
            "rrule",
        ),
        (f"{SLOT}&exdates=tomorrow", "exdates"),
        (f"{SLOT}&free=perhaps", "free"),
        (f"{SLOT}&limit=201", "limit"),
        (f"{SLOT}&people=4", "people"),
        (f"{SLOT}&rrule=FREQ%3DDAILY%3BCOUNT%3D1000&limit=200", "limit"),
    ],
)
def test_what_can_not_be_answered_is_refused_at_its_field(anybody, asked, field):
    RoomFactory()

    answer = anybody.get(f"/api/v1/availability/?{asked}")

    assert (answer.status_code, list(answer.json())) == (400, [field])


def test_three_rooms_take_as_many_queries_as_one(anybody):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            told(anybody, f"{SERIES}&free=any")
        return len(seen)

    place = LocationFactory()
    BookingFactory(room=RoomFactory(location=place, owner=UserFactory()))
    queries()
    one = queries()
    for _ in range(2):
        RoomFactory(location=place, owner=UserFactory(), max_length_minutes=30)

    assert queries() == one


def test_a_rule_of_a_thousand_dates_is_answered(anybody):
    room = RoomFactory(location__booking_limit_days=4000)

    found = told(anybody, f"{SLOT}&rrule=FREQ%3DDAILY%3BCOUNT%3D1000&limit=20")

    assert days(found[room.pk]["free"])[-1] == (date(2027, 3, 15) + timedelta(days=999)).isoformat()
