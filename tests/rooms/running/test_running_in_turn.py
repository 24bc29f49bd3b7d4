"""Closing, retiring and new hours take their turn with those who book, so that neither overlooks the other."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import time
from threading import Event as Flag
from time import sleep

import pytest
from django.db import connection, transaction

from kit.moments import Span
from kit.refusals import Refused
from rooms.models import Closure, Occurrence, Room
from rooms.operations.booking import Wish, book
from rooms.operations.hours import Stretch, close, dates_within, set_hours
from rooms.operations.rooms import retire_room
from rooms.operations.turns import lock_rooms
from rooms.times import Times
from tests.clock import DAY, at
from tests.factories.accounts import UserFactory
from tests.factories.rooms import RoomFactory

pytestmark = pytest.mark.django_db(transaction=True)
HEAD_START = 0.3
WHOLE_DAY = Span(at("00:00"), at("23:00"))


@pytest.fixture
def booker():
    return UserFactory()


def at_once(first: Callable[[], None], second: Callable[[], object]) -> list[Refused]:
    """Both at the same time: `second` begins once `first` called `go_on`; what was refused."""
    refused: list[Refused] = []

    def in_a_thread(act):
        try:
            act()
        except Refused as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as people:
        for task in [people.submit(in_a_thread, act) for act in (first, second)]:
            task.result(timeout=30)
    return refused


def with_head_start(room, act, begun):
    """Has the room, lets the other one come, and then acts."""

    def first():
        with transaction.atomic():
            lock_rooms([room.pk])
            begun.set()
            sleep(HEAD_START)
            act()

    return first


def booking_of(room, booker, begun):
    def second():
        begun.wait(5)
        book(Wish(room=room, times=Times(DAY, time(10), time(11)), purpose="Rigging"), by=booker)

    return second


def test_nothing_is_booked_in_a_closure_that_is_just_being_made(room, booker):
    begun = Flag()

    refused = at_once(
        with_head_start(room, lambda: close(room, WHOLE_DAY, by=None), begun), booking_of(room, booker, begun)
    )

    assert len(refused) == 1
    assert (Closure.objects.count(), Occurrence.objects.count()) == (1, 0)


def test_without_the_lock_a_booking_slips_into_the_closure(room, booker):
    """The positive control: the same two, where the closure looks first and is written later, unlocked."""
    begun, booked = Flag(), Flag()

    def unlocked_closure():
        assert not dates_within(room, WHOLE_DAY).exists()
        begun.set()
        booked.wait(5)
        Closure.objects.create(room=room, starts_at=WHOLE_DAY.starts_at, ends_at=WHOLE_DAY.ends_at)

    def second():
        booking_of(room, booker, begun)()
        booked.set()

    assert at_once(unlocked_closure, second) == []
    assert (Closure.objects.count(), Occurrence.objects.count()) == (1, 1)


def test_nothing_is_booked_in_a_room_that_is_just_being_retired(room, booker):
    begun = Flag()

    refused = at_once(
        with_head_start(room, lambda: retire_room(room, by=None), begun), booking_of(room, booker, begun)
    )

    assert len(refused) == 1
    assert (Room.objects.get().retired_at is None, Occurrence.objects.count()) == (False, 0)


def test_new_hours_of_a_location_wait_for_who_holds_its_rooms_in_any_order(room, location):
    other = RoomFactory(location=location)
    begun = Flag()

    def hours():
        begun.wait(5)
        set_hours(location, [Stretch(0, 480, 1080)], by=None)

    def both_rooms_one_by_one():
        with transaction.atomic():
            lock_rooms([room.pk])
            begun.set()
            sleep(HEAD_START)
            lock_rooms([other.pk])

    assert at_once(both_rooms_one_by_one, hours) == []
    assert [(one.lower, one.upper) for one in Room.objects.get(pk=other.pk).open_week] == [(480, 1080)]
