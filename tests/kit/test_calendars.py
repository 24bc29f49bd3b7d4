"""Calendars say exactly what they were given, to any reader, whatever it contains."""

import logging
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from dateutil import tz
from hypothesis import given
from hypothesis import strategies as st

from kit import ical
from kit.ical_text import clean_text, duration, folded
from kit.ical_zones import vtimezone
from tests.processor_time import processor_seconds

NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def entry(**changes):
    return ical.event(
        **{
            "uid": "talk-1@host.example",
            "starts_at": NOON,
            "ends_at": NOON + HOUR,
            "zone": "Europe/Brussels",
            "summary": "A talk",
            "sequence": 2,
            "modified_at": NOON,
            "status": "CONFIRMED",
            **changes,
        }
    )


def read(*entries, **changes):
    content = ical.calendar("Talks", **{"components": entries, "refresh": HOUR, **changes})
    return icalendar.Calendar.from_ical(content)


def read_entry(**changes):
    return read(entry(**changes)).walk("VEVENT")[0]


def test_an_entry_is_written_as_the_standard_asks():
    written = entry(
        created_at=NOON - HOUR,
        location="Room; 1",
        description="One,\ntwo",
        url="https://a.example/ü",
        categories=["a,b", "c"],
        organizer=('Ada "A" L', "ada@a.example"),
    )

    assert written.text.split("\r\n") == [
        "BEGIN:VEVENT",
        "UID:talk-1@host.example",
        "DTSTAMP:20260201T120000Z",
        "DTSTART;TZID=Europe/Brussels:20260201T130000",
        "DTEND;TZID=Europe/Brussels:20260201T140000",
        "SUMMARY:A talk",
        "SEQUENCE:2",
        "STATUS:CONFIRMED",
        "LAST-MODIFIED:20260201T120000Z",
        "CREATED:20260201T110000Z",
        "LOCATION:Room\\; 1",
        "DESCRIPTION:One\\,\\ntwo",
        "URL:https://a.example/%C3%BC",
        "CATEGORIES:a\\,b,c",
        "ORGANIZER;CN=\"Ada ^'A^' L\":mailto:ada@a.example",
        "END:VEVENT",
        "",
    ]


def test_a_calendar_says_its_name_and_when_to_look_again():
    content = ical.calendar(
        "Talks", components=[], refresh=timedelta(hours=1), description="All", url="https://a.example"
    )

    assert content.decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Hemicycle//Hemicycle//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:Talks",
        "X-WR-CALNAME:Talks",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "DESCRIPTION:All",
        "X-WR-CALDESC:All",
        "URL:https://a.example",
        "END:VCALENDAR",
        "",
    ]


@pytest.mark.parametrize(
    ("length", "written"),
    [
        (timedelta(minutes=30), "PT30M"),
        (timedelta(hours=12), "PT12H"),
        (timedelta(days=1), "P1D"),
        (timedelta(days=1, hours=1, minutes=1), "P1DT1H1M"),
        (timedelta(0), "PT1M"),
    ],
)
def test_durations(length, written):
    assert duration(length) == written


def test_an_entry_in_utc_needs_no_zone():
    calendar = read(entry(zone="UTC"))

    assert "DTSTART:20260201T120000Z" in entry(zone="UTC").text
    assert calendar.walk("VTIMEZONE") == []


def test_an_entry_without_length_has_a_start_only():
    written = entry(ends_at=NOON)

    assert "DTSTART" in written.text
    assert "DTEND" not in written.text


def test_an_entry_of_whole_days_ends_on_the_day_after():
    read_back = read_entry(starts_at=NOON, ends_at=NOON + timedelta(days=2), all_day=True)

    assert read_back["DTSTART"].dt == date(2026, 2, 1)
    assert read_back["DTEND"].dt == date(2026, 2, 4)


