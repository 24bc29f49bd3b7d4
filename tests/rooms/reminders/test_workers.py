"""Each reminder leaves once, whatever becomes of the workers that send it."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from notices.models import Notice
from rooms.models import Occurrence
from rooms.models.occurrence import OccurrenceQuerySet
from rooms.operations.reminders import send_reminders
from rooms.tasks import send_reminders as the_task
from tests.rooms.reminders.mornings import (
    booking_of,
)

pytestmark = pytest.mark.django_db


def test_a_reminder_comes_once_however_often_the_clock_rings(clock, ada):
    booking_of(ada)
    clock(-2)

    assert [send_reminders(), send_reminders()] == [1, 0]
    assert Notice.objects.count() == 1


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
