"""A file that cannot be read is refused in a sentence with file, row and reason, and nothing crashes."""

import json

import pytest

from interchange.schedule import draft, reading
from interchange.schedule.findings import ScheduleUnreadable
from interchange.schedule.reading import read_schedule


def refusal(data: str | bytes, **options: str) -> ScheduleUnreadable:
    with pytest.raises(ScheduleUnreadable) as refused:
        read_schedule(data if isinstance(data, bytes) else data.encode(), file_name="bad.xml", **options)
    return refused.value


def frab(
    events: str, *, conference: str = "<time_zone_name>Europe/Berlin</time_zone_name>", day: str = ""
) -> str:
    return (
        f"<schedule>\n<conference><title>T</title>{conference}</conference>\n"
        f'<day index="1" date="2031-01-01" {day}>\n<room name="A">\n{events}\n</room></day></schedule>'
    )


def event(**values: str) -> str:
    values = {"start": "10:00", "duration": "01:00", "title": "One"} | values
    attributes = "".join(f' {name}="{values.pop(name)}"' for name in ("guid", "id") if name in values)
    return (
        f"<event{attributes}>"
        + "".join(f"<{name}>{text}</{name}>" for name, text in values.items())
        + "</event>"
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"hello", "neither XML nor JSON"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR", "calendar"),
        (b"\x1f\x8b\x08\x00", "compressed"),
        (b"PK\x03\x04....", "compressed"),
        (b"<!DOCTYPE html><html></html>", "web page"),
        (b"<html><body>502</body></html>", "web page"),
        (b"<schedule><conference>", "not XML"),
        (b"<?xml version='1.0' encoding='martian'?><schedule/>", "not XML"),
        (b"<schedule>\x00</schedule>", "not XML"),
        (b"<rss/>", "<rss>, not <schedule>"),
        (b"<schedule/>", "neither a <conference> nor an <event>"),
        (b"<schedule><day date='2031-01-01'><entry/></day></schedule>", "neither a <conference>"),
        (b"{", "not JSON"),
        (b"[]", "neither a schedule.json"),
        (b"{}", "neither a schedule.json"),
        (b"[1, 2]", "neither a schedule.json"),
        (b'{"schedule": []}', "neither a schedule.json"),
        (b'{"schedule": {"conference": {}}}', "neither a schedule.json"),
        (b'{"a": NaN}', "not a number"),
        (b'{"a": 1e999}', "too large"),
        (b'{"a": ' + b"9" * 5000 + b"}", "too large"),
        (b'{"a": 1, "a": 2}', "stands twice"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"a":' * 200_000, "nested too deeply"),
        (b'{"a": "\xff"}', "Unicode"),
        (b'{"_type": "HTTPAPIResult", "results": []}', "Indico"),
        (b'{"next": "https://x.example/2", "results": [{"code": "A", "title": "B", "slot": {}}]}', "page"),
        (b"<schedule>" + b"<a>" * 60 + b"</a>" * 60 + b"</schedule>", "nested too deeply"),
    ],
)  # fmt: skip
def test_what_is_no_schedule_is_refused(data, reason):
    refused = refusal(data)

    assert reason in str(refused)
    assert "“bad.xml”" in str(refused)


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE schedule [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE schedule SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE schedule [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE schedule [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]>',
    ],
)
@pytest.mark.case("S48")
def test_entities_and_document_types_are_refused(doctype):
    assert "entities" in str(refusal(f"{doctype}<schedule><version>&x;</version></schedule>"))


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"start": "25:99"}, "“25:99” is not a time of day"),
        ({"start": "9 am"}, "is not a time of day"),
        ({"start": ""}, "has no start"),
        ({"duration": "-00:30"}, "negative"),
        ({"duration": "01:75"}, "is not a duration"),
        ({"duration": "soon"}, "is not a duration"),
        ({"duration": "9999:00"}, "is not a duration"),
        ({"date": "2031-13-45T10:00:00+01:00"}, "is not a date and time"),
        ({"date": "2031-02-30"}, "is not a date"),
        ({"date": "0001-01-01T00:00:00+14:00"}, "year"),
        ({"duration": "", "end": "2031-01-01T09:00:00+01:00"}, "before it starts"),
    ],
)
def test_impossible_times_are_refused_with_their_row(values, reason):
    (finding,) = refusal(frab(event(**values))).findings

    assert reason in finding.reason
    assert finding.row == "line 5 (“One”)"


