"""Whoever only lets their calendar read the mails has in it what is booked for them, at every step."""

from dataclasses import dataclass, field
from datetime import timedelta

import icalendar
import pytest

from kit.recurrence import Rule
from rooms.drafts import Scope
from rooms.models import State
from rooms.operations.approving import approve
from rooms.operations.booking import Wish, book
from rooms.operations.cancelling import cancel
from rooms.operations.editing import Change, edit
from rooms.operations.rejecting import reject
from tests.clock import DAY
from tests.factories.rooms import hours
from tests.kit.calendar_readers import dates_by_icalendar, dates_by_khal
from tests.outbox import outbox

pytestmark = pytest.mark.django_db
WEEKLY = Rule("WEEKLY", count=4)


@dataclass
class Calendar:
    """Does with calendar files what RFC 5546 (3.2) says, and notes what came."""

    seen: list = field(default_factory=list)
    entries: list = field(default_factory=list)

    def read(self, notice):
        file = icalendar.Calendar.from_ical(notice.calendar)
        parts = file.walk("VEVENT")
        assert file["METHOD"] == notice.calendar_method
        for part in parts:
            self.seen.append((str(part["UID"]), int(part["SEQUENCE"]), str(file["METHOD"])))
        if file["METHOD"] == "REQUEST":
            self.entries = parts
        elif "RECURRENCE-ID" in parts[0]:
            self._leave_out(parts[0])
        else:
            self.entries = []
        self.zones = file.walk("VTIMEZONE")

    def _leave_out(self, part):
        gone = part["RECURRENCE-ID"].dt
        master, *others = self.entries
        master.add("EXDATE", [gone])
        self.entries = [master, *(one for one in others if one["RECURRENCE-ID"].dt != gone)]

    def content(self):
        calendar = icalendar.Calendar()
        calendar.add("VERSION", "2.0")
        calendar.add("PRODID", "test")
        for part in [*self.zones, *self.entries]:
            calendar.add_component(part)
        return calendar.to_ical()

    @property
    def dates(self):
        return [(start, end) for start, end, _summary in dates_by_icalendar(self.content())]


@pytest.fixture
def calendar():
    return Calendar()


def deliver(calendar):
    for notice in outbox().exclude(calendar="").order_by("pk"):
        calendar.read(notice)
    outbox().delete()


def truth(booking):
    return list(booking.occurrences.live().order_by("starts_at").values_list("starts_at", "ends_at"))


def series(room, by):
    return book(Wish(room, hours("10:00", "11:00", rule=WEEKLY), purpose="Seminar"), by=by)


def test_the_life_of_a_series_over_a_change_of_the_clocks(ada, owner, room, calendar):
    booking = series(room, ada)
    deliver(calendar)
    after = [(calendar.dates, truth(booking))]

    for act in (
        lambda: cancel(booking, by=ada, occurrences=[booking.occurrences.get(date=DAY + timedelta(days=7))]),
        lambda: edit(
            booking, Change(Scope.THIS, DAY + timedelta(days=14), times=_on(14, "15:00", "16:00")), by=ada
        ),
        lambda: edit(booking, Change(times=hours("11:00", "12:30", rule=WEEKLY)), by=ada),
        lambda: reject(booking, by=owner, reason="Wet.", occurrences=list(booking.occurrences.live())[-1:]),
        lambda: cancel(booking, by=ada),
    ):
        act()
        deliver(calendar)
        after.append((calendar.dates, truth(booking)))

    assert [dates for dates, _held in after] == [held for _dates, held in after]
    assert [len(held) for _dates, held in after] == [4, 3, 3, 3, 2, 0]
    assert calendar.entries == []


def _on(days, start, end):
    return hours(start, end, day=DAY + timedelta(days=days))


def test_every_file_has_the_same_uid_and_a_higher_sequence(ada, room, calendar):
    booking = series(room, ada)
    cancel(booking, by=ada, occurrences=[booking.occurrences.first()])
    edit(booking, Change(purpose="Other seminar"), by=ada)
    cancel(booking, by=ada)

    deliver(calendar)

    uids, sequences, methods = (list(dict.fromkeys(each)) for each in zip(*calendar.seen, strict=True))
    assert len(uids) == 1
    assert sequences == sorted(set(sequences))
    assert len(sequences) == 4
    assert [method for _uid, _sequence, method in calendar.seen] == ["REQUEST", "CANCEL", "REQUEST", "CANCEL"]
    assert methods == ["REQUEST", "CANCEL"]


def test_a_request_is_tentative_until_it_is_approved(ada, owner, room, calendar):
    room.needs_approval = True
    room.save()
    booking = series(room, ada)
    deliver(calendar)
    before = {str(part["STATUS"]) for part in calendar.entries}

    approve(booking, by=owner)
    deliver(calendar)

    assert before == {"TENTATIVE"}
    assert {str(part["STATUS"]) for part in calendar.entries} == {"CONFIRMED"}


def test_several_dates_that_go_at_once_leave_the_series_as_it_is_now(ada, room, calendar):
    booking = series(room, ada)
    cancel(booking, by=ada, from_day=DAY + timedelta(days=14))

    deliver(calendar)

    assert len(truth(booking)) == 2
    assert calendar.dates == truth(booking)


def test_a_single_booking_that_loses_its_date_is_taken_away(ada, room, calendar):
    booking = book(Wish(room, hours("10:00", "11:00"), purpose="Once"), by=ada)
    deliver(calendar)
    held = len(calendar.entries)

    cancel(booking, by=ada)
    deliver(calendar)

    booking.refresh_from_db()
    assert (held, calendar.entries, booking.state) == (1, [], State.CANCELLED)


def test_the_file_names_the_installation_as_organizer_and_the_reader_as_coming(ada, room, settings, calendar):
    settings.DEFAULT_FROM_EMAIL = "Rooms of Nordhaven <rooms@example.org>"
    series(room, ada)

    deliver(calendar)

    (entry,) = calendar.entries
    assert entry["ORGANIZER"] == "mailto:rooms@example.org"
    assert entry["ATTENDEE"] == "mailto:ada@example.org"
    assert entry["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert entry["ATTENDEE"].params["RSVP"] == "FALSE"


def test_khal_takes_the_file_of_a_mail_as_it_is(ada, room, tmp_path):
    booking = series(room, ada)
    cancel(booking, by=ada, from_day=DAY + timedelta(days=14))
    content = outbox().exclude(calendar="").last().calendar.encode()

    read = dates_by_khal(content, tmp_path, first="2027-03-01", last="2027-05-01")

    assert [(start, end) for start, end, _summary in read] == truth(booking)
