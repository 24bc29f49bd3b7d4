"""Bookings come over from tables and calendars: what can be had is booked, every line says what became of it."""

from datetime import time, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from rooms.importing.calendar_lines import lines_of_calendar
from rooms.importing.table_lines import NotBookings, lines_of_table
from rooms.models import Booking, Room
from rooms.operations.import_bookings import Outcome, import_bookings
from tests.clock import DAY, at
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory
from tests.outbox import outbox

pytestmark = pytest.mark.django_db
REAL = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "ical"
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Elsewhere//EN
BEGIN:VEVENT
UID:weekly
DTSTART;TZID=Europe/Zurich:20270322T090000
DTEND;TZID=Europe/Zurich:20270322T100000
RRULE:FREQ=WEEKLY;COUNT=4
EXDATE;TZID=Europe/Zurich:20270405T090000
LOCATION:Aula
SUMMARY:Weekly
END:VEVENT
BEGIN:VEVENT
UID:every-second
DTSTART:20270322T090000Z
DTEND:20270322T100000Z
RRULE:FREQ=SECONDLY
LOCATION:Aula
END:VEVENT
BEGIN:VEVENT
UID:nowhere
DTSTART:20270322T090000Z
DTEND:20270322T100000Z
LOCATION:Nowhere
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n").encode()


@pytest.fixture
def keeper(time_machine):
    time_machine.move_to(at("08:00"), tick=False)
    return UserFactory()


@pytest.fixture
def aula(keeper):
    return RoomFactory(name="Aula", owner=keeper, location=LocationFactory(time_zone="Europe/Zurich"))


def take_over(lines, keeper, **options):
    rooms = list(Room.objects.run_by(keeper).for_rights())
    return import_bookings(lines, by=keeper, rooms=rooms, **options)


def outcomes(report):
    return [result.outcome for result in report.results]


def table(*rows):
    return "\n".join(["room,start,end,rrule,purpose,booked_for,uid", *rows]).encode()


def test_a_calendar_comes_over_at_its_wall_times(aula, keeper):
    report = take_over(lines_of_calendar(CALENDAR), keeper)

    booking = Booking.objects.get()
    assert outcomes(report) == [Outcome.NEW, Outcome.REFUSED, Outcome.REFUSED]
    assert (booking.start, booking.rrule, booking.purpose) == (time(9), "FREQ=WEEKLY;COUNT=4", "Weekly")
    assert booking.occurrences.count() == 3
    assert {one.starts_at.hour for one in booking.occurrences.all()} == {7, 8}


def test_a_second_import_changes_nothing(aula, keeper):
    take_over(lines_of_calendar(CALENDAR), keeper)

    assert outcomes(take_over(lines_of_calendar(CALENDAR), keeper))[0] == Outcome.SAME
    assert Booking.objects.count() == 1


def test_a_dry_run_says_the_same_and_keeps_nothing(aula, keeper):
    report = take_over(lines_of_calendar(CALENDAR), keeper, dry_run=True)

    assert outcomes(report) == [Outcome.NEW, Outcome.REFUSED, Outcome.REFUSED]
    assert not Booking.objects.exists()


def test_overlaps_within_the_file_and_with_what_is_booked_are_found_first(aula, keeper):
    taken = BookingFactory(room=aula, start=time(14), end=time(15))
    file = table(
        f"Aula,{DAY} 09:00,{DAY} 10:00,,First,,",
        f"Aula,{DAY} 09:30,{DAY} 10:30,,Second,,",
        f"Aula,{DAY} 14:30,{DAY} 15:30,,Third,,",
    )

    report = take_over(lines_of_table(file, "bookings.csv"), keeper)

    assert outcomes(report) == [Outcome.NEW, Outcome.OVERLAPS, Outcome.OVERLAPS]
    assert [result.number for result in report.overlaps_first] == [3, 4, 2]
    assert f"#{taken.pk}" in report.results[2].sentence


def test_the_other_dates_of_a_series_are_booked_on_wish(aula, keeper):
    BookingFactory(room=aula, first_day=DAY + timedelta(days=7))
    file = table(f"Aula,{DAY} 10:00,{DAY} 11:00,FREQ=WEEKLY;COUNT=3,Weekly,,")

    report = take_over(lines_of_table(file, "bookings.csv"), keeper, on_conflict="skip")

    assert [(result.outcome, result.dates) for result in report.results] == [(Outcome.PARTLY, 2)]


