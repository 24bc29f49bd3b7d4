"""Settings of all rooms, and locations: what is saved, and what is refused with which sentence."""

import pytest

from rooms.models import Location
from rooms.operations.settings import room_settings
from tests.events.people import signed_in
from tests.factories.rooms import BookingFactory
from tests.rooms.running.forms import errors_of, typed

pytestmark = pytest.mark.django_db


def test_every_setting_is_in_the_form_and_is_saved(admin):
    client = signed_in(admin)
    shown = client.get("/rooms/manage/settings/").context["form"].fields
    columns = {field.name for field in room_settings()._meta.fields} - {"id", "access", "logbook"}

    client.post(
        "/rooms/manage/settings/",
        typed(client, "/rooms/manage/settings/", hide_module="on", grace_period="", booking_limit="90"),
    )

    assert set(shown) == columns
    after = room_settings()
    assert (after.hide_module, after.grace_period, after.booking_limit) == (True, None, 90)
    assert after.internal_notes is False


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("booking_limit", "0"),
        ("booking_limit", "99999"),
        ("grace_period", "25"),
        ("remind_days_single", "31"),
        ("end_days_weekly", "0"),
        ("reason_required", "sometimes"),
        ("reconfirm_weeks", "-1"),
    ],
)
def test_settings_beyond_their_limits_are_refused_in_the_form(admin, name, value):
    client = signed_in(admin)
    address = "/rooms/manage/settings/"

    answer = client.post(address, typed(client, address, **{name: value}))

    assert list(errors_of(answer)) == [name]


def test_a_location_is_added_with_the_protection_of_all_rooms(admin):
    client = signed_in(admin)
    address = "/rooms/manage/locations/new/"

    client.post(address, typed(client, address, name="Hill site", time_zone="Asia/Tokyo"))

    location = Location.objects.get(name="Hill site")
    assert location.time_zone == "Asia/Tokyo"
    assert (location.access.parent, location.access.mode) == (room_settings().access, "inheriting")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "HARBOUR SITE"}, "name"),
        ({"name_format": "{building}"}, "name_format"),
        ({"name_format": "{number} {secret}"}, "name_format"),
        ({"name_format": "{number.__class__}"}, "name_format"),
        ({"map_format": "javascript:{id}"}, "map_format"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"max_advance_days": "70000"}, "max_advance_days"),
    ],
)
def test_a_location_that_can_not_be_is_refused_at_its_field(admin, location, values, field):
    client = signed_in(admin)
    address = "/rooms/manage/locations/new/"

    answer = client.post(
        address, typed(client, address, **{"name": "Hill site", "time_zone": "Asia/Tokyo", **values})
    )

    assert list(errors_of(answer)) == [field]


def test_formats_are_shown_with_what_they_come_to(room, location, keeper):
    Location.objects.filter(pk=location.pk).update(
        name_format="{building}/{floor}-{number}", map_format="https://map.example/{id}"
    )

    answer = signed_in(keeper).get(f"/rooms/manage/locations/{location.pk}/")

    example = answer.context["example"]
    assert (example.name, example.map_url) == ("40/1-012", f"https://map.example/{room.pk}")


def test_a_location_with_rooms_stays(room, location, admin):
    client = signed_in(admin)

    answer = client.post(f"/rooms/manage/locations/{location.pk}/", {"act": "delete"}, follow=True)

    assert "still has 1 room, retired ones included, so it stays" in answer.content.decode()
    room.delete()
    room.access.delete()
    client.post(f"/rooms/manage/locations/{location.pk}/", {"act": "delete"})
    assert not Location.objects.exists()


def test_the_zone_of_a_location_stays_once_there_are_bookings(room, location, keeper):
    client = signed_in(keeper)
    address = f"/rooms/manage/locations/{location.pk}/"
    BookingFactory(room=room)

    answer = client.post(address, typed(client, address, act="save", time_zone="Asia/Tokyo"))

    assert "so its time zone stays" in str(errors_of(answer))
    assert Location.objects.get(pk=location.pk).time_zone == "UTC"
