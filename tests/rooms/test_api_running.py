"""Running rooms over REST: what those who run locations and rooms do on their pages, programs do by the same rules."""

import pytest

from access.models import AccessList, Grant
from rooms.models import Attribute, Equipment, RoomSettings, State
from rooms.operations.settings import room_settings
from tests.clock import at
from tests.factories.access import GrantFactory
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory
from tests.rooms.programs import caller, send

pytestmark = pytest.mark.django_db
NOT_FOUND = {"detail": "Not found."}


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to(at("08:00"), tick=False)


@pytest.fixture
def admin():
    return caller(UserFactory(is_admin=True))


def runner_of(place):
    user = UserFactory()
    GrantFactory(access_list=place.access, user=user, permission=Grant.MANAGE)
    return user


def change(client, address, body, how="patch"):
    return getattr(client, how)(f"/api/v1/{address}", body, format="json")


def test_an_administrator_adds_changes_and_deletes_a_location(admin):
    made = send(admin, "locations/", {"name": "Meyrin", "time_zone": "Europe/Zurich"})
    address = f"locations/{made.json()['id']}/"
    changed = change(admin, address, {"max_advance_days": 90})
    gone = admin.delete(f"/api/v1/{address}")

    assert (made.status_code, made["Location"]) == (201, f"/api/v1/{address}")
    assert (changed.json()["name"], changed.json()["max_advance_days"]) == ("Meyrin", 90)
    assert (gone.status_code, admin.get(f"/api/v1/{address}").status_code) == (204, 404)


def test_a_location_with_rooms_and_a_name_taken_are_refused(admin):
    room = RoomFactory(location__name="Meyrin")

    assert admin.delete(f"/api/v1/locations/{room.location_id}/").status_code == 409
    assert send(admin, "locations/", {"name": "meyrin", "time_zone": "UTC"}).status_code == 409


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "name"),
        ({"name": "A"}, "time_zone"),
        ({"name": "A", "time_zone": "Mars/Base"}, "time_zone"),
        ({"name": "A", "time_zone": "UTC", "name_format": "{building}"}, "name_format"),
        ({"name": "A", "time_zone": "UTC", "map_format": "javascript:alert(1)"}, "map_format"),
        ({"name": "A", "time_zone": "UTC", "max_advance_days": -1}, "max_advance_days"),
        ({"name": "A", "time_zone": "UTC", "rooms": []}, "rooms"),
    ],
)
def test_what_does_not_fit_a_location_is_refused_at_its_field(admin, values, field):
    answer = send(admin, "locations/", values)

    assert (answer.status_code, field in answer.json()) == (400, True)


def test_who_runs_a_location_adds_a_room_with_all_its_fields():
    place = LocationFactory()
    owner = UserFactory(name="Olga Owner")
    Equipment.objects.create(name="Beamer")
    Attribute.objects.create(name="seats", title="Seats")
    program = caller(runner_of(place))

    made = send(
        program,
        "rooms/",
        {
            "location": place.pk,
            "number": "012",
            "building": "40",
            "floor": "1",
            "capacity": 24,
            "owner": owner.email,
            "equipment": ["beamer"],
            "attributes": {"seats": "fixed"},
            "notification_emails": ["desk@example.org"],
            "buffer_after": 15,
            "needs_approval": True,
            "latitude": 46.2,
        },
    )

    told = made.json()
    assert (made.status_code, made["Location"]) == (201, f"/api/v1/rooms/{told['id']}/")
    assert {name: told[name] for name in ("code", "capacity", "owner", "equipment", "needs_approval")} == {
        "code": "40-1-012",
        "capacity": 24,
        "owner": "Olga Owner",
        "equipment": ["Beamer"],
        "needs_approval": True,
    }
    assert told["attributes"] == [{"name": "seats", "title": "Seats", "value": "fixed"}]
    assert told["setup"]["notification_emails"] == ["desk@example.org"]
    assert (
        send(
            program, "rooms/", {"location": place.pk, "number": "012", "building": "40", "floor": "1"}
        ).status_code
        == 409
    )


