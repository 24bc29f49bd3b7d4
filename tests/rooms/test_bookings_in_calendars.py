"""A booking in a calendar is when and where its dates are, in every reader, also over a change of the clocks."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from kit import ical
from kit.recurrence import Rule
from rooms.entries import Reader, booking_gone, booking_to_ical, dates_gone
from rooms.models import Booking, Occurrence, State
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory
from tests.kit.calendar_readers import (
    ICAL_JS_IS_HERE,
    dates_by_ical_js,
    dates_by_icalendar,
    dates_by_khal,
)

pytestmark = pytest.mark.django_db
SATURDAY_BEFORE = date(2027, 3, 20)
"""The clocks of Zurich go forward in the night to Sunday, 28 March 2027, and back in that to 31 October."""


def book(first_day, start="10:00", end="11:00", nights=0, rule=None, **values):
    room = RoomFactory(name="Red Hall", location=LocationFactory(time_zone="Europe/Zurich"))
    clocks = {"start": time.fromisoformat(start), "end": time.fromisoformat(end), "nights": nights}
    booking = BookingFactory(room=room, first_day=first_day, rule=rule, purpose="Seminar", **clocks, **values)
    return Booking.objects.for_rights().get(pk=booking.pk)


def dates_of(booking):
    return list(booking.occurrences.select_related("room__location"))


def as_file(booking, reader=None):
    entries = booking_to_ical(booking, dates_of(booking), reader)
    return ical.calendar("Rooms", components=entries, refresh=timedelta(hours=1))


def lines_of(part, name):
    unfolded = part.text.replace("\r\n ", "").split("\r\n")
    return [line for line in unfolded if line.startswith(name)]


def truth(booking):
    """What the database says, as the readers tell it."""
    live = booking.occurrences.live().order_by("starts_at")
    return [(one.starts_at, one.ends_at, "Seminar") for one in live]


SERIES = {
    "weekly into summer": lambda: book(date(2027, 3, 22), rule=Rule("WEEKLY", count=4)),
    "weekly into winter, with a last day": lambda: book(
        date(2027, 10, 25), rule=Rule("WEEKLY", until=date(2027, 11, 15))
    ),
    "nights into summer": lambda: book(
        SATURDAY_BEFORE, "22:00", "06:00", nights=1, rule=Rule("WEEKLY", count=4)
    ),
    "nights into winter": lambda: book(
        date(2027, 10, 23), "22:00", "06:00", nights=1, rule=Rule("WEEKLY", count=3)
    ),
    "nights from the night itself": lambda: book(
        date(2027, 3, 27), "22:00", "06:00", nights=1, rule=Rule("DAILY", count=4)
    ),
    "from a day the rule does not name": lambda: book(
        date(2027, 3, 24), rule=Rule("WEEKLY", interval=2, weekdays=(0,), count=3)
    ),
    "monthly on the last weekday": lambda: book(
        date(2027, 2, 26), rule=Rule("MONTHLY", weekdays=(4,), position=-1, count=4)
    ),
}


def with_changes(booking):
    """The second date is cancelled, the third an hour later in another room."""
    _first, second, third, *_rest = dates_of(booking)
    Occurrence.objects.filter(pk=second.pk).update(state=State.CANCELLED)
    other = RoomFactory(name="Blue Hall", location=booking.room.location)
    hour = timedelta(hours=1)
    Occurrence.objects.filter(pk=third.pk).update(
        room=other, is_moved=True, starts_at=third.starts_at + hour, ends_at=third.ends_at + hour
    )
    return booking


@pytest.fixture(params=SERIES)
def series(request):
    return SERIES[request.param]()


def test_icalendar_and_dateutil_read_every_date(series):
    content = as_file(series)

    assert dates_by_icalendar(content) == truth(series)


def test_khal_reads_every_date(series, tmp_path):
    content = as_file(series)

    assert dates_by_khal(content, tmp_path, first="2027-01-01", last="2027-12-31") == truth(series)


@pytest.mark.skipif(not ICAL_JS_IS_HERE, reason="needs Node and ical.js: npm ci")
def test_ical_js_reads_every_date(series):
    content = as_file(series)

    assert dates_by_ical_js(content) == truth(series)


def test_what_is_cancelled_and_what_was_moved_is_read_so(tmp_path):
    booking = with_changes(SERIES["weekly into summer"]())
    content = as_file(booking)

    readings = [
        dates_by_icalendar(content),
        dates_by_khal(content, tmp_path, first="2027-01-01", last="2027-12-31"),
    ]

    assert len(truth(booking)) == 3
    assert readings == [truth(booking)] * 2


def test_a_date_in_another_room_says_so():
    booking = with_changes(SERIES["weekly into summer"]())

    master, moved = booking_to_ical(booking, dates_of(booking))

    assert "Red Hall" in lines_of(master, "LOCATION")[0]
    assert "Blue Hall" in lines_of(moved, "LOCATION")[0]
    assert lines_of(moved, "RECURRENCE-ID") == ["RECURRENCE-ID;TZID=Europe/Zurich:20270405T100000"]
    assert lines_of(master, "EXDATE") == ["EXDATE;TZID=Europe/Zurich:20270329T100000"]


def test_the_calendar_of_a_room_has_its_own_dates_alone():
    booking = with_changes(SERIES["weekly into summer"]())
    moved = [one for one in dates_of(booking) if one.is_moved]

    entries = booking_to_ical(booking, moved)
    content = ical.calendar("Blue Hall", components=entries, refresh=timedelta(hours=1))

    assert dates_by_icalendar(content) == [(moved[0].starts_at, moved[0].ends_at, "Seminar")]


def test_a_date_that_awaits_approval_alone_is_tentative():
    booking = SERIES["weekly into summer"]()
    last = dates_of(booking)[-1]
    Occurrence.objects.filter(pk=last.pk).update(state=State.PENDING)

    master, waiting = booking_to_ical(booking, dates_of(booking))

    assert (lines_of(master, "STATUS"), lines_of(waiting, "STATUS")) == (
        ["STATUS:CONFIRMED"],
        ["STATUS:TENTATIVE"],
    )


def test_a_single_booking_is_one_entry_where_it_is_now():
    booking = book(date(2027, 3, 15))
    there = datetime(2027, 3, 16, 8, tzinfo=UTC)
    booking.occurrences.update(starts_at=there, ends_at=there + timedelta(hours=1), is_moved=True)

    (entry,) = booking_to_ical(booking, dates_of(booking))

    assert lines_of(entry, "DTSTART") == ["DTSTART;TZID=Europe/Zurich:20270316T090000"]
    assert lines_of(entry, "RRULE") == lines_of(entry, "RECURRENCE-ID") == []


def test_the_uid_is_that_of_the_booking_and_the_sequence_its_own(settings):
    booking = book(date(2027, 3, 15), sequence=7)

    (entry,) = booking_to_ical(booking, dates_of(booking))

    host = settings.BASE_URL.partition("://")[2].partition(":")[0]
    assert lines_of(entry, "UID") == [f"UID:booking-{booking.key}@{host}"]
    assert lines_of(entry, "SEQUENCE") == ["SEQUENCE:7"]


def test_who_may_not_see_details_reads_that_the_room_is_busy():
    booking = book(date(2027, 3, 15), rule=Rule("WEEKLY", count=3))

    (entry,) = booking_to_ical(booking, dates_of(booking), Reader(sees_details=False))

    assert lines_of(entry, "SUMMARY") == ["SUMMARY:Busy"]
    assert "Seminar" not in entry.text
    assert booking.booked_for.name not in entry.text
    assert lines_of(entry, "URL") == lines_of(entry, "DESCRIPTION") == lines_of(entry, "ORGANIZER") == []


@pytest.mark.parametrize("rule", [None, Rule("WEEKLY", count=3)])
@pytest.mark.parametrize("state", [State.CANCELLED, State.REJECTED])
def test_a_booking_that_is_over_is_cancelled_as_a_whole(rule, state):
    booking = book(date(2027, 3, 15), rule=rule, state=state)

    entries = booking_to_ical(booking, dates_of(booking))

    assert [lines_of(entry, "STATUS") for entry in entries] == [["STATUS:CANCELLED"]]
    assert entries == booking_gone(booking)


def test_a_date_that_is_gone_is_named_by_its_recurrence_id():
    booking = SERIES["weekly into summer"]()
    second = dates_of(booking)[1]

    (entry,) = dates_gone(booking, [second])

    assert lines_of(entry, "RECURRENCE-ID") == ["RECURRENCE-ID;TZID=Europe/Zurich:20270329T100000"]
    assert lines_of(entry, "STATUS") == ["STATUS:CANCELLED"]


def test_of_the_hour_that_comes_twice_the_first_is_written():
    """khal and ical.js take the second one; the clock on the wall says the same."""
    booking = book(date(2027, 10, 24), "02:15", "02:45", rule=Rule("WEEKLY", count=3))

    assert dates_by_icalendar(as_file(booking)) == truth(booking)


@pytest.mark.parametrize(
    ("first_day", "start", "end"),
    [(date(2027, 3, 28), "02:15", "03:00"), (date(2027, 3, 21), "02:15", "03:00")],
)
def test_a_series_at_the_hour_that_is_skipped_has_an_entry(first_day, start, end):
    """Readers differ about that one night; every other date is right in all of them."""
    booking = book(first_day, start, end, rule=Rule("WEEKLY", count=3))
    skipped = datetime(2027, 3, 28, 1, 15, tzinfo=UTC)

    read = dates_by_icalendar(as_file(booking))

    assert [one for one in read if one[0].date() != skipped.date()] == [
        one for one in truth(booking) if one[0].date() != skipped.date()
    ]
