"""Lists of rooms come in: every row that can be had, a sentence for each other, and nothing the second time."""

import io
from collections import Counter
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from access.models import Grant
from access.operations import grant
from kit.tables import BadTable, xlsx_bytes
from rooms.importing.room_columns import known_columns
from rooms.importing.room_export import export_headings, export_rows
from rooms.importing.room_files import read_rooms
from rooms.importing.room_lines import NotRooms, lines_of_rooms
from rooms.models import Attribute, AttributeValue, Equipment, Feature, Location, Room
from rooms.operations.import_rooms import RoomOutcome, import_rooms
from rooms.operations.rooms import retire_room
from tests.factories.accounts import UserFactory
from tests.factories.rooms import LocationFactory, RoomFactory

pytestmark = pytest.mark.django_db
REAL = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "rooms"
published = pytest.mark.skipif(
    not REAL.is_dir(), reason="the published lists of rooms are not beside the checkout"
)
SAMPLE = """site,building,floor,number,name,seats,owner,equipment,features,attribute:door-code,bookable,needs approval
North,40,1,012,Salle Curie,48,,Projector; Board,Video conference,1815,yes,no
North,40,1,013,,twelve,,Board,,,yes,no
North,40,1,014,,12,,Board,,,perhaps,no
North,40,1,012,Again,48,,,,,yes,no
North,40,1,,No number,48,,,,,yes,no
North,40,2,B1,,8,,,,,,yes
"""


def lines(text, name="rooms.csv", chosen=None):
    table = read_rooms(text.encode() if isinstance(text, str) else text, name)
    known = known_columns(
        table.headings, list(Attribute.objects.values_list("name", flat=True)), chosen=chosen
    )
    return lines_of_rooms(table, known)


def outcomes(report):
    return {result.number: (result.outcome.value, result.sentence) for result in report.results}


@pytest.fixture
def house():
    return LocationFactory(name="House")


@pytest.fixture
def keeper(house):
    keeper = UserFactory()
    grant(house.access, to=keeper, permission=Grant.MANAGE)
    return keeper


def test_good_rows_go_in_and_each_other_row_says_why_not(house):
    report = import_rooms(lines(SAMPLE), by=None, location="house")

    assert outcomes(report) == {
        2: ("new", ""),
        3: ("refused", "seats: “twelve” is no number."),
        4: ("refused", "may be booked: “perhaps” is neither yes nor no."),
        5: ("refused", "It is the room of row 2 again."),
        6: ("refused", "number: This field cannot be blank."),
        7: ("new", ""),
    }
    assert [room.full_name for room in Room.objects.order_by("number")] == ["40-1-012 Salle Curie", "40-2-B1"]


def test_a_row_fills_all_of_the_room(house):
    import_rooms(lines(SAMPLE), by=None, location="House")

    room = Room.objects.get(number="012")
    assert (room.site, room.capacity, room.is_bookable, room.needs_approval) == ("North", 48, True, False)
    assert sorted(thing.name for thing in room.equipment.all()) == ["Board", "Projector", "Video conference"]
    assert [str(value) for value in room.attribute_values.all()] == ["Door code: 1815"]
    assert Room.objects.get(number="B1").needs_approval


def test_the_same_list_again_changes_nothing(house):
    import_rooms(lines(SAMPLE), by=None, location="House")

    again = import_rooms(lines(SAMPLE), by=None, location="House")

    assert again.counts == {"same": 2, "refused": 4}


def test_a_dry_run_says_the_same_and_keeps_nothing(house):
    report = import_rooms(lines(SAMPLE), by=None, location="House", dry_run=True)

    assert report.counts == {"new": 2, "refused": 4}
    assert (Room.objects.count(), Equipment.objects.count(), Attribute.objects.count()) == (0, 0, 0)


def test_only_what_the_list_has_columns_for_changes_and_is_named(house):
    room = RoomFactory(location=house, building="40", floor="1", number="012", name="Old", division="Physics")

    report = import_rooms(
        lines("building,floor,number,name,seats\n40,1,012,New,60\n"), by=None, location="House"
    )

    room.refresh_from_db()
    assert report.results[0].outcome == RoomOutcome.CHANGED
    assert report.results[0].fields == ("name", "seats")
    assert (room.name, room.capacity, room.division) == ("New", 60, "Physics")


def test_an_owner_nobody_knows_is_noted_and_the_room_comes_in(house):
    owner = UserFactory()
    known = f"number,owner\n1,{owner.email}\n2,nobody@elsewhere.example\n"

    report = import_rooms(lines(known), by=None, location="House")

    assert [room.owner for room in Room.objects.order_by("number")] == [owner, None]
    assert "Nobody here has the address nobody@elsewhere.example" in report.results[1].sentence


def test_seats_that_are_not_given_are_said_to_be_a_guess(house):
    report = import_rooms(lines("number\n1\n"), by=None, location="House")

    assert outcomes(report) == {2: ("new", "Its seats are not given; 20 are written down.")}


