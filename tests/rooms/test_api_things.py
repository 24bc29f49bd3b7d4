"""Equipment, features, attributes, photos, plans, lists and figures over REST."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from access.models import Grant
from rooms.models import Attribute, Booking, Equipment, Feature, FloorPlan, Room, RoomPhoto
from rooms.operations.room_days import rebuild_room_days
from rooms.operations.settings import room_settings
from tests.clock import at
from tests.factories.access import GrantFactory
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory
from tests.rooms.programs import caller, send

pytestmark = pytest.mark.django_db
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect data-room="{}" width="5" height="5"/>{}</svg>'


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to(at("08:00"), tick=False)
    room_settings()


@pytest.fixture
def admin():
    return caller(UserFactory(is_admin=True))


@pytest.fixture
def anybody():
    return caller(UserFactory())


def upload(client, address, content, name, how="post", **fields):
    file = SimpleUploadedFile(name, content)
    return getattr(client, how)(f"/api/v1/{address}", {"file": file, **fields}, format="multipart")


def png():
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(kept, "PNG")
    return kept.getvalue()


def test_features_equipment_and_attributes_are_added_changed_and_removed(admin):
    feature = send(admin, "room-features/", {"title": "Video conference"})
    thing = send(admin, "equipment/", {"name": "Codec", "features": ["video-conference"]})
    attribute = send(admin, "room-attributes/", {"title": "Seats", "is_hidden": True})
    addresses = [made["Location"] for made in (thing, feature, attribute)]

    renamed = [
        admin.patch(address, {key: "New"}, format="json").json()[key]
        for address, key in zip(addresses, ("name", "title", "title"), strict=True)
    ]

    assert (feature.json()["name"], thing.json()["features"], attribute.json()["name"]) == (
        "video-conference",
        ["video-conference"],
        "seats",
    )
    assert Equipment.objects.get().features.get() == Feature.objects.get()
    assert renamed == ["New"] * 3
    assert [admin.delete(address).status_code for address in addresses] == [204] * 3
    assert (Equipment.objects.count(), Feature.objects.count(), Attribute.objects.count()) == (0, 0, 0)


def test_what_is_used_stays_and_a_name_is_given_once(admin):
    thing = Equipment.objects.create(name="Codec")
    RoomFactory().equipment.add(thing)

    used = admin.delete(f"/api/v1/equipment/{thing.pk}/")
    twice = send(admin, "equipment/", {"name": "codec"})

    assert (used.status_code, twice.status_code) == (409, 409)


@pytest.mark.parametrize(
    ("address", "body", "field"),
    [
        ("equipment/", {}, "name"),
        ("equipment/", {"name": "x" * 101}, "name"),
        ("equipment/", {"name": "A", "features": ["laser"]}, "features"),
        ("room-features/", {}, "title"),
        ("room-features/", {"title": "A", "icon": "<svg>"}, "icon"),
        ("room-features/", {"title": "会議"}, "name"),
        ("room-attributes/", {"title": "A", "name": "a b"}, "name"),
        ("room-attributes/", {"title": "A", "rooms": []}, "rooms"),
    ],
)
def test_what_does_not_fit_a_thing_is_refused_at_its_field(admin, address, body, field):
    answer = send(admin, address, body)

    assert (answer.status_code, list(answer.json())) == (400, [field])


def test_everybody_with_an_account_reads_the_lists_and_hidden_attributes_only_who_runs_rooms(anybody):
    Attribute.objects.create(name="open", title="Open")
    Attribute.objects.create(name="hidden", title="Hidden", is_hidden=True)
    owner = caller(RoomFactory(owner=UserFactory()).owner)

    def titles(client):
        return [one["title"] for one in client.get("/api/v1/room-attributes/").json()["results"]]

    assert (titles(anybody), titles(owner)) == (["Open"], ["Hidden", "Open"])
    assert send(anybody, "equipment/", {"name": "Codec"}).status_code == 403
    assert caller().get("/api/v1/equipment/").status_code == 401


def test_three_kinds_of_equipment_take_as_many_queries_as_one(anybody):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            anybody.get("/api/v1/equipment/")
        return len(seen)

    feature = Feature.objects.create(name="video", title="Video")
    Equipment.objects.create(name="A").features.add(feature)
    queries()
    one = queries()
    for name in "BC":
        Equipment.objects.create(name=name).features.add(feature)

    assert queries() == one


def test_a_photo_is_put_read_and_taken_away(admin, anybody):
    room = RoomFactory()
    address = f"rooms/{room.pk}/photo/"

    put = upload(admin, address, png(), "room.png", how="put")
    read = anybody.get(f"/api/v1/{address}")
    told = anybody.get(f"/api/v1/rooms/{room.pk}/").json()["photo"]
    gone = admin.delete(f"/api/v1/{address}")

    assert (put.status_code, read.status_code, read["Content-Type"]) == (204, 200, "image/jpeg")
    assert told == f"/api/v1/{address}"
    assert (gone.status_code, RoomPhoto.objects.count()) == (204, 0)
    assert anybody.get(f"/api/v1/{address}").status_code == 404


def test_what_is_no_picture_and_who_may_not_are_refused(admin, anybody):
    address = f"rooms/{RoomFactory().pk}/photo/"

    assert list(upload(admin, address, b"text", "room.png", how="put").json()) == ["file"]
    assert admin.put(f"/api/v1/{address}", {}, format="multipart").status_code == 400
    assert upload(anybody, address, png(), "room.png", how="put").status_code == 403
    assert admin.put(f"/api/v1/{address}", {"file": "x"}, format="json").status_code == 415


def test_a_plan_is_drawn_anew_without_what_is_not_safe(admin, anybody):
    room = RoomFactory(number="012")
    place = {"location": room.location_id, "building": "40", "floor": "1"}

    made = send(admin, "floor-plans/", {**place, "drawing": SVG.format("012", "<script>alert(1)</script>")})
    again = send(admin, "floor-plans/", {**place, "drawing": SVG.format("012", "")})
    changed = admin.patch(made["Location"], {"drawing": SVG.format("013", "")}, format="json")
    told = anybody.get(made["Location"]).json()

    assert (made.status_code, made.json()["rooms"]) == (201, {"012": room.pk})
    assert "script" not in made.json()["drawing"]
    assert (again.status_code, changed.json()["rooms"]) == (409, {})
    assert (told["building"], told["floor"]) == ("40", "1")
    assert admin.delete(made["Location"]).status_code == 204


def test_plans_are_for_those_who_see_a_room_there_and_changed_by_those_who_run_it(admin, anybody):
    room = RoomFactory()
    shown = {"location": room.location, "drawing": SVG.format("1", "")}
    plan = FloorPlan.objects.create(**shown, building="40", floor="1")
    FloorPlan.objects.create(**shown, building="41", floor="9")

    def ids(client, query=""):
        return [one["id"] for one in client.get(f"/api/v1/floor-plans/{query}").json()["results"]]

    assert (ids(anybody), len(ids(admin))) == ([plan.pk], 2)
    assert ids(admin, "?location=999999") == []
    assert anybody.delete(f"/api/v1/floor-plans/{plan.pk}/").status_code == 403
    assert list(send(admin, "floor-plans/", {"location": room.location_id, "drawing": "text"}).json()) == [
        "drawing"
    ]
    body = {"location": room.location_id, "drawing": SVG.format("1", "")}
    assert send(anybody, "floor-plans/", body).status_code == 403


ROOMS = b"number,building,floor,Sitze\n101,7,1,12\n,7,1,4\n"


def test_a_list_of_rooms_is_looked_at_first_and_then_taken_over():
    place = LocationFactory()
    user = UserFactory()
    GrantFactory(access_list=place.access, user=user, permission=Grant.MANAGE)
    program = caller(user)
    fields = {"location": place.pk, "columns": '{"Sitze": "capacity"}'}

    looked = upload(program, "rooms/import/?dry_run=true", ROOMS, "rooms.csv", **fields)
    before = Room.objects.count()
    done = upload(program, "rooms/import/", ROOMS, "rooms.csv", **fields)

    assert (looked.json()["dry_run"], before) == (True, 0)
    assert (
        looked.json()["counts"],
        done.json()["counts"],
    ) == ({"new": 1, "refused": 1}, {"new": 1, "refused": 1})
    assert looked.json()["columns"]["Sitze"] == "capacity"
    assert [(row["number"], row["outcome"]) for row in done.json()["rows"]] == [(2, "new"), (3, "refused")]
    assert Room.objects.get().capacity == 12
    exported = b"".join(program.get("/api/v1/rooms/export/").streaming_content).decode()
    assert "101" in exported


def test_lists_nobody_can_read_are_refused_at_their_field(admin, anybody):
    assert list(upload(admin, "rooms/import/", b"a,b\n1,2\n", "rooms.csv").json()) == ["file"]
    assert list(upload(admin, "rooms/import/", ROOMS, "rooms.csv", columns="[1]").json()) == ["columns"]
    assert list(upload(admin, "rooms/import/", ROOMS, "rooms.csv", columns='{"a": "b"}').json()) == [
        "columns"
    ]
    assert list(upload(admin, "rooms/import/", ROOMS, "rooms.csv", location="9").json()) == ["location"]
    assert admin.post("/api/v1/rooms/import/", {}, format="multipart").json() != {}
    assert upload(anybody, "rooms/import/", ROOMS, "rooms.csv").status_code == 403
    assert anybody.get("/api/v1/rooms/export/").status_code == 403


CALENDAR = b"""BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:one\r\nDTSTAMP:20270301T000000Z\r
SUMMARY:Seminar\r\nDTSTART:20270316T100000Z\r\nDTEND:20270316T110000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"""


def test_bookings_are_looked_at_first_and_then_taken_over(anybody):
    room = RoomFactory(owner=UserFactory())
    program = caller(room.owner)
    address = "bookings/import/"

    looked = upload(program, f"{address}?dry_run=true", CALENDAR, "a.ics", into=room.pk)
    before = Booking.objects.count()
    done = upload(program, address, CALENDAR, "a.ics", into=room.pk)
    again = upload(program, address, CALENDAR, "a.ics", into=room.pk)

    assert (looked.json()["counts"], before, looked.json()["dry_run"]) == ({"new": 1}, 0, True)
    assert (done.json()["rows"][0]["dates"], again.json()["counts"]) == (1, {"same": 1})
    assert list(upload(program, address, b"no calendar", "a.ics").json()) == ["file"]
    assert upload(anybody, address, CALENDAR, "a.ics").status_code == 403


def test_figures_are_for_those_who_decide_about_rooms(anybody):
    room = RoomFactory(owner=UserFactory())
    BookingFactory(room=room)
    RoomFactory()
    rebuild_room_days()
    program = caller(room.owner)
    period = "from=2027-03-01&to=2027-03-31"

    told = program.get(f"/api/v1/rooms/statistics/?{period}").json()
    hours = program.get(f"/api/v1/rooms/statistics/?{period}&by=hour").json()["hours"]

    assert [(row["room"], row["booked_minutes"], row["bookings"]) for row in told["rows"]] == [
        (room.pk, 60, 1)
    ]
    assert (told["total"]["booked_minutes"], len(hours), len(hours[0])) == (60, 7, 24)
    for by, name in (("building", "40"), ("month", None)):
        rows = program.get(f"/api/v1/rooms/statistics/?{period}&by={by}").json()["rows"]
        assert [row["booked_minutes"] for row in rows] == [60], name
    assert anybody.get(f"/api/v1/rooms/statistics/?{period}").status_code == 403


@pytest.mark.parametrize(
    "query",
    [
        "",
        "from=2027-03-01",
        "from=2027-03-02&to=2027-03-01",
        "from=1900-01-01&to=2027-03-01",
        "from=2020-01-01&to=2027-03-01",
        "from=2027-03-01&to=2027-03-02&by=year",
    ],
)
def test_figures_of_a_time_that_makes_no_sense_are_refused(admin, query):
    RoomFactory()

    assert admin.get(f"/api/v1/rooms/statistics/?{query}").status_code == 400
