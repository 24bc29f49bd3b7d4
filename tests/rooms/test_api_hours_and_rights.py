"""Hours, closures and rights of locations and rooms, the settings of all, and one's own choices, over REST."""

import pytest
from django.test import Client
from django.urls import reverse

from access.models import AccessList, Grant
from accounts.models import User
from notices.models import Notice
from notices.operations import RIGHT_OF_NEW
from rooms.models import Favourite, MailChoice, MutedRoom, RoomSettings, State
from rooms.operations.settings import room_settings
from tests.clock import at
from tests.factories.access import GrantFactory
from tests.factories.accounts import GroupFactory, UserFactory
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory
from tests.rooms.programs import caller, send

pytestmark = pytest.mark.django_db
MORNING = {"weekday": 0, "start": "08:00", "end": "12:00"}
EVENING = {"weekday": 0, "start": "20:00", "end": "24:00"}


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to(at("08:00"), tick=False)
    room_settings()


@pytest.fixture
def admin():
    return caller(UserFactory(is_admin=True))


def put(client, address, body):
    return client.put(f"/api/v1/{address}", body, format="json")


def patch(client, address, body):
    return client.patch(f"/api/v1/{address}", body, format="json")


def test_a_room_has_hours_of_its_own_or_follows_its_location(admin):
    room = RoomFactory()
    address = f"rooms/{room.pk}/hours/"

    own = put(admin, address, {"hours": [MORNING, EVENING]})
    told = admin.get(f"/api/v1/{address}")
    follows = put(admin, address, {"own": False})

    assert own.json() == told.json() == {"own": True, "hours": [MORNING, EVENING]}
    assert follows.json() == {"own": False, "hours": []}


def test_a_location_has_hours(admin):
    place = LocationFactory()

    assert put(admin, f"locations/{place.pk}/hours/", {"hours": [MORNING]}).json()["hours"] == [MORNING]
    assert list(put(admin, f"locations/{place.pk}/hours/", {"own": False}).json()) == ["own"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "hours"),
        ({"own": True}, "hours"),
        ({"own": False, "hours": [MORNING]}, "own"),
        ({"hours": [MORNING | {"end": "07:00"}]}, "hours"),
        ({"hours": [MORNING | {"end": "24:01"}]}, "hours"),
        ({"hours": [MORNING | {"weekday": 7}]}, "hours"),
        ({"hours": [MORNING] * 169}, "hours"),
        ({"hours": "always"}, "hours"),
    ],
)
def test_hours_that_make_no_sense_are_refused(admin, body, field):
    place = LocationFactory()

    answer = put(admin, f"locations/{place.pk}/hours/", body)

    assert (answer.status_code, list(answer.json())) == (400, [field])


def test_a_closure_asks_about_each_date_and_opens_again(admin):
    booking = BookingFactory()
    date = booking.occurrences.get()
    address = f"rooms/{booking.room_id}/closures/"
    day = {"start": "2027-03-15T00:00", "end": "2027-03-16T00:00", "reason": "Works"}

    asked = send(admin, address, day)
    closed = send(admin, address, {**day, "cancel": [date.pk]})
    listed = admin.get(f"/api/v1/{address}").json()
    opened = admin.delete(f"/api/v1/{address}?closure={closed.json()['id']}")

    assert (asked.status_code, [one["booking"] for one in asked.json()["dates"]]) == (409, [booking.pk])
    assert (closed.status_code, closed.json()["start"], closed.json()["reason"]) == (
        201,
        "2027-03-15T00:00",
        "Works",
    )
    assert listed == [closed.json()]
    assert (opened.status_code, admin.get(f"/api/v1/{address}").json()) == (204, [])
    booking.refresh_from_db()
    assert booking.state == State.CANCELLED