def test_a_retired_room_is_not_changed(house):
    room = RoomFactory(location=house, building="", floor="", number="1")
    retire_room(room, by=None)

    report = import_rooms(lines("number,name\n1,New\n"), by=None, location="House")

    assert report.results[0].outcome == RoomOutcome.REFUSED
    assert "is retired. Bring it back first." in report.results[0].sentence


def test_who_runs_one_location_changes_no_other_and_adds_no_kinds(house, keeper):
    LocationFactory(name="Elsewhere")
    table = "location,number,equipment\nElsewhere,1,\nHouse,2,Laser\nHouse,3,\nNowhere,4,\n"

    report = import_rooms(lines(table), by=keeper, zone="UTC")

    assert [result.outcome.value for result in report.results] == ["refused", "refused", "new", "refused"]
    assert "You run no location “Elsewhere”." in report.results[0].sentence
    assert report.results[1].sentence == "There is no equipment “Laser”. Those who run all rooms add it."
    assert not Location.objects.filter(name="Nowhere").exists()


def test_a_row_taken_back_leaves_no_kinds_behind(house):
    table = f"number,equipment,attribute:größe\n1,Laser,{'x' * 400}\n2,Laser,\n"
    Attribute.objects.create(name="grosse", title="Size")
    table = table.replace("attribute:größe", "attribute:不明")

    report = import_rooms(lines(table), by=None, location="House")

    assert [result.outcome.value for result in report.results] == ["refused", "new"]
    assert list(Equipment.objects.values_list("name", flat=True)) == ["Laser"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_imports_unchanged_and_once_more_into_an_empty_house(client, house, kind):
    whiteboard = Equipment.objects.create(name="Whiteboard")
    codec = Equipment.objects.create(name="Codec")
    codec.features.add(Feature.objects.create(name="video", title="Video conference"))
    admin = UserFactory(is_admin=True)
    room = RoomFactory(
        location=house,
        number="=1+1",
        name="Aula, “great”",
        latitude=46.2338,
        longitude=-6.05,
        comments="Two\r\nlines ",
        owner=admin,
        surface=120,
        notification_emails=["a@example.org", "b@example.org"],
        max_length_minutes=180,
        buffer_after=15,
    )
    room.equipment.set([whiteboard, codec])
    question = Attribute.objects.create(name="door-code", title="Door code", is_hidden=True)
    AttributeValue.objects.create(room=room, attribute=question, value="0815")
    RoomFactory(location=house, floor="", number="0012")
    client.force_login(admin)

    answer = client.get(reverse("export-rooms"), {"format": kind})
    content = answer.getvalue()
    report = import_rooms(lines(content, f"Rooms.{kind}"), by=admin)

    assert report.counts == {"same": 2}
    before = exported()
    Room.objects.all().delete()
    assert import_rooms(lines(content, f"Rooms.{kind}"), by=admin).counts == {"new": 2}
    assert exported() == before


def exported():
    """All rooms as rows, with the ends of lines as a table keeps them."""
    attributes = list(Attribute.objects.all())
    rows = [export_headings(attributes), *export_rows(Room.objects.all(), attributes)]
    return [
        [cell.replace("\r\n", "\n").strip() if isinstance(cell, str) else cell for cell in row]
        for row in rows
    ]


def test_the_export_takes_the_same_number_of_queries_for_one_room_and_three(
    client, django_assert_num_queries, house
):
    attributes = list(Attribute.objects.all())
    for rooms in (1, 3):
        while Room.objects.count() < rooms:
            RoomFactory(location=house).equipment.add(
                Equipment.objects.create(name=f"Thing {Room.objects.count()}")
            )

        with django_assert_num_queries(4):
            rows = list(export_rows(Room.objects.all(), attributes))

        assert len(rows) == rooms


def test_lists_of_objects_and_what_stands_around_them_are_read():
    assert [line.place for line in lines('[{"building": "A", "room": 12, "seats": 5}]')] == [
        ("", "A", "", "12")
    ]
    nested = '{"data": [{"type": "room", "attributes": {"bldg": "A", "room": "12", "capacity": null}}]}'
    assert [(line.place, line.values.get("capacity")) for line in lines(nested)] == [
        (("", "A", "", "12"), None)
    ]


@pytest.mark.parametrize("file", ["[" * 100_000, '{"data": 1}', "[1, 2]", '{"a": ', "{}"])
def test_json_that_holds_no_rooms_is_refused(file):
    with pytest.raises(BadTable):
        read_rooms(file.encode(), "rooms.json")


def test_a_list_without_numbers_is_refused():
    with pytest.raises(NotRooms):
        lines("building,seats\n1,2\n")


@pytest.mark.parametrize("cell", ["nan", "inf", "-5", "0", "1e99", "2.5", "²"])
def test_seats_that_are_no_number_of_people_are_refused(cell):
    assert lines(f"number,seats\n1,{cell}\n")[0].problem.startswith("seats: ")


def test_a_workbook_comes_in_as_a_table_does(house):
    file = xlsx_bytes(["number", "seats"], [["012", 30]])

    import_rooms(lines(file, "rooms.xlsx"), by=None, location="House")

    assert list(Room.objects.values_list("number", "capacity")) == [("012", 30)]


def test_the_command_makes_the_location_it_is_told_and_reports(tmp_path):
    file = tmp_path / "rooms.csv"
    file.write_text("Trakt,Nummer 2,number\nNord,x,1\n")
    out = io.StringIO()

    call_command(
        "import_rooms",
        file,
        location="Campus",
        zone="Europe/Zurich",
        column=["Trakt=site", "Nummer 2="],
        stdout=out,
    )

    room = Room.objects.get()
    assert (room.location.name, room.location.time_zone, room.site) == ("Campus", "Europe/Zurich", "Nord")
    assert "1 new." in out.getvalue()
    assert "Left out: Nummer 2." in out.getvalue()


def test_the_command_without_a_location_says_what_to_give(tmp_path):
    file = tmp_path / "rooms.csv"
    file.write_text("number\n1\n")

    with pytest.raises(CommandError, match="no location yet"):
        call_command("import_rooms", file)


def test_the_page_looks_first_keeps_the_file_and_then_imports(client, house, keeper):
    client.force_login(keeper)
    file = SimpleUploadedFile("rooms.csv", b"Trakt,number,seats\nNord,1,9\n")

    looked = client.post(reverse("import-rooms"), {"file": file, "location": house.pk, "act": "look"})

    assert looked.status_code == 200
    assert Room.objects.count() == 0
    assert "Import 1 room" in looked.content.decode()
    again = {name: looked.context[name] for name in ("kept",)} | {"kept_name": "rooms.csv"}
    done = client.post(
        reverse("import-rooms"),
        {**again, "location": house.pk, "act": "import", "column-trakt": "site", "column-number": "number"},
    )
    assert done.context["counts"] == {"new": 1}
    assert list(Room.objects.values_list("site", "number", "capacity")) == [("Nord", "1", 9)]


def test_the_page_asks_which_heading_gives_the_number(client, house, keeper):
    client.force_login(keeper)
    file = SimpleUploadedFile("rooms.csv", b"Kennung,seats\n7,9\n")

    looked = client.post(reverse("import-rooms"), {"file": file, "location": house.pk, "act": "look"})

    assert looked.status_code == 422
    assert "No column gives the numbers of the rooms." in looked.content.decode()
    assert 'name="column-kennung"' in looked.content.decode()
    told = {"kept": looked.context["kept"], "kept_name": "rooms.csv", "column-kennung": "number"}
    assert client.post(reverse("import-rooms"), {**told, "location": house.pk}).context["amount"] == 1


def test_the_page_leaves_very_long_lists_to_the_command(client, keeper):
    client.force_login(keeper)
    file = SimpleUploadedFile("rooms.csv", b"number\n" + b"1\n" * 4001)

    answer = client.post(reverse("import-rooms"), {"file": file, "act": "look"})

    assert answer.status_code == 422
    assert "At most 4000 rows at once." in answer.content.decode()


@pytest.mark.parametrize("kept", ["%%%", "AAAA", ""])
def test_a_page_sent_without_a_file_asks_for_it(client, keeper, kept):
    client.force_login(keeper)

    answer = client.post(reverse("import-rooms"), {"kept": kept, "act": "import"})

    assert answer.status_code == 422
    assert "Choose" in answer.content.decode()


def test_the_export_holds_only_the_rooms_one_runs(client, house):
    owner = UserFactory()
    RoomFactory(location=house, number="MINE", owner=owner)
    RoomFactory(location=house, number="OTHER")
    client.force_login(owner)

    text = client.get(reverse("export-rooms")).getvalue().decode()

    assert "MINE" in text
    assert "OTHER" not in text


@published
@pytest.mark.parametrize(
    ("name", "rooms", "refused"),
    [
        ("gatech-capacities.csv", 168, {}),
        ("tum-roomfinder.csv", 166, {}),
        ("utoronto-rooms.json", 527, {"refused": 1}),  # a kitchen with 0 seats
    ],
)
def test_published_lists_come_in_and_again_unchanged(house, name, rooms, refused):
    rows = lines((REAL / name).read_bytes(), name)

    first = import_rooms(rows, by=None, location="House")
    second = import_rooms(rows, by=None, location="House")

    assert (first.counts, second.counts) == ({"new": rooms, **refused}, {"same": rooms, **refused})


@published
def test_the_columns_of_published_lists_mean_what_they_say(house):
    import_rooms(lines((REAL / "tum-roomfinder.csv").read_bytes(), "tum.csv"), by=None, location="House")

    room = Room.objects.get(number="N0111")

    assert (room.site, room.building, room.floor, room.name) == (
        "München - Stammgelände Nord",
        "N1",
        "0",
        "Seminarraum",
    )
    assert (round(room.latitude, 4), round(room.longitude, 4)) == (48.1504, 11.5678)
    assert Counter(Room.objects.values_list("floor", flat=True))["-1"] == 2
