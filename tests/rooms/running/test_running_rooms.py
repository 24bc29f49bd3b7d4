"""Rooms: found, added, changed, retired and brought back."""

from datetime import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.models import Grant
from rooms.models import Attribute, Closure, FloorPlan, Room
from rooms.operations.attributes import add_attribute
from rooms.operations.equipment import add_equipment, add_feature
from tests.events.people import runs, signed_in
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory
from tests.rooms.running.forms import DRAWING, errors_of, typed

pytestmark = pytest.mark.django_db


def test_rooms_are_found_by_words_location_and_building(room, location, keeper):
    RoomFactory(location=location, building="41", number="9")
    elsewhere = LocationFactory()
    runs(keeper, elsewhere)
    RoomFactory(location=elsewhere, number="77")
    RoomFactory(number="12")
    client = signed_in(keeper)

    def numbers(query):
        return [one.number for one in client.get(f"/rooms/manage/{query}").context["page"]]

    assert numbers("?q=chart") == ["012"]
    assert numbers(f"?location={elsewhere.pk}") == ["77"]
    assert numbers("?building=41") == ["9"]
    assert sorted(numbers("")) == ["012", "77", "9"]
    assert numbers("?location=x") == numbers("?q=%25") == []


def test_retired_rooms_stand_apart(room, keeper):
    client = signed_in(keeper)

    client.post(f"/rooms/manage/{room.pk}/retire/")

    assert list(client.get("/rooms/manage/").context["page"]) == []
    assert list(client.get("/rooms/manage/?retired=1").context["page"]) == [room]


def test_lists_cost_the_same_for_one_row_and_for_three(room, location, keeper, admin):
    def queries():
        counts = []
        for user, page in (
            (keeper, ""),
            (keeper, "plans/"),
            (admin, "locations/"),
            (admin, "equipment/"),
            (admin, "attributes/"),
            (keeper, f"{room.pk}/closures/"),
            (keeper, f"{room.pk}/parts/"),
            (keeper, f"{room.pk}/access/"),
            (keeper, f"locations/{location.pk}/access/"),
            (keeper, f"{room.pk}/"),
            (keeper, f"{room.pk}/log/"),
        ):
            client = signed_in(user)
            client.get(f"/rooms/manage/{page}")
            with CaptureQueriesContext(connection) as asked:
                assert client.get(f"/rooms/manage/{page}").status_code == 200
            counts.append((page, len(asked)))
        return counts

    def rows(n):
        feature = add_feature(name=f"f{n}", title=f"F{n}", by=None)
        add_equipment(name=f"E{n}", features=[feature], by=None)
        add_attribute(name=f"a{n}", title=f"A{n}", by=None)
        RoomFactory(location=location)
        LocationFactory()
        FloorPlan.objects.create(location=location, floor=str(n), drawing=DRAWING)
        Closure.objects.create(
            room=room, starts_at=f"2027-04-0{n}T00:00:00Z", ends_at=f"2027-04-0{n}T10:00:00Z"
        )
        for permission in ("book", "manage"):
            Grant.objects.create(access_list=room.access, user=UserFactory(), permission=permission)
            Grant.objects.create(access_list=location.access, user=UserFactory(), permission=permission)

    rows(1)
    one = queries()
    rows(2)
    rows(3)

    assert queries() == one


