"""What rooms consist of, what stands in them, and how they look: parts, equipment, attributes, photos, plans."""

import io

import pytest
from PIL import Image

from rooms.models import Attribute, Equipment, Feature, FloorPlan, RoomPhoto
from rooms.operations.equipment import add_equipment
from rooms.operations.parts import set_parts
from tests.events.people import signed_in
from tests.factories.rooms import BookingFactory, RoomFactory
from tests.rooms.running.forms import DRAWING, errors_of

pytestmark = pytest.mark.django_db


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
    assert errors_of(again) == {
        "floor": ["There is a plan of “Building 40, floor 1” already. Replace that one."]
    }
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
