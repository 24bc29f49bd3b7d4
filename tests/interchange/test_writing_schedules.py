"""What is written is valid, and reading it again gives the same schedule."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import jsonschema
import pytest
from lxml import etree

from interchange.schedule.published import acronym_of
from interchange.schedule.reading import read_schedule
from interchange.schedule.schedule_json import write_json
from interchange.schedule.schedule_xml import write_xml
from interchange.schedule.shape import Day, Person, Room, Schedule, Talk, Track

OWN_FILES = [
    "night.xml",
    "village.xml",
    "harbour.json",
    "orchard2.json",
    "mill-list.json",
    "mill-schedule.json",
]
PUBLISHED_FILES = [
    "31c3-frab.xml",
    "fosdem-2007.xml",
    "fosdem-2013.xml",
    "fosdem-2020.xml",
    "cccamp-2019-frab.json",
    "democon-pretalx.json",
    "pyconfr-2024-pretalx.json",
    "schema/json_examples_hub-schedule2.json",
    "schema/json_examples_invalid-example.json",
]


@pytest.fixture(params=OWN_FILES + PUBLISHED_FILES)
def schedule(request, own, published) -> Schedule:
    return own(request.param) if request.param in OWN_FILES else published(request.param)


@pytest.fixture(scope="session")
def xml_schema(schema_file) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(schema_file("xsd_schedule.xml.xsd")))


@pytest.fixture(scope="session")
def json_validator(schema_file) -> jsonschema.Draft6Validator:
    return jsonschema.Draft6Validator(json.loads(schema_file("json_schema.json").read_bytes()))


def faults_of_xml(data: bytes, schema: etree.XMLSchema) -> list[str]:
    schema.validate(etree.fromstring(data))
    return [f"{error.line}: {error.message}" for error in schema.error_log]


def faults_of_json(data: bytes, validator: jsonschema.Draft6Validator) -> list[str]:
    return [f"{list(error.path)}: {error.message[:200]}" for error in validator.iter_errors(json.loads(data))]


def test_written_xml_is_valid(schedule, xml_schema):
    assert faults_of_xml(write_xml(schedule), xml_schema) == []


def test_written_json_is_valid(schedule, json_validator):
    assert faults_of_json(write_json(schedule), json_validator) == []


def test_reading_written_json_gives_the_same_schedule(schedule):
    again = read_schedule(write_json(schedule), file_name="again.json")

    assert comparable(again) == comparable(schedule)


def test_reading_written_xml_gives_what_xml_can_hold(schedule):
    again = read_schedule(write_xml(schedule), file_name="again.xml")

    assert what_xml_holds(again) == what_xml_holds(schedule)


def test_writing_twice_gives_the_same_bytes(schedule):
    again = read_schedule(write_xml(schedule), file_name="again.xml")

    assert write_xml(read_schedule(write_xml(again), file_name="thrice.xml")) == write_xml(again)
    assert write_json(schedule) == write_json(schedule)


def comparable(schedule: Schedule) -> Schedule:
    """The schedule without rows and warnings; guids that were made up for rooms are no content."""
    talks = sorted((replace(talk, row="") for talk in schedule.talks), key=lambda talk: talk.stable_key)
    rooms = tuple(replace(room, extras=dict(sorted(room.extras.items()))) for room in schedule.rooms)
    return replace(schedule, talks=tuple(talks), rooms=rooms, warnings=())


def what_xml_holds(schedule: Schedule) -> dict[str, object]:
    """The content that schedule.xml has a place for."""
    return {
        "event": (schedule.title, schedule.version, schedule.starts_on, schedule.ends_on, schedule.time_zone),
        "more": (acronym_of(schedule), schedule.timeslot_duration, schedule.generator, schedule.schedule_url),
        "days": schedule.days,
        "tracks": [track.name for track in schedule.tracks],
        "rooms": {name for talk in schedule.talks for name in talk.rooms},
        "talks": sorted(map(_talk_in_xml, schedule.talks), key=repr),
    }


def _talk_in_xml(talk: Talk) -> tuple[object, ...]:
    persons = [(person.name, _number(person.source_id)) for person in talk.persons]
    links = [(link.url, link.title, link.kind, link.service) for link in talk.links]
    attachments = [(attachment.url, attachment.title, attachment.kind) for attachment in talk.attachments]
    recording = (talk.recording_license, bool(talk.do_not_record))
    when = (talk.starts_at, talk.duration, talk.day, talk.rooms)
    texts = (talk.title, talk.subtitle, talk.track, talk.kind, talk.language, talk.abstract, talk.description)
    addresses = [url if url.startswith("http") else "" for url in (talk.url, talk.feedback_url, talk.logo)]
    return (*when, *texts, *recording, addresses, persons, links, attachments)


def _number(text: str) -> str:
    return text if re.fullmatch("[0-9]+", text) else ""


HOSTILE = "\x00\x0b<b>&amp;</b> ]]> \ud800 \uffff \"'\r\nend"


def hostile_schedule() -> Schedule:
    """Texts, ids and addresses that no schema would take as they are, and twins of all of them."""
    day = Day(1, date(2031, 3, 1), datetime(2031, 3, 1, tzinfo=UTC), datetime(2031, 3, 2, tzinfo=UTC))
    talk = Talk(
        stable_key="a",
        title=HOSTILE,
        starts_at=datetime(2031, 3, 1, 10, 0, 30, tzinfo=UTC),
        duration=timedelta(hours=300),
        day=day.date,
        guid="not a uuid",
        source_id="0",
        code="lower",
        slug="Ünïcode / slug",
        abstract=HOSTILE,
        persons=(Person(HOSTILE, guid="x", source_id="x-1", code="y", email="secret@example.org"),),
        rooms=(HOSTILE,),
        track=HOSTILE,
        url="javascript:alert(1)",
        logo="logo.png",
    )
    other = replace(
        talk, stable_key="b", guid=None, day=date(2031, 3, 5), rooms=(), duration=timedelta(seconds=30)
    )
    return Schedule(
        title="É",
        time_zone="America/Argentina/Buenos_Aires",
        starts_on=day.date,
        ends_on=day.date,
        day_change=time(4),
        rooms=(Room(HOSTILE, guid="no", slug="-"),),
        tracks=(Track(HOSTILE, slug="Ä", color="red"),),
        days=(day,),
        talks=(talk, other, replace(other, stable_key="c", code="")),
        extras={"colors": {"primary": "blue"}},
    )


def test_hostile_content_is_made_to_fit(xml_schema, json_validator):
    schedule = hostile_schedule()

    assert faults_of_xml(write_xml(schedule), xml_schema) == []
    assert faults_of_json(write_json(schedule), json_validator) == []


@pytest.mark.parametrize(
    ("address", "published"),
    [
        ("https://x.example/a?b=[c]", "https://x.example/a?b=%5Bc%5D"),
        ("https://x.example/100%", "https://x.example/100%25"),
        ("https://x.example/%C3%A9#a#b", "https://x.example/%C3%A9#a%23b"),
        ("https://[::1]:80/é", "https://[::1]:80/é"),
        ("https://x.example:port/", None),
        ("https://x.example:99999/", None),
        ("https://x.example:", None),
        ("ftp://x.example/", None),
        ("javascript:alert(1)", None),
    ],
)
def test_addresses_are_spelled_as_the_schema_takes_them(address, published, xml_schema):
    schedule = hostile_schedule()
    written = write_xml(replace(schedule, talks=(replace(schedule.talks[0], url=address),)))

    assert etree.fromstring(written).findtext("day/room/event/url") == published
    assert faults_of_xml(written, xml_schema) == []


def test_an_event_without_talks_can_be_written(xml_schema, json_validator):
    schedule = replace(hostile_schedule(), talks=(), days=())

    assert faults_of_xml(write_xml(schedule), xml_schema) == []
    assert faults_of_json(write_json(schedule), json_validator) == []


def test_no_talk_is_lost_whose_day_is_not_listed():
    schedule = hostile_schedule()

    assert write_xml(schedule).count(b"<event ") == 3
    assert len(read_schedule(write_json(schedule), file_name="again.json").talks) == 3


def test_addresses_of_mail_are_never_published():
    for written in (write_xml(hostile_schedule()), write_json(hostile_schedule())):
        assert b"secret@example.org" not in written


def test_a_made_guid_depends_on_the_talk_alone(own):
    schedule = own("village.xml")
    fewer = replace(schedule, talks=schedule.talks[1:])

    assert len(_guids(write_xml(schedule))) == 4
    assert _guids(write_xml(fewer)) < _guids(write_xml(schedule))


def _guids(data: bytes) -> set[str]:
    return {str(event.get("guid")) for event in etree.fromstring(data).iter("event")}