def test_a_change_leaves_what_was_not_sent():
    owner = UserFactory()
    room = RoomFactory(capacity=10, name="Curie", owner=owner)
    room.equipment.add(Equipment.objects.create(name="Beamer"))
    RoomSettings.objects.update(managers_edit_rooms=True)

    told = change(caller(owner), f"rooms/{room.pk}/", {"max_length_minutes": 90}).json()

    assert (told["name"], told["capacity"], told["equipment"]) == ("Curie", 10, ["Beamer"])
    assert (told["max_length_minutes"], told["setup"]["max_length_minutes"]) == (90, 90)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"capacity": 0}, "capacity"),
        ({"capacity": "many"}, "capacity"),
        ({"latitude": "nan"}, "latitude"),
        ({"latitude": 91}, "latitude"),
        ({"buffer_before": 241}, "buffer_before"),
        ({"remind_days_single": 31}, "remind_days_single"),
        ({"comments": "x" * 10_001}, "comments"),
        ({"number": ""}, "number"),
        ({"name": "a\x00b"}, "name"),
        ({"owner": "nobody@example.org"}, "owner"),
        ({"notification_emails": ["desk"]}, "notification_emails"),
        ({"equipment": ["Laser"]}, "equipment"),
        ({"attributes": {"laser": "x"}}, "attributes"),
        ({"attributes": {"seats": "x" * 501}}, "attributes"),
        ({"location": 1}, "location"),
        ({"cells": [1]}, "cells"),
    ],
)
def test_what_does_not_fit_a_room_is_refused_at_its_field(admin, values, field):
    room = RoomFactory()
    Attribute.objects.create(name="seats", title="Seats")

    answer = change(admin, f"rooms/{room.pk}/", values)

    assert (answer.status_code, list(answer.json())) == (400, [field])


def test_who_only_runs_a_room_changes_it_where_the_settings_say_so():
    room = RoomFactory(owner=UserFactory())
    program = caller(room.owner)
    room_settings()

    before = change(program, f"rooms/{room.pk}/", {"name": "Curie"})
    RoomSettings.objects.update(managers_edit_rooms=True)
    after = change(program, f"rooms/{room.pk}/", {"name": "Curie"})

    assert (before.status_code, after.status_code) == (403, 200)
    assert before.json()["detail"].startswith("Only those who run the location")


def test_others_change_nothing_and_of_hidden_rooms_hear_nothing():
    room, hidden = RoomFactory(), RoomFactory(mode=AccessList.Mode.RESTRICTED)
    outsider = caller(UserFactory())

    assert change(outsider, f"rooms/{room.pk}/", {"name": "x"}).status_code == 403
    assert change(outsider, f"rooms/{hidden.pk}/", {"name": "x"}).json() == NOT_FOUND
    assert send(outsider, "rooms/", {"location": room.location_id, "number": "1"}).status_code == 403
    assert send(outsider, "locations/", {"name": "A", "time_zone": "UTC"}).status_code == 403
    assert change(outsider, f"locations/{room.location_id}/", {"name": "x"}).status_code == 403
    assert change(caller(), f"rooms/{room.pk}/", {"name": "x"}).status_code == 401
    assert outsider.get(f"/api/v1/rooms/{room.pk}/").json()["setup"] is None


def test_a_room_is_retired_once_its_dates_are_decided_about_and_comes_back():
    place = LocationFactory()
    booking = BookingFactory(room=RoomFactory(location=place))
    date = booking.occurrences.get()
    program = caller(runner_of(place))
    address = f"rooms/{booking.room_id}/"

    asked = send(program, f"{address}retire/", {})
    retired = send(program, f"{address}retire/", {"cancel": [date.pk], "reason": "Works"})
    listed = [
        [room["id"] for room in program.get(f"/api/v1/rooms/?{query}").json()["results"]]
        for query in ("", "run=true&retired=true", "run=true")
    ]
    back = send(program, f"{address}bring-back/", {})

    assert (asked.status_code, [one["id"] for one in asked.json()["dates"]]) == (409, [date.pk])
    assert retired.json()["setup"]["retired_at"] is not None
    booking.refresh_from_db()
    assert booking.state == State.CANCELLED
    assert listed == [[], [booking.room_id], []]
    assert back.json()["setup"]["retired_at"] is None
    assert program.get("/api/v1/rooms/?retired=true").status_code == 400


def test_the_address_of_a_door_can_be_made_anew(admin):
    room = RoomFactory()
    before = admin.get(f"/api/v1/rooms/{room.pk}/").json()["setup"]["door"]

    after = send(admin, f"rooms/{room.pk}/door-key/", {}).json()["setup"]["door"]

    assert before != after


def test_parts_are_rooms_one_runs_at_the_same_location():
    place = LocationFactory()
    whole, part, hidden = RoomFactory(location=place), RoomFactory(location=place), RoomFactory()
    program = caller(runner_of(place))
    address = f"rooms/{whole.pk}/parts/"

    combined = change(program, address, {"parts": [part.pk]}, "put")
    foreign = change(program, address, {"parts": [hidden.pk]}, "put")
    alone = change(program, address, {"parts": []}, "put")

    assert combined.json()["parts"] == [part.pk]
    assert foreign.json() == {"parts": [f"You run no room {hidden.pk}."]}
    assert alone.json()["parts"] == []


def test_a_part_of_a_part_is_refused(admin):
    place = LocationFactory()
    whole, part, other = (RoomFactory(location=place) for _ in range(3))
    change(admin, f"rooms/{whole.pk}/parts/", {"parts": [part.pk]}, "put")

    answer = change(admin, f"rooms/{part.pk}/parts/", {"parts": [other.pk]}, "put")

    assert (answer.status_code, answer.json()["detail"]) == (
        409,
        "A part has no parts itself: choose the smallest rooms.",
    )
