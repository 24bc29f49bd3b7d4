"""What changes between a look and the lock counts: nobody is asked, freed or edited by what was true before."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, transaction

from kit.recurrence import Rule
from kit.refusals import Refused
from rooms.models import BlockedRoom, Booking, Location, Occurrence, RoomSettings, State
from rooms.operations.blockings import edit_blocking, end_blocking, request_blocking
from rooms.operations.booking import Wish, book
from rooms.operations.editing import Change, edit
from rooms.operations.locations import edit_location
from rooms.operations.reconfirming import ask_again, reconfirm
from rooms.operations.releasing import release_no_shows, warn_no_shows
from rooms.operations.settings import room_settings
from rooms.operations.turns import lock_rooms
from rooms.refusals import StillUsed
from tests.clock import DAY, at
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory, hours
from tests.outbox import outbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.case("R15")]


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to(at("08:00"), tick=False)
    room_settings()


@contextmanager
def meanwhile(act):
    """Another worker does it, and waits for what is locked at the start of the block; its answer is in the list."""
    answers = []

    def work():
        try:
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            yield lambda: answers.append(pool.submit(work)) or _until_it_waits(), answers
        answers[:] = [answer.result(timeout=20) for answer in answers]


def _until_it_waits():
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    for _try in range(200):
        with connection.cursor() as cursor:
            cursor.execute(waiting)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("It did not wait for the lock.")


@pytest.fixture
def long_series(time_machine):
    """Asked about after eight weeks."""
    RoomSettings.objects.update(reconfirm_weeks=8)
    booking = BookingFactory(rule=Rule("WEEKLY", count=40), created_at=at("08:00"))
    time_machine.move_to(at("09:00", day=DAY + timedelta(weeks=8)), tick=False)
    return booking


def test_a_series_confirmed_at_the_last_moment_keeps_its_dates(long_series, time_machine):
    for weeks in (8, 9):
        time_machine.move_to(at("09:00", day=DAY + timedelta(weeks=weeks)), tick=False)
        ask_again()
    time_machine.move_to(at("09:00", day=DAY + timedelta(weeks=10)), tick=False)

    with meanwhile(ask_again) as (go, answers):
        lock_rooms([long_series.room_id])
        go()
        reconfirm(long_series, by=None)

    assert answers == [0]
    assert long_series.occurrences.accepted().count() == 40


def test_a_series_confirmed_meanwhile_is_not_asked_about(long_series):
    with meanwhile(ask_again) as (go, answers):
        Booking.objects.select_for_update().get(pk=long_series.pk)
        go()
        reconfirm(long_series, by=None)

    assert answers == [0]
    assert not outbox().exists()
    assert Booking.objects.get().reconfirm_asked_at is None


def test_an_edit_leaves_the_answer_that_a_series_is_needed():
    series = BookingFactory(rule=Rule("WEEKLY", count=4))
    change = Change(times=hours("14:00", "15:00", rule=Rule("WEEKLY", count=4)))

    with meanwhile(lambda: edit(series, change, by=series.booked_for).pk) as (go, answers):
        Booking.objects.select_for_update().get(pk=series.pk)
        go()
        reconfirm(series, by=None)

    assert answers == [series.pk]
    assert Booking.objects.get().reconfirmed_at is not None


def test_a_date_moved_meanwhile_is_neither_warned_about_nor_freed(time_machine):
    booking = BookingFactory(room=RoomFactory(check_in=True), created_at=at("08:00"))
    tomorrow = {
        "starts_at": at("10:00", day=DAY + timedelta(1)),
        "ends_at": at("11:00", day=DAY + timedelta(1)),
    }
    time_machine.move_to(at("10:08"), tick=False)
    with meanwhile(warn_no_shows) as (go, warned):
        booking.occurrences.select_for_update().get()
        go()
        booking.occurrences.update(**tomorrow)
    booking.occurrences.update(starts_at=at("10:00"), ends_at=at("11:00"), warned_at=at("10:08"))
    time_machine.move_to(at("10:20"), tick=False)

    with meanwhile(release_no_shows) as (go, freed):
        lock_rooms([booking.room_id])
        go()
        booking.occurrences.update(**tomorrow, warned_at=None)

    assert (warned, freed) == ([0], [0])
    assert booking.occurrences.get().state == State.ACCEPTED


@pytest.fixture
def blocking():
    room = RoomFactory()
    return request_blocking(rooms=[room], first_day=DAY, last_day=DAY, reason="Open day", by=UserFactory())


def test_two_edits_of_a_blocking_add_a_room_once(blocking):
    first, second = blocking.blocked_rooms.get().room, RoomFactory()
    said = {"by": blocking.created_by, "first_day": DAY, "last_day": DAY, "reason": "More"}

    with meanwhile(lambda: edit_blocking(blocking, rooms=[first, second], **said)) as (go, answers):
        lock_rooms([first.pk])
        go()
        edit_blocking(type(blocking).objects.get(), rooms=[first, second], **said)

    assert answers == [None]
    assert BlockedRoom.objects.count() == 2


def test_an_ended_blocking_is_not_edited_any_more(blocking):
    room = blocking.blocked_rooms.get().room
    said = {"by": blocking.created_by, "first_day": DAY, "last_day": DAY, "reason": "More"}

    with meanwhile(lambda: edit_blocking(blocking, rooms=[room], **said)) as (go, answers):
        lock_rooms([room.pk])
        go()
        end_blocking(type(blocking).objects.get(), by=blocking.created_by)

    assert isinstance(answers[0], Refused)
    assert not BlockedRoom.objects.exists()


def test_a_location_keeps_the_zone_by_which_somebody_is_just_booking():
    room = RoomFactory(location=LocationFactory(time_zone="Europe/Zurich"))
    location = Location.objects.get()

    with meanwhile(lambda: edit_location(location, by=None, time_zone="Asia/Tokyo")) as (go, answers):
        lock_rooms([room.pk])
        go()
        book(Wish(room, hours("10:00", "11:00"), purpose="Talk"), by=UserFactory())

    assert isinstance(answers[0], StillUsed)
    assert Location.objects.get().time_zone == "Europe/Zurich"
    assert Occurrence.objects.count() == 1