def test_a_location_is_closed_while_bookings_may_stay(admin):
    booking = BookingFactory()
    address = f"locations/{booking.room.location_id}/closures/"
    day = {"start": "2027-03-15T00:00", "end": "2027-03-16T00:00"}

    closed = send(admin, address, {**day, "keep": [booking.occurrences.get().pk]})

    booking.refresh_from_db()
    assert (closed.status_code, booking.state) == (201, State.ACCEPTED)
    assert admin.delete(f"/api/v1/{address}?closure=999999").status_code == 404
    assert admin.delete(f"/api/v1/{address}").status_code == 400


@pytest.mark.parametrize(
    ("times", "field"),
    [
        ({"start": "2027-03-15T00:00", "end": "2027-03-15T00:00"}, "end"),
        ({"start": "2027-03-15T00:00Z", "end": "2027-03-16T00:00"}, "start"),
        ({"start": "0001-01-01T00:00", "end": "2027-03-16T00:00"}, "start"),
        ({"start": "2027-03-15T00:00", "end": "9999-12-31T00:00"}, "end"),
        ({"start": "2027-03-15T00:00"}, "end"),
    ],
)
def test_closures_without_a_proper_time_are_refused(admin, times, field):
    answer = send(admin, f"rooms/{RoomFactory().pk}/closures/", times)

    assert (answer.status_code, list(answer.json())) == (400, [field])


def test_rights_are_given_and_taken(admin):
    room, person, group = RoomFactory(), UserFactory(name="Ada"), GroupFactory(name="IT")
    address = f"rooms/{room.pk}/access/"

    for to, permission in ((person.email, "book"), (group.name, "moderate"), ("new@example.org", "view")):
        assert send(admin, address, {"to": to, "permission": permission}).status_code == 201
    restricted = patch(admin, address, {"mode": "restricted"}).json()
    first = restricted["grants"][0]["id"]
    gone = admin.delete(f"/api/v1/{address}?grant={first}")

    assert restricted["mode"] == "restricted"
    assert [(one["to"], one["kind"], one["permission"]) for one in restricted["grants"]] == [
        ("Ada", "person", "book"),
        ("IT", "group", "moderate"),
        ("new@example.org", "address", "view"),
    ]
    assert gone.status_code == 204
    assert [one["to"] for one in admin.get(f"/api/v1/{address}").json()["grants"]] == [
        "IT",
        "new@example.org",
    ]


def test_only_rights_there_are_can_be_given_and_only_those_here_taken(admin):
    place, other = LocationFactory(), RoomFactory()
    held = GrantFactory(access_list=other.access, user=UserFactory(), permission="book")
    address = f"locations/{place.pk}/access/"

    assert list(send(admin, address, {"to": "a@example.org", "permission": "override"}).json()) == [
        "permission"
    ]
    assert list(send(admin, address, {"to": "nobody at all", "permission": "book"}).json()) == ["to"]
    assert list(patch(admin, address, {"mode": "secret"}).json()) == ["mode"]
    assert admin.delete(f"/api/v1/{address}?grant={held.pk}").status_code == 404


def test_the_last_manager_of_a_location_stays():
    place, manager = LocationFactory(), UserFactory()
    held = GrantFactory(access_list=place.access, user=manager, permission=Grant.MANAGE)

    answer = caller(manager).delete(f"/api/v1/locations/{place.pk}/access/?grant={held.pk}")

    assert (answer.status_code, answer.json()["detail"]) == (
        409,
        "Nobody else runs it. Give somebody else the right to run it first.",
    )


def test_those_who_run_all_rooms_change_the_settings(admin):
    changed = patch(admin, "rooms/settings/", {"booking_limit": 30, "grace_period": None})
    wrong = patch(admin, "rooms/settings/", {"booking_limit": 0})
    outsider = caller(UserFactory())

    assert (changed.json()["booking_limit"], changed.json()["grace_period"]) == (30, None)
    assert RoomSettings.objects.get().booking_limit == 30
    assert list(wrong.json()) == ["booking_limit"]
    assert patch(outsider, "rooms/settings/", {"booking_limit": 9}).status_code == 403
    assert outsider.get("/api/v1/rooms/settings/").status_code == 403


