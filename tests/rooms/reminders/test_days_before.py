"""Rule 27: reminders come exactly so many days before, once a date, of what is booked for somebody."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from notices.models import Notice
from rooms.models import Occurrence, Room, RoomSettings, State
from rooms.operations.reminders import send_reminders
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory
from tests.rooms.reminders.mornings import (
    DAILY,
    LONG_AGO,
    MONDAY,
    MONTHLY,
    WEEKLY,
    booking_of,
    days_with_mail,
    without_ends,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        (None, [-2]),
        (DAILY, [-2]),
        (WEEKLY, [-5, 2, 9, 16]),
        (MONTHLY, [-7, 24]),
    ],
)
def test_each_kind_of_booking_has_its_days_before(clock, ada, rule, days):
    without_ends()
    booking_of(ada, rule=rule)

    found = days_with_mail(clock)

    assert found == days


def test_rooms_have_their_own_days_before(clock, ada):
    without_ends()
    booking = booking_of(ada, rule=WEEKLY)
    Room.objects.filter(pk=booking.room.pk).update(remind_days_weekly=1, remind_days_single=9)

    found = days_with_mail(clock)

    assert found == [-1, 6, 13, 20]


@pytest.mark.parametrize(
    ("zone", "at", "mails"),
    [
        ("Europe/Zurich", "07:14", 0),
        ("Europe/Zurich", "07:15", 1),
        ("America/New_York", "13:14", 0),
        ("America/New_York", "13:15", 1),
    ],
)
def test_reminders_leave_at_a_quarter_past_eight_on_the_clocks_of_the_room(clock, ada, zone, at, mails):
    booking_of(ada, zone=zone)
    clock(-2, at)

    assert send_reminders() == mails


def test_days_are_those_of_the_calendar_of_the_room(clock, ada):
    """In Auckland it is Monday already when 22:00 of Sunday is it in London."""
    booking_of(ada, zone="Pacific/Auckland", start=time(9), end=time(10))
    clock(-3, "19:20")  # 08:20 of Saturday there

    send_reminders()

    assert "Mon 15 March, 09:00–10:00 NZDT" in Notice.objects.get().body


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2027, 3, 29), date(2027, 10, 31), date(2027, 11, 1)])
@pytest.mark.parametrize("start", [time(0, 15), time(4), time(23)])
def test_a_change_of_the_clocks_moves_no_reminder_to_another_day(time_machine, ada, day, start):
    booking = booking_of(ada, zone="Europe/Zurich", first_day=day, start=start, end=start.replace(minute=45))
    found = []
    for ahead in (3, 2, 1):
        there = datetime.combine(day - timedelta(days=ahead), time(9), tzinfo=booking.room.zone)
        time_machine.move_to(there, tick=False)
        found += [ahead] * send_reminders()

    assert found == [2]


def test_what_was_booked_since_this_morning_needs_no_reminder(clock, ada):
    clock(-2, "10:00")
    booking_of(ada, created_at=datetime(2027, 3, 13, 9, tzinfo=UTC))

    assert send_reminders() == 0


@pytest.mark.parametrize("state", [State.PENDING, State.CANCELLED, State.REJECTED])
def test_only_what_is_booked_is_reminded_of(clock, ada, state):
    booking_of(ada, state=state)
    clock(-2)

    assert send_reminders() == 0


def test_a_cancelled_date_of_a_series_is_not_reminded_of(clock, ada):
    without_ends()
    booking = booking_of(ada, rule=WEEKLY)
    second = booking.occurrences.order_by("date")[1]
    Occurrence.objects.filter(pk=second.pk).update(state=State.CANCELLED)

    assert days_with_mail(clock) == [-5, 9, 16]


def test_a_daily_series_without_its_first_date_is_reminded_of_the_second(clock, ada):
    without_ends()
    booking = booking_of(ada, rule=DAILY)
    Occurrence.objects.filter(booking=booking, date=MONDAY).update(state=State.CANCELLED)

    assert days_with_mail(clock) == [-1]


def test_nobody_is_nobody(clock, ada):
    closed = UserFactory(is_active=False)
    booking_of(closed)
    BookingFactory(booked_for=None, created_by=ada, first_day=MONDAY, created_at=LONG_AGO)
    clock(-2)

    assert send_reminders() == 0


@pytest.mark.parametrize("switch", ["room", "settings"])
def test_reminders_can_be_switched_off(clock, ada, switch):
    booking = booking_of(ada)
    if switch == "room":
        Room.objects.filter(pk=booking.room.pk).update(reminders_enabled=False)
    else:
        RoomSettings.objects.update(reminders_enabled=False)
    clock(-2)

    assert send_reminders() == 0


def test_one_mail_for_all_dates_of_a_person(clock, ada, settings):
    first = booking_of(ada)
    second = booking_of(ada, purpose="Review", start=time(14), end=time(15))
    booking_of(UserFactory(email="bo@example.org"), purpose="Secret", start=time(8), end=time(9))
    clock(-2)

    mails = send_reminders()

    mail = Notice.objects.get(recipient="ada@example.org")
    assert mails == 2
    assert mail.subject == "Reminder: 2 dates, the first in Red Hall, Mon 15 March, 10:00–11:00 UTC"
    assert "Budget" in mail.body
    assert "Review" in mail.body
    assert "Secret" not in mail.body
    for booking in (first, second):
        assert f"Cancel: {settings.BASE_URL}/rooms/bookings/{booking.pk}/cancel/2027-03-15/" in mail.body


def test_a_reminder_is_in_the_language_of_its_reader(clock):
    booking_of(UserFactory(language="fr"))
    clock(-2)

    send_reminders()

    assert Notice.objects.get().language == "fr"
