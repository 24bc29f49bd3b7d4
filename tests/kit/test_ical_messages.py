"""Calendar files of mails: whom they ask, what for, and nothing that a name could slip in."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from kit import ical

NOON = datetime(2027, 3, 15, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ROOMS = ("Rooms", "rooms@host.example")
ADA = ical.Attendee("Ada", "ada@host.example")


def entry(**changes):
    return ical.event(
        **{
            "uid": "booking-1@host.example",
            "starts_at": NOON,
            "ends_at": NOON + HOUR,
            "zone": "Europe/Zurich",
            "summary": "Seminar",
            "sequence": 3,
            "modified_at": NOON,
            "status": "CONFIRMED",
            "organizer": ROOMS,
            "attendees": [ADA],
            **changes,
        }
    )


def test_an_invitation_has_what_readers_need_and_no_name_of_a_calendar():
    file = ical.message("REQUEST", [entry()])

    names = [line.partition(":")[0].partition(";")[0] for line in file.text.split("\r\n")]
    assert names[:6] == ["BEGIN", "VERSION", "PRODID", "CALSCALE", "METHOD", "BEGIN"]
    assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE", "ORGANIZER", "ATTENDEE"} <= set(names)
    assert file.method == "REQUEST"


def test_those_asked_are_written_as_the_standard_asks():
    ada = ical.Attendee('Ada "A" L', "ada@host.example", answer="ACCEPTED")
    room = ical.Attendee("", "red@host.example", kind="ROOM", asks_for_answer=True)

    lines = entry(attendees=[ada, room]).text.replace("\r\n ", "").split("\r\n")

    assert lines[-5:-2] == [
        'ORGANIZER;CN="Rooms":mailto:rooms@host.example',
        "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE"
        ";CN=\"Ada ^'A^' L\":mailto:ada@host.example",
        "ATTENDEE;CUTYPE=ROOM;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE"
        ';CN="red@host.example":mailto:red@host.example',
    ]


def test_a_series_and_its_moved_date_travel_in_one_file_with_their_zone():
    series = entry(rrule="FREQ=WEEKLY;UNTIL=20270412")
    moved = entry(starts_at=NOON + HOUR, ends_at=NOON + 2 * HOUR, recurrence_id=NOON)

    file = icalendar.Calendar.from_ical(ical.message("REQUEST", [series, moved]).text)

    assert [part.name for part in file.subcomponents] == ["VTIMEZONE", "VEVENT", "VEVENT"]
    assert {str(part["UID"]) for part in file.walk("VEVENT")} == {"booking-1@host.example"}


def test_a_cancellation_says_so_three_times():
    file = ical.message("CANCEL", [entry(status="CANCELLED", sequence=4)])

    read = icalendar.Calendar.from_ical(file.text)
    assert (file.method, read["METHOD"], read.walk("VEVENT")[0]["STATUS"]) == (
        "CANCEL",
        "CANCEL",
        "CANCELLED",
    )


@pytest.mark.parametrize(
    ("method", "changes"),
    [
        ("REQUEST", {"attendees": []}),
        ("REQUEST", {"organizer": None}),
        ("CANCEL", {"attendees": []}),
        ("PUBLISH", {}),
        ("PUBLISH", {"organizer": None, "attendees": []}),
    ],
)
def test_a_file_without_the_people_its_method_needs_is_refused(method, changes):
    with pytest.raises(ValueError, match="has not the people it needs"):
        ical.message(method, [entry(**changes)])


def test_a_file_for_everybody_has_no_attendees():
    assert ical.message("PUBLISH", [entry(attendees=[])]).method == "PUBLISH"


def test_a_file_says_the_method_of_its_mail():
    text = ical.message("REQUEST", [entry()]).text

    with pytest.raises(ValueError, match="is no CANCEL"):
        ical.CalendarFile("CANCEL", text)


@pytest.mark.case("S42")
@pytest.mark.parametrize(
    "text",
    [
        "a\r\nATTENDEE:mailto:x@evil.example",
        'a";RSVP=TRUE:mailto:x@evil.example',
        "a\nMETHOD:CANCEL\n",
        "a\x00\u2028b\x85c",
        "é" * 60,
        "^n",
    ],
)
def test_nobody_is_asked_by_a_name(text):
    people = [ical.Attendee(text, text, answer="ACCEPTED")]
    file = ical.message("REQUEST", [entry(attendees=people, organizer=(text, text), summary=text)])

    read = icalendar.Calendar.from_ical(file.text)
    part = read.walk("VEVENT")[0]

    assert read["METHOD"] == "REQUEST"
    assert not isinstance(part["ATTENDEE"], list)
    assert (part["ATTENDEE"].params["PARTSTAT"], part["ATTENDEE"].params["RSVP"]) == ("ACCEPTED", "FALSE")