def test_a_room_is_added_with_all_there_is_to_say(location, keeper):
    add_attribute(name="floor-type", title="Floor type", by=None)
    lights = add_equipment(name="Lights", by=None)
    client = signed_in(keeper)
    address = f"/rooms/manage/new/?location={location.pk}"

    client.post(
        address,
        typed(
            client,
            address,
            number="5",
            building="B",
            capacity="12",
            owner="ada@example.org",
            notification_emails="a@example.org\nb@example.org, a@example.org",
            equipment=[lights.pk],
            **{f"attribute-{Attribute.objects.get().pk}": "Carpet"},
        )
        | {"owner": keeper.email},
    )

    room = Room.objects.get()
    assert (room.number, room.building, room.capacity, room.location) == ("5", "B", 12, location)
    assert room.owner == keeper
    assert room.notification_emails == ["a@example.org", "b@example.org"]
    assert [thing.name for thing in room.equipment.all()] == ["Lights"]
    assert [str(value) for value in room.attribute_values.all()] == ["Floor type: Carpet"]
    assert room.access.parent == location.access


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"number": ""}, "number"),
        ({"capacity": "0"}, "capacity"),
        ({"capacity": "3000000000"}, "capacity"),
        ({"latitude": "91"}, "latitude"),
        ({"latitude": "nan"}, "latitude"),
        ({"buffer_before": "241"}, "buffer_before"),
        ({"release_minutes": "4"}, "release_minutes"),
        ({"remind_days_single": "31"}, "remind_days_single"),
        ({"owner": "nobody here"}, "owner"),
        ({"notification_emails": "not an address"}, "notification_emails"),
        ({"notification_emails": " ".join(f"a{n}@example.org" for n in range(21))}, "notification_emails"),
        ({"name": "a\x00b"}, "name"),
        ({"max_length_minutes": "-1"}, "max_length_minutes"),
    ],
)
def test_a_room_that_can_not_be_is_refused_at_its_field(room, keeper, values, field):
    client = signed_in(keeper)
    address = f"/rooms/manage/{room.pk}/"

    answer = client.post(address, typed(client, address, **{"comments": "kept", **values}))

    assert list(errors_of(answer)) == [field]
    assert answer.context["form"]["comments"].value() == "kept"


def test_two_rooms_never_share_their_place(room, location, keeper):
    client = signed_in(keeper)
    address = f"/rooms/manage/new/?location={location.pk}"

    answer = client.post(address, typed(client, address, number="012", building="40", floor="1"))

    assert errors_of(answer) == {
        "number": ["Harbour site has a room with this site, building, floor and number already."]
    }


def test_a_form_saved_unchanged_changes_nothing_and_says_nothing_in_the_log(room, keeper):
    add_attribute(name="note", title="Note", by=None)
    Room.objects.filter(pk=room.pk).update(
        owner=keeper, notification_emails=["a@example.org"], comments="Two\nlines"
    )
    client = signed_in(keeper)
    address = f"/rooms/manage/{room.pk}/"

    client.post(address, typed(client, address))

    assert list(room.logbook.entries.all()) == []


def test_minutes_to_clear_that_bookings_leave_no_time_for_are_refused(room, keeper):
    client = signed_in(keeper)
    address = f"/rooms/manage/{room.pk}/"
    BookingFactory(room=room)

    BookingFactory(room=room, start=time(11), end=time(12))

    answer = client.post(address, typed(client, address, buffer_after="10", capacity="3"))

    assert errors_of(answer)["__all__"] == [
        "Two bookings are too close for these minutes to set up and clear. Chart room is booked on "
        "Mon 15 March, 10:00, and Chart room on Mon 15 March, 11:00. Move one of these bookings first."
    ]
    assert Room.objects.get(pk=room.pk).capacity == 30


def test_a_room_with_dates_to_come_is_retired_only_with_them(room, keeper):
    booked = BookingFactory(room=room).occurrences.get()
    client = signed_in(keeper)
    address = f"/rooms/manage/{room.pk}/retire/"

    shown = client.get(address)
    assert "Retire it and cancel 1 date" in shown.content.decode()
    client.post(address)
    room.refresh_from_db()
    assert room.retired_at is None
    client.post(address, {"cancel": [booked.pk], "reason": "Sold"})

    room.refresh_from_db()
    booked.refresh_from_db()
    assert room.retired_at is not None
    assert (booked.get_state_display(), booked.reason) == ("Cancelled", "Sold")


def test_retiring_can_be_undone(room, keeper):
    client = signed_in(keeper)

    page = client.post(f"/rooms/manage/{room.pk}/retire/", follow=True)
    client.post(next(message.extra_tags for message in page.context["messages"]))

    room.refresh_from_db()
    assert room.retired_at is None
    assert [entry.verb for entry in room.logbook.entries.order_by("pk")] == [
        "room.retired",
        "room.brought_back",
    ]


def test_a_new_address_of_the_door_display_ends_the_old_one(room, keeper):
    before = room.door_nonce

    signed_in(keeper).post(f"/rooms/manage/{room.pk}/door/")

    room.refresh_from_db()
    assert room.door_nonce != before