def test_whole_days_until_midnight_do_not_touch_the_next_day():
    midnight = datetime(2026, 2, 2, tzinfo=ZoneInfo("Europe/Brussels"))
    written = entry(starts_at=midnight - timedelta(days=1), ends_at=midnight, all_day=True)

    assert "DTSTART;VALUE=DATE:20260201\r\n" in written.text
    assert "DTEND" not in written.text


def test_the_second_of_two_equal_hours_is_not_taken_for_the_first():
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 02:30 in Brussels, and again an hour later
    read_back = read_entry(starts_at=first, ends_at=first + HOUR)

    assert read_back["DTSTART"].dt.astimezone(UTC) == first
    assert read_back["DTEND"].dt.astimezone(UTC) == first + HOUR


@pytest.mark.parametrize(
    "changes",
    [
        {"ends_at": NOON - HOUR},
        {"starts_at": NOON.replace(tzinfo=None)},
        {"starts_at": NOON.replace(year=9), "ends_at": NOON.replace(year=9)},
        {"ends_at": NOON.replace(year=9999)},
        {"zone": "Europe/Nowhere"},
        {"zone": "../etc/passwd"},
        {"modified_at": NOON.replace(tzinfo=None)},
        {"summary": None},
    ],
)
@pytest.mark.case("S42")
def test_a_poisoned_row_is_left_out_and_the_others_arrive(changes, caplog):
    rows = [{}, changes, {"uid": "talk-2@host.example"}]

    with caplog.at_level(logging.ERROR):
        entries = ical.feed(rows, lambda row: entry(**row))

    assert entries == [entry(), entry(uid="talk-2@host.example")]
    assert "is left out of a calendar" in caplog.text


INJECTIONS = [
    "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:x",
    "a\nATTENDEE:mailto:x@evil.example",
    "a\rX:1",
    "a\x00b",
    "a\u2028ATTACH:x\u2029y",
    "a\x85X:1",
    "a\x0bX:1\x0cY:2\x1cZ:3",
    'a";X=1:b',
    "a\\nb;c,d:e",
    "\ud800x",
    "^n^'^^",
    "é" * 60,
    "🪑" * 30,
    "\\",
    " leading and trailing ",
]


@pytest.mark.case("S42")
@pytest.mark.parametrize("text", INJECTIONS)
def test_text_cannot_add_a_line(text):
    fields = {"summary": text, "location": text, "description": text, "categories": [text], "url": text}
    plain = entry(
        **dict.fromkeys(["summary", "location", "description", "url"], "x"),
        categories=["x"],
        organizer=("x", "x"),
    )
    names = [line.partition(":")[0].partition(";")[0] for line in plain.text.split("\r\n")]
    content = ical.calendar(text, components=[entry(**fields, organizer=(text, text))], refresh=HOUR)
    written = entry(**fields, organizer=(text, text)).text.replace("\r\n ", "")
    read_back = icalendar.Calendar.from_ical(content)

    assert [line.partition(":")[0].partition(";")[0] for line in written.split("\r\n")] == names
    assert [part.name for part in read_back.walk()] == [
        "VCALENDAR",
        "VTIMEZONE",
        "STANDARD",
        "DAYLIGHT",
        "STANDARD",
        "VEVENT",
    ]
    assert not set("\x00\x0b\x0c\x1c\x85\u2028\u2029") & set(content.decode())


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200) | st.text(
    'abc \\;,:"^\r\n\t é🪑nN', max_size=300
)


def without_backslash(text):
    """This reader takes a backslash in a parameter for an escape; RFC 5545 knows none there."""
    return text.replace("\\", "")


@pytest.mark.case("S42")
@given(summary=TEXTS, description=TEXTS, category=TEXTS, name=TEXTS.map(without_backslash))
def test_reading_a_calendar_gives_what_was_written(summary, description, category, name):
    kept = clean_text(category)
    written = read(
        entry(
            summary=summary, description=description, categories=[category], organizer=(name, "a@b.example")
        )
    )
    event = written.walk("VEVENT")[0]

    assert str(event["SUMMARY"]) == clean_text(summary)
    assert str(event.get("DESCRIPTION", "")) == clean_text(description)
    assert ([str(item) for item in event["CATEGORIES"].cats] if kept else []) == ([kept] if kept else [])
    assert str(event["ORGANIZER"].params.get("CN", "")) == clean_text(name or "a@b.example")
    assert str(event["ORGANIZER"]) == "mailto:a@b.example"