def test_who_sees_rooms_at_all_is_said_once(admin):
    user = UserFactory()
    RoomFactory()

    given = send(admin, "rooms/access/", {"to": user.email, "permission": "manage"})
    restricted = patch(admin, "rooms/access/", {"mode": "restricted"})
    as_above = patch(admin, "rooms/access/", {"mode": "inheriting"})

    assert (given.status_code, restricted.json()["mode"], as_above.status_code) == (201, "restricted", 409)
    assert caller(user).get("/api/v1/rooms/settings/").status_code == 200
    assert caller(UserFactory()).get("/api/v1/rooms/").json()["results"] == []
    grant = given.json()["grants"][0]["id"]
    assert admin.delete(f"/api/v1/rooms/access/?grant={grant}").status_code == 204


def test_favourites_are_kept_once_and_let_go():
    user, room, other = UserFactory(), RoomFactory(), RoomFactory()
    program = caller(user)
    address = f"/api/v1/rooms/{room.pk}/favourite/"

    answers = [program.put(address).status_code, program.put(address).status_code]
    lists = [
        [one["id"] for one in program.get(f"/api/v1/rooms/?favourite={which}").json()["results"]]
        for which in ("true", "false")
    ]
    is_one = program.get(f"/api/v1/rooms/{room.pk}/").json()["is_favourite"]
    gone = [program.delete(address).status_code, program.delete(address).status_code]

    assert (answers, lists, is_one) == ([204, 204], [[room.pk], [other.pk]], True)
    assert (gone, Favourite.objects.count()) == ([204, 204], 0)


def test_a_hidden_room_is_nobodys_favourite():
    hidden = RoomFactory(mode=AccessList.Mode.RESTRICTED)

    assert caller(UserFactory()).put(f"/api/v1/rooms/{hidden.pk}/favourite/").status_code == 404


def test_people_choose_how_much_mail_they_get():
    user = UserFactory()
    mine, other = RoomFactory(owner=user), RoomFactory()
    program = caller(user)

    before = program.get("/api/v1/rooms/mail/").json()
    chosen = patch(program, "rooms/mail/", {"mode": "owned", "muted": [mine.pk]})
    kept = patch(program, "rooms/mail/", {"digest": True})
    foreign = patch(program, "rooms/mail/", {"muted": [other.pk]})

    assert before == {"mode": "all", "digest": False, "muted": []}
    assert chosen.json() == {"mode": "owned", "digest": False, "muted": [mine.pk]}
    assert kept.json() == {"mode": "owned", "digest": True, "muted": [mine.pk]}
    assert foreign.json() == {"muted": [f"You run no room {other.pk}."]}
    assert (MailChoice.objects.count(), MutedRoom.objects.count()) == (1, 1)
    assert list(patch(program, "rooms/mail/", {"mode": "some"}).json()) == ["mode"]
    assert caller().get("/api/v1/rooms/mail/").status_code == 401


@pytest.mark.case("S78")
def test_only_so_many_new_addresses_get_rights_within_an_hour(admin):
    room = RoomFactory()
    for n in range(RIGHT_OF_NEW.most):
        send(admin, f"rooms/{room.pk}/access/", {"to": f"p{n}@lab.example", "permission": "view"})

    refused = send(admin, f"rooms/{room.pk}/access/", {"to": "more@lab.example", "permission": "view"})
    by_page = Client()
    by_page.force_login(User.objects.get(is_admin=True))
    page = by_page.post(
        reverse("room-protection", args=[room.pk]),
        {"act": "give", "to": "m@lab.example", "permission": "view"},
    )

    assert (refused.status_code, page.status_code) == (429, 429)
    assert Notice.objects.count() == RIGHT_OF_NEW.most
