"""The dialects of the forms, in small schedules of our own."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from interchange.schedule.reading import read_schedule
from interchange.schedule.shape import Generator, Person, Reference

from .conftest import OWN


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def test_frab_xml_is_read_to_the_last_element(own):
    schedule = own("night.xml")
    wax = schedule.talks[0]

    assert (schedule.title, schedule.acronym, schedule.version) == ("Lantern Night", "lantern", "0.9 Dusk")
    assert schedule.generator == Generator("lantern", "2.1", "lantern.example.org")
    assert (wax.guid, wax.source_id, wax.code) == ("22222222-2222-4222-8222-222222222222", "7", "AB12CD")
    assert (wax.title, wax.subtitle, wax.kind, wax.track) == (
        "Wicks & Wax",
        "A history",
        "lecture",
        "Light & Shade",
    )
    assert wax.abstract == "Where <b>wicks</b> come from."
    assert wax.description == "First line\r\nSecond line"
    assert (wax.starts_at, wax.duration) == (utc(2031, 10, 25, 21, 30), timedelta(minutes=45))
    assert wax.persons == (
        Person("Odile Farrow", guid="33333333-3333-4333-8333-333333333333", source_id="1"),
        Person("Bram  Teasel", source_id="2"),
    )
    assert wax.links == (
        Reference("https://lantern.example.org/wax", "More", "web"),
        Reference("wax/notes.html", "Notes"),
    )
    assert wax.attachments == (Reference("https://lantern.example.org/wax.pdf", "Slides", "slides"),)
    assert (wax.recording_license, wax.do_not_record) == ("CC BY 4.0", False)
    assert wax.row == "line 20"


def test_a_talk_in_several_rooms_is_one_talk(own):
    assert own("night.xml").talks[0].rooms == ("Attic", "Cellar")
    assert own("mill-list.json").talks[1].rooms == ("Loft", "Yard")


def test_durations_come_in_many_spellings(own):
    assert [talk.duration for talk in own("night.xml").talks] == [
        timedelta(minutes=45), timedelta(minutes=90), timedelta(),
    ]  # fmt: skip


def test_an_hour_shown_twice_is_the_first_one_and_a_skipped_hour_moves_forward(own):
    twice, skipped = own("night.xml"), own("village.xml")

    assert twice.talks[1].starts_at == utc(2031, 10, 26, 0, 30)
    assert [warning.row for warning in twice.warnings] == ["line 53 (“When the clocks go back”)"]
    assert skipped.talks[2].starts_at == utc(2031, 3, 30, 1, 30)
    assert any("clocks skip 2031-03-30 02:30" in warning.reason for warning in skipped.warnings)


def test_a_file_with_hardly_anything_in_it_is_read(own):
    schedule = own("village.xml")  # Latin-1, no guids, twin ids, no dates, no rooms around the events

    assert schedule.venue == "Café du Coin"
    assert schedule.time_zone == "Europe/Brussels"
    assert [day.date for day in schedule.days] == [date(2031, 3, 29), date(2031, 3, 30)]
    assert [talk.day for talk in schedule.talks] == [date(2031, 3, 29)] * 3 + [date(2031, 3, 30)]
    assert [talk.stable_key for talk in schedule.talks] == [
        "title:Opening@20310329T1300Z@Barn", "slug:walk@20310329T1400Z", "id:5", "title:—@20310330T0700Z@",
    ]  # fmt: skip
    assert schedule.talks[1].duration == timedelta(minutes=20)  # from its end
    assert schedule.talks[1].rooms == ()
    assert len(schedule.persons()) == 1  # two numbers, one name


def test_c3voc_json_is_read_with_both_dialects_of_persons(own):
    schedule = own("harbour.json")
    knots, signals = schedule.talks

    assert schedule.time_zone == "Asia/Kolkata"
    assert schedule.day_change == time(4)
    assert (schedule.rooms[0].capacity, schedule.rooms[0].description) == (120, "By the water")
    assert knots.persons[0].key == signals.persons[1].key == "PERS03"
    assert (knots.do_not_record, knots.recording_license) == (True, "CC0")
    assert (signals.starts_at, signals.day) == (utc(2031, 6, 6, 19), date(2031, 6, 6))


def test_c3voc_json_2_refers_to_rooms_tracks_and_persons(own):
    schedule = own("orchard2.json")
    grafting, breakfast = schedule.talks

    assert (grafting.room, grafting.track, grafting.abstract) == ("Big Tree", "Pears", "Trees at night")
    assert (grafting.persons[0].biography, grafting.persons[0].role) == ("Grows pears.", "HOST")
    assert grafting.feedback_url == "https://orchard.example.org/grafting/feedback"
    assert [link.title for link in grafting.links] == ["Code"]
    assert (grafting.day, grafting.duration) == (date(2031, 8, 1), timedelta(minutes=40))
    assert (breakfast.kind, breakfast.rooms) == ("BREAK", ())
    assert [warning.reason for warning in schedule.warnings] == [
        "“Scything” does not take place and was left out."
    ]


def test_pretalx_lists_are_read_slot_by_slot(own):
    schedule = own("mill-list.json", default_zone="Europe/Paris")

    assert [(talk.title, talk.rooms, talk.day.day) for talk in schedule.talks] == [
        ("Stones", ("Loft",), 2),
        ("Sieves", ("Loft", "Yard"), 2),
        ("Sieves", ("Yard",), 2),  # at one in the morning
    ]
    assert schedule.talks[0].attachments == (Reference("https://mill.example.org/stones.pdf", "Slides"),)
    assert [warning.row for warning in schedule.warnings[:2]] == ["[2]", "[3]"]


def test_pretalx_schedules_name_by_number(own):
    stones, lunch = own("mill-schedule.json").talks

    assert (stones.room, stones.track, stones.persons[0].name) == ("Loft", "Grain", "Ada Grist")
    assert lunch.title == "Lunch"


@pytest.mark.parametrize("name", ["night.xml", "harbour.json"])
def test_a_byte_order_mark_does_no_harm(own, name):
    assert read_schedule(b"\xef\xbb\xbf" + (OWN / name).read_bytes(), file_name=name) == own(name)
