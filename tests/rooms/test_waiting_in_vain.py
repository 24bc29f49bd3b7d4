"""Two acts that wait for each other: one is done, the other is asked to try again; nobody sees an error."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import time

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.urls import reverse

from kit.recurrence import Rule
from kit.refusals import Refused
from rooms.models import Booking, Occurrence, State
from rooms.operations import turns
from rooms.operations.moving import move
from rooms.operations.rejecting import turn_down
from rooms.operations.turns import lock_rooms
from rooms.refusals import TryAgain
from tests.clock import at
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, RoomFactory
from tests.rooms.programs import caller

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.case("R15")]


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to(at("08:00"), tick=False)


@pytest.fixture
def crossing():
    """Two series, each with one date in each of two rooms."""
    rooms = [RoomFactory() for _ in range(2)]
    series = [
        BookingFactory(room=room, rule=Rule("WEEKLY", count=2), start=time(hour), end=time(hour + 1))
        for room, hour in zip(rooms, (10, 12), strict=True)
    ]
    for booking, other in zip(series, reversed(rooms), strict=True):
        last = booking.occurrences.order_by("date").last()
        Occurrence.objects.filter(pk=last.pk).update(room=other, is_moved=True)
    return rooms, series


def reject_both(room, series, meeting, *, by):
    """What a blocking of the room does to the dates in its way, with a stop between the two."""
    with transaction.atomic():
        lock_rooms([room.pk])
        for n, booking in enumerate(series):
            dates = list(Occurrence.objects.live().filter(booking=booking, room=room))
            turn_down(Booking.objects.for_rights().get(pk=booking.pk), dates, by=by, reason="Works")
            if n == 0:
                meeting.wait(timeout=20)


def both_at_once(rooms, series, by):
    meeting = threading.Barrier(2)

    def run(room, order):
        try:
            reject_both(room, order, meeting, by=by)
        except (Refused, OperationalError) as error:
            return type(error).__name__
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        return Counter(pool.map(run, rooms, [series, series[::-1]]))


def test_a_deadlock_asks_one_of_the_two_to_try_again(crossing):
    rooms, series = crossing

    assert both_at_once(rooms, series, UserFactory(is_admin=True)) == {"done": 1, "TryAgain": 1}
    assert Occurrence.objects.filter(state=State.REJECTED).count() == 2


def test_without_that_the_same_is_an_error(crossing, monkeypatch):
    """The control: it is a real deadlock that the database ends."""
    rooms, series = crossing
    monkeypatch.setattr(turns, "WAITED_IN_VAIN", frozenset())

    assert both_at_once(rooms, series, UserFactory(is_admin=True)) == {"done": 1, "OperationalError": 1}


def test_a_row_that_somebody_holds_for_too_long_asks_to_try_again(crossing, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", "200ms")
    _rooms, (booking, _other) = crossing
    held, over = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            Booking.objects.select_for_update(no_key=True).get(pk=booking.pk)
            held.set()
            over.wait(timeout=20)
        connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        holding = pool.submit(hold)
        held.wait(timeout=20)
        try:
            with pytest.raises(TryAgain):
                move(booking, RoomFactory(location=booking.room.location), by=booking.booked_for)
        finally:
            over.set()
        holding.result()


def test_pages_and_programs_hear_it_in_a_sentence(monkeypatch, client):
    monkeypatch.setattr(turns, "PATIENCE", "200ms")
    room, admin = RoomFactory(), UserFactory(is_admin=True)
    held, over = threading.Event(), threading.Event()
    client.force_login(admin)
    program = caller(admin)

    def hold():
        with transaction.atomic():
            lock_rooms([room.pk])
            held.set()
            over.wait(timeout=20)
        connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        holding = pool.submit(hold)
        held.wait(timeout=20)
        try:
            page = client.post(reverse("bring-back-room", args=[room.pk]))
            answer = program.post(f"/api/v1/rooms/{room.pk}/bring-back/", {}, format="json")
        finally:
            over.set()
        holding.result()

    sentence = "Somebody else is booking these rooms right now. Try again in a moment."
    assert (page.status_code, sentence in page.content.decode()) == (409, True)
    assert (answer.status_code, answer.json()) == (409, {"detail": sentence})


def test_what_follows_in_another_transaction_fails_as_before():
    room = RoomFactory()
    with transaction.atomic():
        lock_rooms([room.pk])

    assert Booking.objects.count() == 0
    assert connection.execute_wrappers == []
