"""The pages of those who run rooms: who sees them, what they save, what they refuse with which sentence."""

import io
from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from access.models import AccessList, Grant
from rooms.models import Attribute, Closure, Equipment, Feature, FloorPlan, Location, Room, RoomPhoto
from rooms.operations.attributes import add_attribute
from rooms.operations.equipment import add_equipment, add_feature
from rooms.operations.hours import Stretch, set_hours
from rooms.operations.parts import set_parts
from rooms.operations.settings import edit_settings, room_settings
from tests.events.people import runs, signed_in
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory

pytestmark = pytest.mark.django_db

DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">
<rect data-room="012" width="40" height="40"/><rect data-room="999" x="50" width="40" height="40"/></svg>"""


@pytest.fixture(autouse=True)
def the_day(time_machine):
    time_machine.move_to("2027-03-15T09:00:00+00:00", tick=False)


@pytest.fixture
def location():
    return LocationFactory(name="Harbour site")


@pytest.fixture
def room(location):
    return RoomFactory(location=location, number="012", name="Chart room")


@pytest.fixture
def keeper(location):
    """Runs the location."""
    user = UserFactory(name="Kim Keeper")
    runs(user, location)
    return user


@pytest.fixture
def admin():
    return UserFactory(name="Ada Admin", is_admin=True)


def typed(client, address, **values):
    """What the form of the page shows, as a browser would send it back, with some values changed."""
    form = client.get(address).context["form"]
    shown = {}
    for bound in form:
        value = bound.value()
        if value is None or value is False:
            continue
        shown[bound.html_name] = "on" if value is True else bound.field.prepare_value(value)
    return {key: value for key, value in {**shown, **values}.items() if value is not None}


def errors_of(answer, form="form"):
    return {name: list(errors) for name, errors in answer.context[form].errors.items()}


# Who may


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


# Settings


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


# Locations


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


# Rooms


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


# Hours


def week(*stretches):
    return {f"{end}-{day}-{row}": value for day, row, pair in stretches for end, value in pair.items()}


def test_hours_of_a_room_hold_instead_of_those_of_its_location(room, location, keeper):
    set_hours(location, [Stretch(0, 480, 1080)], by=None)
    client = signed_in(keeper)
    nine_to_noon = {"from": "09:00", "to": "12:00"}
    late = {"from": "13:00", "to": "00:00"}

    client.post(
        f"/rooms/manage/{room.pk}/hours/",
        {"act": "save", "own": "own", **week((0, 0, nine_to_noon), (0, 1, late), (6, 0, nine_to_noon))},
    )

    room.refresh_from_db()
    assert [str(one) for one in room.hours.all()] == ["0 09:00–12:00", "0 13:00–24:00", "6 09:00–12:00"]
    assert [(one.lower, one.upper) for one in room.open_week] == [(540, 720), (780, 1440), (9180, 9360)]
    client.post(f"/rooms/manage/{room.pk}/hours/", {"act": "save", "own": ""})
    room.refresh_from_db()
    assert [(one.lower, one.upper) for one in room.open_week] == [(480, 1080)]


def test_monday_is_copied_to_the_other_days_and_saved_only_then(room, keeper):
    client = signed_in(keeper)
    address = f"/rooms/manage/{room.pk}/hours/"
    monday = week((0, 0, {"from": "09:00", "to": "12:00"}))

    answer = client.post(address, {"act": "copy-week", "own": "own", **monday})

    form = answer.context["form"]
    assert [form[f"from-{day}-0"].value() for day in range(7)] == ["09:00"] * 5 + [None, None]
    assert not room.hours.exists()


@pytest.mark.parametrize(
    ("pair", "field"),
    [
        ({"from": "12:00", "to": "09:00"}, "to-2-0"),
        ({"from": "12:00"}, "to-2-0"),
        ({"to": "12:00"}, "from-2-0"),
        ({"from": "25:00", "to": "12:00"}, "from-2-0"),
    ],
)
def test_hours_that_are_none_are_refused_at_their_field(room, keeper, pair, field):
    answer = signed_in(keeper).post(
        f"/rooms/manage/{room.pk}/hours/", {"act": "save", "own": "own", **week((2, 0, pair))}
    )

    assert list(errors_of(answer)) == [field]


def test_more_than_two_stretches_a_day_find_their_fields(room, keeper):
    client = signed_in(keeper)
    address = f"/rooms/manage/{room.pk}/hours/"
    set_hours(room, [Stretch(0, 60 * n, 60 * n + 30) for n in range(4)], by=None)

    form = client.get(address).context["form"]

    assert [str(form[f"from-0-{row}"].value()) for row in range(4)] == [
        "00:00:00",
        "01:00:00",
        "02:00:00",
        "03:00:00",
    ]
    assert form.rows == 5


# Closures


CLOSING = {"first_day": "2027-03-15", "last_day": "2027-03-16", "reason": "Works"}


def test_what_a_closure_collides_with_is_cancelled_or_kept_by_choice(room, keeper):

    client = signed_in(keeper)
    address = f"/rooms/manage/{room.pk}/closures/"
    gone = BookingFactory(room=room).occurrences.get()
    kept = BookingFactory(room=room, first_day=date(2027, 3, 16)).occurrences.get()

    shown = client.post(address, CLOSING)
    assert [(one.pk, to_come) for one, to_come in shown.context["dates"]] == [
        (gone.pk, True),
        (kept.pk, True),
    ]
    assert not Closure.objects.exists()
    client.post(address, {**CLOSING, "seen": [gone.pk, kept.pk], "cancel": [gone.pk]})

    gone.refresh_from_db()
    kept.refresh_from_db()
    closure = Closure.objects.get()
    assert (gone.get_state_display(), gone.reason, kept.get_state_display()) == (
        "Cancelled",
        "Works",
        "Booked",
    )
    assert (str(closure.starts_at), str(closure.ends_at)) == (
        "2027-03-15 00:00:00+00:00",
        "2027-03-17 00:00:00+00:00",
    )


def test_a_booking_that_came_in_meanwhile_is_shown_first(room, keeper):
    client = signed_in(keeper)
    address = f"/rooms/manage/{room.pk}/closures/"
    seen = BookingFactory(room=room).occurrences.get()

    new = BookingFactory(room=room, start=time(14), end=time(15)).occurrences.get()

    answer = client.post(address, {**CLOSING, "seen": [seen.pk], "cancel": []})

    assert not Closure.objects.exists()
    page = answer.content.decode()
    assert f'name="cancel" value="{new.pk}" checked' in page
    assert f'name="cancel" value="{seen.pk}">' in page


def test_a_closure_of_a_location_shows_the_dates_of_all_its_rooms(room, location, keeper):
    dates = [BookingFactory(room=one).occurrences.get() for one in (room, RoomFactory(location=location))]
    BookingFactory()

    answer = signed_in(keeper).post(f"/rooms/manage/locations/{location.pk}/closures/", CLOSING)

    assert [one.pk for one, _to_come in answer.context["dates"]] == [one.pk for one in dates]


def test_opening_again_can_be_undone(room, keeper):
    client = signed_in(keeper)
    address = f"/rooms/manage/{room.pk}/closures/"
    client.post(address, CLOSING)
    closure = Closure.objects.get()

    page = client.post(address, {"open": closure.pk}, follow=True)
    assert not Closure.objects.exists()
    client.post(next(one.extra_tags for one in page.context["messages"] if one.extra_tags))

    again = Closure.objects.get()
    assert (again.starts_at, again.ends_at, again.reason) == (
        closure.starts_at,
        closure.ends_at,
        closure.reason,
    )


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"last_day": "2027-03-14"}, "last_day"),
        ({"last_day": "2027-03-15", "start": "10:00", "end": "10:00"}, "end"),
        ({"first_day": "0001-01-01"}, "first_day"),
        ({"last_day": "9999-12-31"}, "last_day"),
        ({"first_day": "soon"}, "first_day"),
    ],
)
def test_a_closure_that_can_not_be_is_refused_at_its_field(room, keeper, values, field):
    answer = signed_in(keeper).post(f"/rooms/manage/{room.pk}/closures/", {**CLOSING, **values})

    assert list(errors_of(answer)) == [field]


# Parts


def test_parts_are_chosen_among_the_rooms_of_the_building(room, location, keeper):
    part = RoomFactory(location=location)
    RoomFactory(location=location, building="41")
    client = signed_in(keeper)
    address = f"/rooms/manage/{room.pk}/parts/"

    assert client.get(address).context["offered"] == [part]
    client.post(address, {"part": [part.pk]})

    assert list(room.parts.all()) == [part]
    assert "It is a part of" in client.get(f"/rooms/manage/{part.pk}/parts/").content.decode()


def test_rooms_booked_at_the_same_time_are_not_combined(room, location, keeper):
    part = RoomFactory(location=location, name="Cabin")
    BookingFactory(room=room)
    BookingFactory(room=part)

    answer = signed_in(keeper).post(f"/rooms/manage/{room.pk}/parts/", {"part": [part.pk]})

    assert answer.context["refused"] == (
        "These rooms are booked at the same time. Chart room is booked on Mon 15 March, 10:00, and Cabin on "
        "Mon 15 March, 10:00. Move one of these bookings first."
    )
    assert answer.context["chosen"] == {part.pk}


def test_a_part_of_a_part_is_refused(room, location, keeper):
    part = RoomFactory(location=location)
    set_parts(room, [part], by=None)
    third = RoomFactory(location=location)

    answer = signed_in(keeper).post(f"/rooms/manage/{third.pk}/parts/", {"part": [room.pk]})

    assert list(third.parts.all()) == []
    assert answer.status_code == 302


# Photo, plans


def test_a_photo_is_tidied_replaced_and_removed(room, keeper):
    client = signed_in(keeper)
    address = f"/rooms/manage/{room.pk}/photo/"
    file = io.BytesIO()
    Image.new("RGB", (80, 40), "red").save(file, "PNG")
    file.seek(0)
    file.name = "room.png"

    client.post(address, {"file": file})
    assert (room.photo.media_type, room.photo.width) == ("image/jpeg", 80)
    wrong = io.BytesIO(b"<svg/>")
    wrong.name = "room.svg"
    answer = client.post(address, {"file": wrong})
    assert "not a picture we can show" in str(errors_of(answer))
    client.post(address, {"act": "remove"})

    assert not RoomPhoto.objects.exists()


def svg(text=DRAWING):
    file = io.BytesIO(text.encode())
    file.name = "plan.svg"
    return file


def test_a_plan_shows_which_shapes_found_their_room(room, location, keeper):
    other = RoomFactory(location=location, number="013")
    client = signed_in(keeper)

    client.post(
        "/rooms/manage/plans/", {"location": location.pk, "building": "40", "floor": "1", "file": svg()}
    )

    plan = FloorPlan.objects.get()
    answer = client.get(f"/rooms/manage/plans/{plan.pk}/")
    matched = answer.context["matched"]
    assert (matched.rooms, matched.unknown, matched.missing) == ({"012": room}, ["999"], [other])
    again = client.post(
        "/rooms/manage/plans/", {"location": location.pk, "building": "40", "floor": "1", "file": svg()}
    )
    assert errors_of(again) == {"floor": ["There is a plan of “40, 1” already. Replace that one."]}
    client.post(f"/rooms/manage/plans/{plan.pk}/", {"act": "save", "building": "40", "floor": "2"})
    plan.refresh_from_db()
    assert (plan.floor, "data-room" in plan.drawing) == ("2", True)
    client.post(f"/rooms/manage/plans/{plan.pk}/", {"act": "remove"})
    assert not FloorPlan.objects.exists()


def test_a_plan_that_is_no_drawing_is_refused(location, keeper):
    client = signed_in(keeper)

    for text in ("not svg", "<svg><script>alert(1)</script></svg>", "\ufffe\udc80"):
        file = io.BytesIO(text.encode("utf-8", "surrogatepass"))
        file.name = "plan.svg"
        answer = client.post("/rooms/manage/plans/", {"location": location.pk, "file": file})
        assert list(errors_of(answer)) == ["file"]


# Equipment, attributes


def test_equipment_serves_features_and_stays_while_rooms_have_it(room, admin):
    client = signed_in(admin)
    client.post("/rooms/manage/equipment/", {"act": "feature", "f-title": "Video conference"})
    feature = Feature.objects.get()
    client.post(
        "/rooms/manage/equipment/", {"act": "equipment", "e-name": "Codec", "e-features": [feature.pk]}
    )
    codec = Equipment.objects.get()
    room.equipment.add(codec)

    kept = client.post("/rooms/manage/equipment/", {"remove": codec.pk}, follow=True)
    served = client.post("/rooms/manage/equipment/", {"remove_feature": feature.pk}, follow=True)

    assert (feature.name, list(codec.features.all())) == ("video-conference", [feature])
    assert "1 room has “Codec”. Take it away there first." in kept.content.decode()
    assert "1 kind of equipment is good for “Video conference”." in served.content.decode()
    room.equipment.clear()
    client.post("/rooms/manage/equipment/", {"remove": codec.pk})
    client.post("/rooms/manage/equipment/", {"remove_feature": feature.pk})
    assert not Equipment.objects.exists()
    assert not Feature.objects.exists()


def test_names_of_equipment_are_unique_whatever_their_case(admin):
    client = signed_in(admin)
    add_equipment(name="Codec", by=None)
    other = add_equipment(name="Lights", by=None)

    answer = client.post(
        f"/rooms/manage/equipment/?equipment={other.pk}", {"act": "equipment", "e-name": "CODEC"}
    )

    assert errors_of(answer) == {"name": ["There is equipment called “CODEC” already."]}


def test_attributes_are_added_renamed_and_removed(room, admin):
    client = signed_in(admin)
    client.post("/rooms/manage/attributes/", {"act": "attribute", "title": "Floor type", "name": ""})
    attribute = Attribute.objects.get()
    client.post(
        f"/rooms/manage/attributes/?attribute={attribute.pk}",
        {"act": "attribute", "title": "Kind of floor", "name": "FLOOR", "is_hidden": "on"},
    )
    attribute.refresh_from_db()
    assert (attribute.title, attribute.name, attribute.is_hidden) == ("Kind of floor", "floor", True)
    twice = client.post("/rooms/manage/attributes/", {"act": "attribute", "title": "Floor"})
    assert errors_of(twice) == {"name": ["There is an attribute “floor” already."]}
    attribute.values.create(room=room, value="Carpet")
    kept = client.post("/rooms/manage/attributes/", {"remove": attribute.pk}, follow=True)
    assert "1 room says something about “Kind of floor”." in kept.content.decode()
    attribute.values.all().delete()

    client.post("/rooms/manage/attributes/", {"remove": attribute.pk})

    assert not Attribute.objects.exists()


# Retiring


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


# Access


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


# Log


def test_the_log_tells_in_words_what_was_done(room, keeper):
    client = signed_in(keeper)
    address = f"/rooms/manage/{room.pk}/"
    client.post(address, typed(client, address, capacity="31"))

    page = client.get(f"/rooms/manage/{room.pk}/log/?q=31").content.decode()

    assert "<b>Room changed</b>" in page
    assert "<dt>seats</dt>" in page
    assert "Nothing in the log holds these words" in client.get(f"{address}log/?q=zzz").content.decode()
