"""Whoever holds a series hears, so many days before, that its last date comes."""

from datetime import timedelta

import pytest

from notices.models import Notice
from rooms.models import Booking, Occurrence, Room, RoomSettings, State
from rooms.operations.reminders import send_reminders
from rooms.operations.settings import room_settings
from tests.rooms.reminders.mornings import (
    DAILY,
    MONTHLY,
    WEEKLY,
    booking_of,
    days_with_mail,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("rule", "days"), [(DAILY, [3]), (WEEKLY, [18]), (MONTHLY, [85]), (None, [])])
def test_the_end_of_a_series_is_told_once(clock, ada, rule, days):
    room_settings()
    RoomSettings.objects.update(reminders_enabled=False)
    booking_of(ada, rule=rule)

    found = days_with_mail(clock, end=95)

    assert found == days


def test_a_series_that_was_made_longer_is_told_of_again(clock, ada):
    room_settings()
    RoomSettings.objects.update(reminders_enabled=False)
    booking = booking_of(ada, rule=WEEKLY)
    clock(18)
    first = send_reminders()
    last = booking.occurrences.last()
    week = timedelta(days=7)
    last.pk, last.date = None, last.date + week
    last.starts_at, last.ends_at = last.starts_at + week, last.ends_at + week
    last.save()
    Booking.objects.filter(pk=booking.pk).update(rrule="FREQ=WEEKLY;COUNT=5")
    clock(25)

    assert [first, send_reminders(), send_reminders()] == [1, 1, 0]


def test_a_series_whose_last_date_is_cancelled_ends_earlier(clock, ada):
    room_settings()
    RoomSettings.objects.update(reminders_enabled=False)
    booking = booking_of(ada, rule=WEEKLY)
    Occurrence.objects.filter(pk=booking.occurrences.last().pk).update(state=State.CANCELLED)

    assert days_with_mail(clock) == [11]


@pytest.mark.parametrize("switch", ["room", "settings"])
def test_the_end_of_series_can_go_untold(clock, ada, switch):
    booking = booking_of(ada, rule=WEEKLY)
    RoomSettings.objects.update(reminders_enabled=False)
    if switch == "room":
        Room.objects.filter(pk=booking.room.pk).update(end_reminders_enabled=False)
    else:
        RoomSettings.objects.update(end_reminders_enabled=False)
    clock(18)

    assert send_reminders() == 0


def test_the_end_of_a_series_says_which_and_where_to_make_it_longer(clock, ada, settings):
    booking = booking_of(ada, rule=WEEKLY)
    clock(18)

    send_reminders()

    mail = Notice.objects.get(subject__startswith="Your series")
    assert mail.subject == "Your series in Red Hall ends: Mon 5 April, 10:00–11:00 UTC"
    assert f"{settings.BASE_URL}/rooms/bookings/{booking.pk}/\n" in mail.body