@given(TEXTS)
def test_no_line_is_longer_than_75_octets_and_no_character_is_torn(text):
    line = "SUMMARY:" + clean_text(text).replace("\n", "")
    parts = folded(line).encode().removesuffix(b"\r\n").split(b"\r\n")

    assert all(len(part) <= 75 for part in parts)
    assert all(part.decode() for part in parts)
    assert "".join([parts[0].decode(), *(part.decode()[1:] for part in parts[1:])]) == line


@given(
    starts_at=st.integers(631_152_000, 4_070_908_800).map(lambda second: datetime.fromtimestamp(second, UTC)),
    length=st.timedeltas(timedelta(0), timedelta(days=40)),
    zone=st.sampled_from(
        ["Europe/Brussels", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"]
    ),
)
def test_times_come_back_as_the_same_moments(starts_at, length, zone):
    starts_at, ends_at = (moment.replace(microsecond=0) for moment in (starts_at, starts_at + length))
    event = read_entry(starts_at=starts_at, ends_at=ends_at, zone=zone)

    assert event["DTSTART"].dt.astimezone(UTC) == starts_at
    assert event.get("DTEND", event["DTSTART"]).dt.astimezone(UTC) == ends_at


@pytest.mark.case("R28")
@pytest.mark.parametrize(
    "name",
    [
        "Europe/Brussels",
        "Europe/Dublin",
        "America/New_York",
        "Africa/Casablanca",
        "Australia/Sydney",
        "Asia/Kolkata",
        "America/St_Johns",
        "Australia/Lord_Howe",
        "America/Sao_Paulo",
        "Pacific/Apia",
    ],
)
def test_the_description_of_a_zone_agrees_with_the_zone(name, tmp_path):
    """Told by a reader that knows nothing but the description, for every hour of the years used."""
    years = frozenset({2011, 2026, 2027})
    path = tmp_path / "zone.ics"
    path.write_text(f"BEGIN:VCALENDAR\r\n{vtimezone(name, years=years)}END:VCALENDAR\r\n", newline="")
    described, real = tz.tzical(str(path)).get(), ZoneInfo(name)

    for year in years:
        for number in range(365 * 24):
            moment = datetime(year, 1, 1, tzinfo=UTC) + timedelta(hours=number)
            shown = moment.astimezone(real)
            if not shown.fold:  # written in UTC
                assert (
                    shown.replace(tzinfo=None, fold=0).replace(tzinfo=described).utcoffset()
                    == shown.utcoffset()
                )


def test_a_far_future_row_does_not_blow_up_the_calendar():
    far = NOON.replace(year=2199)

    content = ical.calendar("x", components=[entry(), entry(starts_at=far, ends_at=far)], refresh=HOUR)

    assert len(content) < 2_000


def test_an_empty_calendar_may_describe_a_zone():
    assert [part["TZID"] for part in read(zones={"Asia/Tokyo", "UTC"}).walk("VTIMEZONE")] == ["Asia/Tokyo"]


def test_two_thousand_entries_are_written_in_a_moment():
    text = "A description, with signs; and some lines — né.\n" * 10
    rows = [{"uid": f"{n}@host.example", "description": text, "categories": ["a"]} for n in range(2000)]

    def write() -> bytes:
        return ical.calendar("All", components=ical.feed(rows, lambda row: entry(**row)), refresh=HOUR)

    assert write().count(b"BEGIN:VEVENT") == 2000
    assert processor_seconds(write) < 0.35 * 4  # other tests use the same machine