def test_past_bookings_come_over_and_nobody_gets_a_mail(aula, keeper):
    person = UserFactory()
    file = table(f"Aula,2020-01-06 09:00,2020-01-06 10:00,,Long ago,{person.email},")

    assert outcomes(take_over(lines_of_table(file, "bookings.csv"), keeper)) == [Outcome.NEW]
    assert not outbox().exists()


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("Aula,tomorrow,2027-03-15 10:00,,,,", "no date and time"),
        ("Aula,2027-03-15 10:00+01:00,2027-03-15 11:00,,,,", "without an offset"),
        ("Aula,2027-03-15 11:00,2027-03-15 10:00,,,,", "not after the start"),
        ("Aula,2027-03-15 10:00,2027-03-15 11:00,FREQ=DAILY,,,", "until when"),
        ("Nowhere,2027-03-15 10:00,2027-03-15 11:00,,,,", "Nowhere"),
    ],
)
def test_a_line_that_can_not_be_used_says_why(aula, keeper, row, sentence):
    result = take_over(lines_of_table(table(row), "bookings.csv"), keeper).results[0]

    assert result.outcome == Outcome.REFUSED
    assert sentence in result.sentence


def test_rooms_one_does_not_run_are_not_imported_into(aula):
    stranger = UserFactory()
    file = table(f"Aula,{DAY} 09:00,{DAY} 10:00,,Mine,,")

    report = import_bookings(
        lines_of_table(file, "bookings.csv"), by=stranger, rooms=list(Room.objects.for_rights())
    )

    assert outcomes(report) == [Outcome.REFUSED]


def test_a_table_without_the_columns_is_refused(keeper):
    with pytest.raises(NotBookings, match="start, end"):
        lines_of_table(b"room,when\nAula,now", "bookings.csv")


def test_the_command_reports_and_books(aula, keeper, tmp_path, capsys):
    file = tmp_path / "bookings.ics"
    file.write_bytes(CALENDAR)

    call_command("import_bookings", str(file), by=keeper.email)

    assert "1 new, 2 refused." in capsys.readouterr().out
    with pytest.raises(CommandError, match="no room"):
        call_command("import_bookings", str(file), by=keeper.email, room="Elsewhere")


@pytest.mark.filterwarnings("ignore")  # what icalendar guesses of old zones
@pytest.mark.skipif(not REAL.exists(), reason="the real calendars lie beside the project, in shared/data")
def test_real_calendars_are_read_or_refused_line_by_line(aula, keeper):
    read = 0
    for file in sorted(REAL.rglob("*.ics")):
        try:
            lines = lines_of_calendar(file.read_bytes())
        except NotBookings:
            continue
        read += len(take_over(lines[:12], keeper, into=aula, dry_run=True).results)

    assert read > 400


def test_the_page_looks_first_and_books_then(aula, keeper, client):
    client.force_login(keeper)
    address = reverse("import-bookings")

    looked = client.post(address, {"act": "look", "file": SimpleUploadedFile("a.ics", CALENDAR)})
    assert "Nothing was kept" in looked.content.decode()
    assert not Booking.objects.exists()

    client.post(address, {"act": "book", "file": SimpleUploadedFile("a.ics", CALENDAR)})
    assert Booking.objects.count() == 1


def test_the_page_is_for_those_who_run_rooms(client, keeper):
    client.force_login(keeper)

    assert client.get(reverse("import-bookings")).status_code == 404


def test_long_uids_that_begin_alike_are_two_bookings(aula, keeper):
    long = "0" * 110
    file = table(
        f"Aula,{DAY} 09:00,{DAY} 10:00,,First,,{long}1",
        f"Aula,{DAY} 11:00,{DAY} 12:00,,Second,,{long}2",
    )

    assert outcomes(take_over(lines_of_table(file, "bookings.csv"), keeper)) == [Outcome.NEW, Outcome.NEW]
    assert outcomes(take_over(lines_of_table(file, "bookings.csv"), keeper)) == [Outcome.SAME, Outcome.SAME]
