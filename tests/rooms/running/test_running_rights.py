"""Who runs rooms: the pages they find, the rights they give and take, and the log of it."""

import pytest

from access.models import AccessList, Grant
from rooms.models import Room
from rooms.operations.settings import edit_settings, room_settings
from tests.events.people import signed_in
from tests.factories.accounts import UserFactory
from tests.factories.rooms import LocationFactory, RoomFactory
from tests.rooms.running.forms import errors_of, typed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "page",
    [
        "",
        "new/",
        "locations/",
        "locations/new/",
        "equipment/",
        "attributes/",
        "plans/",
        "settings/",
        "settings/access/",
        "settings/log/",
    ],
)
def test_who_runs_nothing_finds_no_page(page, room):
    assert signed_in(UserFactory()).get(f"/rooms/manage/{page}").status_code == 404


def test_who_runs_a_location_finds_its_pages_and_not_those_of_the_house(room, location, keeper):
    client = signed_in(keeper)

    codes = {
        page: client.get(f"/rooms/manage/{page}").status_code
        for page in (
            "",
            "new/",
            "locations/",
            f"locations/{location.pk}/",
            "plans/",
            "settings/",
            "equipment/",
        )
    }

    assert codes == {
        "": 200,
        "new/": 200,
        "locations/": 200,
        f"locations/{location.pk}/": 200,
        "plans/": 200,
        "settings/": 404,
        "equipment/": 404,
    }
    labels = [link.label for link in client.get("/rooms/manage/").context["side"][0].links]
    assert labels == ["Rooms", "Locations", "Floor plans", "Import rooms", "Import bookings"]


def test_a_location_of_somebody_else_is_not_there(keeper):
    other = LocationFactory()

    assert signed_in(keeper).get(f"/rooms/manage/locations/{other.pk}/").status_code == 404


def test_who_runs_a_room_reads_it_and_learns_who_changes_it(room, keeper):
    owner = UserFactory()
    Room.objects.filter(pk=room.pk).update(owner=owner)
    client = signed_in(owner)

    answer = client.get(f"/rooms/manage/{room.pk}/")

    assert "Only those who run Harbour site change its rooms. Ask <bdi>Kim Keeper</bdi>." in (
        answer.content.decode()
    )
    assert [tab.label for tab in answer.context["tabs"]] == ["Details", "Log"]
    refused = [
        client.post(f"/rooms/manage/{room.pk}/{page}", {"number": "1"}).status_code
        for page in (
            "",
            "hours/",
            "closures/",
            "parts/",
            "photo/",
            "access/",
            "retire/",
            "bring-back/",
            "door/",
        )
    ]
    assert refused == [403] * 9


def test_who_runs_a_room_changes_it_where_the_settings_say_so(room):
    owner = UserFactory()
    Room.objects.filter(pk=room.pk).update(owner=owner)
    edit_settings(room_settings(), by=None, managers_edit_rooms=True)
    client = signed_in(owner)
    address = f"/rooms/manage/{room.pk}/"

    client.post(address, typed(client, address, capacity="77"))

    assert Room.objects.get(pk=room.pk).capacity == 77


def test_rights_are_given_in_words_and_taken(room, keeper):
    client = signed_in(keeper)
    address = f"/rooms/manage/{room.pk}/access/"
    guest = UserFactory(email="guest@example.org")

    client.post(address, {"act": "give", "to": "guest@example.org", "permission": "override"})
    held = room.access.grants.get()
    page = client.get(address).content.decode()
    assert (held.user, held.permission) == (guest, "override")
    assert '<span class="chip">book past hours, closures and limits</span>' in page
    assert "Managed from above by <bdi>Kim Keeper</bdi>" in " ".join(page.split())
    client.post(address, {"take": held.pk})

    assert not room.access.grants.exists()


def test_a_right_of_another_thing_is_not_there_to_take(room, location, keeper):
    other = RoomFactory()
    foreign = Grant.objects.create(access_list=other.access, user=UserFactory(), permission="book")

    answer = signed_in(keeper).post(f"/rooms/manage/{room.pk}/access/", {"take": foreign.pk})

    assert answer.status_code == 404
    assert Grant.objects.filter(pk=foreign.pk).exists()


def test_override_is_a_right_in_rooms_only(location, keeper):
    answer = signed_in(keeper).post(
        f"/rooms/manage/locations/{location.pk}/access/",
        {"act": "give", "to": keeper.email, "permission": "override"},
    )

    assert list(errors_of(answer, "grant_form")) == ["permission"]


def test_the_last_who_runs_a_location_can_not_leave_it(location, keeper):
    held = location.access.grants.get()

    answer = signed_in(keeper).post(
        f"/rooms/manage/locations/{location.pk}/access/", {"take": held.pk}, follow=True
    )

    assert "Nobody else runs it." in answer.content.decode()
    assert location.access.grants.get() == held


def test_restricting_all_rooms_closes_those_that_inherit(room, admin):
    stranger = UserFactory()
    client = signed_in(admin)
    assert list(Room.objects.visible_to(stranger)) == [room]

    client.post("/rooms/manage/settings/access/", {"act": "protect", "mode": "restricted"})

    assert list(Room.objects.visible_to(stranger)) == []
    refused = client.post("/rooms/manage/settings/access/", {"act": "protect", "mode": "inheriting"})
    assert list(errors_of(refused, "mode_form")) == ["mode"]
    assert room_settings().access.mode == AccessList.Mode.RESTRICTED


def test_the_log_tells_in_words_what_was_done(room, keeper):
    client = signed_in(keeper)
    address = f"/rooms/manage/{room.pk}/"
    client.post(address, typed(client, address, capacity="31"))

    page = client.get(f"/rooms/manage/{room.pk}/log/?q=31").content.decode()

    assert "<b>Room changed</b>" in page
    assert "<dt>seats</dt>" in page
    assert "Nothing in the log holds these words" in client.get(f"{address}log/?q=zzz").content.decode()
