"""Rule 27: reminders come exactly so many days before, once a date, of what is booked for somebody."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kit.recurrence import Rule
from notices.models import Notice
from rooms.models import Booking, Occurrence, Room, RoomSettings, State
from rooms.models.occurrence import OccurrenceQuerySet
from rooms.operations.reminders import send_reminders
from rooms.operations.settings import room_settings
from rooms.tasks import send_reminders as the_task
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory

pytestmark = pytest.mark.django_db
MONDAY = date(2027, 3, 15)
LONG_AGO = datetime(2027, 1, 1, tzinfo=UTC)
WEEKLY = Rule("WEEKLY", count=4)
DAILY = Rule("DAILY", count=5)
MONTHLY = Rule("MONTHLY", count=4)


@pytest.fixture
def clock(time_machine):
    """Move to a moment of a day ahead of Monday, on the clocks of UTC."""

    def move(days, at="08:20"):
        there = datetime.combine(MONDAY + timedelta(days=days), time.fromisoformat(at), tzinfo=UTC)
        time_machine.move_to(there, tick=False)

    move(-30)
    return move


@pytest.fixture
def ada():
    return UserFactory(name="Ada", email="ada@example.org")


def booking_of(user, *, zone="UTC", **values):
    room = values.pop("room", None) or RoomFactory(name="Red Hall", location=LocationFactory(time_zone=zone))
    return BookingFactory(
        room=room,
        booked_for=user,
        **{"first_day": MONDAY, "purpose": "Budget", "created_at": LONG_AGO, **values},
    )


def days_with_mail(clock, start=-12, end=40):
    """On which days, counted from Monday, a run finds something to send."""
    found = []
    for day in range(start, end):
        clock(day)
        found += [day] * send_reminders()
    return found


def without_ends():
    room_settings()
    RoomSettings.objects.update(end_reminders_enabled=False)


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


def test_a_reminder_comes_once_however_often_the_clock_rings(clock, ada):
    booking_of(ada)
    clock(-2)

    assert [send_reminders(), send_reminders()] == [1, 0]
    assert Notice.objects.count() == 1


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


@pytest.mark.case("R29")
def test_after_hours_without_a_clock_what_is_due_comes_once(clock, ada):
    booking_of(ada)
    clock(-2, "23:50")

    assert [send_reminders(), send_reminders()] == [1, 0]


@pytest.mark.case("R29")
def test_what_was_missed_on_its_day_is_stale(clock, ada):
    booking_of(ada)
    clock(-1)

    assert send_reminders() == 0


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


def test_as_many_queries_for_many_dates_of_a_person_as_for_one(clock, ada):
    def cost():
        Notice.objects.all().delete()
        Occurrence.objects.update(reminded_at=None)
        with CaptureQueriesContext(connection) as queries:
            assert send_reminders() == 1
        return len(queries)

    booking_of(ada)
    clock(-2)
    one = cost()
    for _number in range(4):
        booking_of(ada)

    assert cost() == one


def test_the_task_rings_the_operation(clock, ada):
    booking_of(ada)
    clock(-2)

    the_task()

    assert Notice.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.case("R1")
@pytest.mark.parametrize("word", ["notices_notice", "reminded_at"])
def test_a_worker_that_dies_half_way_loses_and_doubles_nothing(clock, ada, word):
    """Killed when it writes the mail, or when it marks the date: both are undone, and the next one sends it."""
    booking_of(ada)
    clock(-2)

    def die(execute, sql, params, many, context):
        if word in sql and not sql.startswith("SELECT"):
            raise KeyboardInterrupt
        return execute(sql, params, many, context)

    with connection.execute_wrapper(die), pytest.raises(KeyboardInterrupt):
        send_reminders()
    left = Notice.objects.count()

    assert (left, send_reminders(), send_reminders()) == (0, 1, 0)


def lines_after_four_workers():
    """How many dates are named in all mails when four workers start at once."""
    barrier = threading.Barrier(4)

    def run(_number):
        barrier.wait()
        try:
            send_reminders()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(run, range(4)))
    return "\n".join(Notice.objects.values_list("body", flat=True)).count("Cancel: ")


@pytest.fixture
def slow_updates(monkeypatch):
    """Every worker stops for a moment before it marks the dates: time enough for others to read them."""
    original = OccurrenceQuerySet.update

    def update(dates, **values):
        threading.Event().wait(0.2)
        return original(dates, **values)

    monkeypatch.setattr(OccurrenceQuerySet, "update", update)
    return monkeypatch


@pytest.mark.django_db(transaction=True)
@pytest.mark.case("R2")
def test_workers_at_once_remind_of_each_date_once(clock, ada, slow_updates):
    for number in range(5):
        booking_of(ada, start=time(8 + number), end=time(9 + number))
    clock(-2)

    assert lines_after_four_workers() == 5


@pytest.mark.django_db(transaction=True)
@pytest.mark.case("S85")
def test_without_the_lock_they_would_do_it_more_often(clock, ada, slow_updates):
    booking_of(ada)
    clock(-2)
    slow_updates.setattr(OccurrenceQuerySet, "select_for_update", lambda dates, **options: dates)

    assert lines_after_four_workers() > 1