def test_all_problems_are_reported_together():
    events = "\n".join(event(start="25:99", title=f"Talk {number}") for number in range(12))

    refused = refusal(frab(events))

    assert [finding.row.split(" (")[0] for finding in refused.findings] == [f"line {n}" for n in range(5, 17)]
    assert str(refused).endswith("2 more problems were found.")


def test_two_talks_with_one_guid_are_refused():
    guid = "22222222-2222-4222-8222-222222222222"
    (finding,) = refusal(frab(event(guid=guid) + "\n" + event(guid=guid.upper(), title="Two"))).findings

    assert finding.row == "line 6 (“Two”)"
    assert "is also that of line 5" in finding.reason


def test_two_talks_with_one_id_are_kept_apart():
    data = frab(event(id="1") + event(id="1", title="Two") + event(id="1", title="Two")).encode()

    talks = read_schedule(data, file_name="twins.xml").talks

    assert [talk.stable_key for talk in talks] == [
        "title:One@20310101T0900Z@A", "title:Two@20310101T0900Z@A",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("conference", "reason"),
    [
        ("<time_zone_name>Mars/Olympus</time_zone_name>", "no time zone called “Mars/Olympus”"),
        ("<time_zone_name>../../etc/passwd</time_zone_name>", "no time zone called"),
        ("<city>Springfield</city>", "one has to be chosen"),
        ("<time_zone_name>UTC</time_zone_name><start>soon</start>", "“soon” is not a date"),
        (
            "<time_zone_name>UTC</time_zone_name><start>2031-02-01</start><end>2031-01-01</end>",
            "before it starts",
        ),
        ("<time_zone_name>UTC</time_zone_name><day_change>30:00</day_change>", "not a time of day"),
    ],
)
def test_an_event_that_cannot_be_is_refused(conference, reason):
    assert reason in str(refusal(frab(event(), conference=conference)))


def test_a_zone_can_be_chosen_for_times_without_one():
    schedule = read_schedule(
        frab(event(), conference="").encode(), file_name="x.xml", default_zone="Asia/Tokyo"
    )

    assert schedule.talks[0].starts_at.isoformat() == "2031-01-01T01:00:00+00:00"


def test_a_file_that_is_too_large_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(reading, "LARGEST", 1024**2)

    assert "larger than 1 MB" in str(refusal(b"{" * (1024**2 + 1)))


def test_a_file_with_too_many_talks_is_refused(monkeypatch):
    monkeypatch.setattr(draft, "MOST_TALKS", 3)

    assert "more than" in str(refusal(frab(event() * 4)))


def test_a_file_without_talks_is_refused():
    assert "no talks" in str(refusal(frab("")))


@pytest.mark.parametrize("wrong", [None, 7, "text", True, [], [[]], {}, {"a": []}, "\ud800\u0000"])
@pytest.mark.parametrize(
    "member",
    [
        "title",
        "guid",
        "id",
        "date",
        "start",
        "duration",
        "room",
        "persons",
        "links",
        "attachments",
        "track",
        "answers",
    ],
)
def test_values_of_any_type_are_read_or_refused_but_never_crash(member, wrong):
    talk = {"id": 1, "date": "2031-01-01T10:00:00Z", "duration": "0:30", "title": "One", member: wrong}
    document = {
        "schedule": {"conference": {"title": "T", "days": [{"date": "2031-01-01", "rooms": {"A": [talk]}}]}}
    }

    title = title_or_refusal(document)

    assert "\x00" not in title


@pytest.mark.parametrize("wrong", [None, 7, "text", [], [[]], [7], {}, {"a": 1}])
@pytest.mark.parametrize(
    "member", ["days", "rooms", "tracks", "title", "start", "meta", "time_zone_name", "colors"]
)
def test_conferences_of_any_shape_are_read_or_refused_but_never_crash(member, wrong):
    day = {"date": "2031-01-01", "rooms": {"A": [{"date": "2031-01-01T10:00:00Z", "title": "One"}]}}
    document = {"schedule": {"conference": {"title": "T", "days": [day], member: wrong}}}

    assert title_or_refusal(document)


def title_or_refusal(document: object) -> str:
    """The title of the first talk, or the sentence of the refusal; anything else crashes."""
    try:
        return read_schedule(json.dumps(document).encode(), file_name="odd.json").talks[0].title
    except ScheduleUnreadable as refused:
        return str(refused)
