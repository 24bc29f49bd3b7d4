"""Rooms and locations over REST: what one sees, narrowed by what one says, and never by what one may not know."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.models import AccessList
from rooms.models import (
    Attribute,
    AttributeValue,
    Closure,
    Equipment,
    Feature,
    Hours,
    RoomPart,
    RoomSettings,
    State,
)
from tests.clock import DAY, at
from tests.factories.access import GrantFactory
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory
from tests.rooms.programs import caller

pytestmark = pytest.mark.django_db
RESTRICTED = AccessList.Mode.RESTRICTED


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to(at("08:00"), tick=False)


@pytest.fixture
def anybody():
    return caller(UserFactory())


def numbers(answer):
    assert answer.status_code == 200, answer.json()
    return [room["number"] for room in answer.json()["results"]]


def test_people_see_open_rooms_and_strangers_none_unless_the_settings_say_so(anybody):
    RoomFactory(number="1")
    RoomFactory(number="2", mode=RESTRICTED)

    assert numbers(anybody.get("/api/v1/rooms/")) == ["1"]
    assert numbers(caller().get("/api/v1/rooms/")) == []
    assert caller().get("/api/v1/locations/").json()["results"] == []

    RoomSettings.objects.update(show_to_strangers=True)

    assert numbers(caller().get("/api/v1/rooms/")) == ["1"]
    assert len(caller().get("/api/v1/locations/").json()["results"]) == 2


def test_a_room_tells_what_one_has_to_know_before_booking_it(anybody):
    place = LocationFactory(name="Meyrin", time_zone="Europe/Paris", max_advance_days=90)
    owner = UserFactory(name="Olga Owner")
    room = RoomFactory(
        location=place, number="012", name="Curie", owner=owner, own_hours=True, needs_approval=True
    )
    codec = Equipment.objects.create(name="Codec")
    codec.features.add(Feature.objects.create(name="video", title="Video conference"))
    room.equipment.add(codec)
    Hours.objects.create(room=room, weekday=0, start=480, end=1440)
    Closure.objects.create(room=room, starts_at=at("12:00"), ends_at=at("13:00"), reason="Works")
    for name, is_hidden in (("seats", False), ("key", True)):
        question = Attribute.objects.create(name=name, title=name.title(), is_hidden=is_hidden)
        AttributeValue.objects.create(room=room, attribute=question, value="fixed")
    part, hidden = RoomFactory(location=place), RoomFactory(location=place, mode=RESTRICTED)
    for other in (part, hidden):
        RoomPart.objects.create(whole=room, part=other)

    told = anybody.get(f"/api/v1/rooms/{room.pk}/").json()

    assert {name: told[name] for name in ("code", "name", "owner", "max_advance_days", "outcome")} == {
        "code": "40-1-012",
        "name": "Curie",
        "owner": "Olga Owner",
        "max_advance_days": 90,
        "outcome": "pending",
    }
    assert told["location"] == {"id": place.pk, "name": "Meyrin", "time_zone": "Europe/Paris"}
    assert (told["equipment"], told["features"]) == (["Codec"], ["video"])
    assert told["hours"] == [{"weekday": 0, "start": "08:00", "end": "24:00"}]
    assert [closure["starts_at"] for closure in told["closures"]] == ["2027-03-15T13:00:00+01:00"]
    assert [answer["name"] for answer in told["attributes"]] == ["seats"]
    assert told["parts"] == [part.pk]


def test_hidden_attributes_are_for_those_who_run_the_room():
    manager = UserFactory()
    room = RoomFactory()
    GrantFactory(access_list=room.access, user=manager, permission="manage")
    question = Attribute.objects.create(name="key", title="Key", is_hidden=True)
    AttributeValue.objects.create(room=room, attribute=question, value="In the safe")

    told = caller(manager).get(f"/api/v1/rooms/{room.pk}/").json()

    assert [answer["value"] for answer in told["attributes"]] == ["In the safe"]


@pytest.mark.parametrize("how", ["hidden", "retired", "unknown"])
def test_rooms_one_may_not_see_answer_like_rooms_there_are_not(anybody, how):
    room = RoomFactory(
        mode=RESTRICTED if how == "hidden" else AccessList.Mode.INHERITING,
        retired_at=at("07:00") if how == "retired" else None,
    )
    key = 999_999 if how == "unknown" else room.pk

    answer = anybody.get(f"/api/v1/rooms/{key}/")

    assert (answer.status_code, answer.json()) == (404, {"detail": "Not found."})
    assert anybody.get(
        f"/api/v1/rooms/{key}/calendar/?start=2027-03-15T00:00Z&end=2027-03-16T00:00Z"
    ).json() == {"detail": "Not found."}


@pytest.fixture
def three_rooms():
    place = LocationFactory()
    video = Feature.objects.create(name="video", title="Video")
    codec, board = (Equipment.objects.create(name=name) for name in ("Codec", "Board"))
    codec.features.add(video)
    small = RoomFactory(location=place, number="S", capacity=6, building="40", name="Curie")
    large = RoomFactory(location=place, number="L", capacity=60, building="41", is_bookable=False)
    other = RoomFactory(number="O", capacity=10, building="41")
    small.equipment.add(codec, board)
    large.equipment.add(codec)
    return {"place": place.pk, "other": other.location_id}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["S", "L", "O"]),
        ("location={place}", ["S", "L"]),
        ("location={place}&location={other}", ["S", "L", "O"]),
        ("building=41", ["L", "O"]),
        ("text=cur", ["S"]),
        ("text=41%20o", ["O"]),
        ("capacity=10", ["L", "O"]),
        ("equipment=codec", ["S", "L"]),
        ("equipment=Codec&equipment=Board", ["S"]),
        ("feature=video&capacity=7", ["L"]),
        ("bookable=true", ["S", "O"]),
        ("bookable=false", ["L"]),
    ],
)
def test_rooms_are_narrowed(anybody, three_rooms, asked, found):
    assert numbers(anybody.get(f"/api/v1/rooms/?{asked.format(**three_rooms)}")) == found


@pytest.mark.case("S32")
@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("location=999999", "location"),
        ("location=x", "location"),
        ("location=" + "9" * 30, "location"),
        ("equipment=Laser", "equipment"),
        ("equipment=", "equipment"),
        ("feature=laser", "feature"),
        ("capacity=-1", "capacity"),
        ("capacity=", "capacity"),
        ("capacity=4&capacity=5", "capacity"),
        ("bookable=perhaps", "bookable"),
        ("limit=201", "limit"),
        ("cursor=x", "cursor"),
        ("text=%00", "text"),
        ("capasity=4", "capasity"),
    ],
)
def test_what_is_not_known_is_refused_and_never_passed_over(anybody, asked, field):
    answer = anybody.get(f"/api/v1/rooms/?{asked}")

    assert answer.status_code == 400
    assert list(answer.json()) == [field]


def test_a_location_one_may_not_see_is_no_filter(anybody):
    hidden = LocationFactory(mode=RESTRICTED)

    answer = anybody.get(f"/api/v1/rooms/?location={hidden.pk}")

    assert answer.json() == {"location": [f"There is no location {hidden.pk}."]}


def test_a_list_of_three_rooms_takes_as_many_queries_as_one(anybody):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            anybody.get("/api/v1/rooms/?bookable=true&capacity=1")
        return len(seen)

    queries()
    RoomFactory(owner=UserFactory()).equipment.add(Equipment.objects.create(name="Board"))
    one = queries()
    for name in ("Beamer", "Codec"):
        RoomFactory(owner=UserFactory()).equipment.add(Equipment.objects.create(name=name))

    assert queries() == one


DAY_OF = "start=2027-03-15T00:00Z&end=2027-03-16T00:00Z"


def test_the_calendar_of_a_room_tells_who_booked_to_those_who_may_know():
    room = RoomFactory(location__time_zone="Europe/Paris")
    mine = BookingFactory(room=room, purpose="Mine", is_private=True)
    theirs = BookingFactory(room=room, purpose="Theirs", is_private=True, first_day=DAY + timedelta(days=1))

    bars = (
        caller(mine.booked_for)
        .get(f"/api/v1/rooms/{room.pk}/calendar/?start=2027-03-15T00:00Z&end=2027-03-17T00:00Z")
        .json()
    )

    assert bars == [
        {
            "start": "2027-03-15T10:00",
            "end": "2027-03-15T11:00",
            "starts_at": "2027-03-15T10:00:00+01:00",
            "ends_at": "2027-03-15T11:00:00+01:00",
            "kind": "booking",
            "state": "accepted",
            "booking": mine.pk,
            "purpose": "Mine",
            "booked_for": str(mine.booked_for),
        },
        {
            "start": "2027-03-16T10:00",
            "end": "2027-03-16T11:00",
            "starts_at": "2027-03-16T10:00:00+01:00",
            "ends_at": "2027-03-16T11:00:00+01:00",
            "kind": "booking",
            "state": "accepted",
            "booking": None,
            "purpose": "",
            "booked_for": None,
        },
    ]
    assert theirs.purpose not in str(bars)


def test_strangers_hear_that_a_room_is_busy_and_nothing_of_requests():
    room = RoomFactory()
    BookingFactory(room=room)
    BookingFactory(room=room, first_day=DAY, start=time(12), end=time(13), state=State.PENDING)
    RoomSettings.objects.update(show_to_strangers=True)

    bars = caller().get(f"/api/v1/rooms/{room.pk}/calendar/?{DAY_OF}").json()

    assert [(bar["start"], bar["booking"], bar["purpose"]) for bar in bars] == [
        ("2027-03-15T10:00", None, "")
    ]


@pytest.mark.case("S32")
@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("start=2027-03-15T00:00Z", "end"),
        ("start=2027-03-15T00:00&end=2027-03-16T00:00Z", "start"),
        ("start=2027-03-16T00:00Z&end=2027-03-15T00:00Z", "end"),
        ("start=2027-03-16T00:00Z&end=2028-03-16T00:00Z", "end"),
        ("start=0001-01-01T00:00%2B23:00&end=2028-03-16T00:00Z", "start"),
    ],
)
def test_a_calendar_without_a_proper_stretch_of_time_is_refused(anybody, asked, field):
    answer = anybody.get(f"/api/v1/rooms/{RoomFactory().pk}/calendar/?{asked}")

    assert (answer.status_code, list(answer.json())) == (400, [field])


def test_a_token_that_may_only_write_reads_nothing():
    assert caller(UserFactory(), "write").get("/api/v1/rooms/").status_code == 403
