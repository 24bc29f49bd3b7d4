"""Programs that book at the same moment: one gets the room, and one request sent twice is carried out once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from rooms.models import Booking
from rooms.operations.settings import room_settings
from tests.clock import at
from tests.factories.accounts import UserFactory
from tests.factories.rooms import RoomFactory
from tests.rooms.programs import caller, send

pytestmark = pytest.mark.django_db(transaction=True)
CLIENTS = 8


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to(at("08:00"), tick=False)


def all_at_once(programs, bodies, **headers):
    """The answers to one request of each, sent when all are ready."""
    ready = Barrier(len(programs))

    def book(program, body):
        try:
            ready.wait(timeout=20)
            return send(program, "bookings/", body, **headers)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(programs)) as threads:
        return [
            task.result(timeout=60)
            for task in [threads.submit(book, *pair) for pair in zip(programs, bodies, strict=True)]
        ]


def wish(room, **values):
    return {"room": room.pk, "start": "2027-03-15T10:00", "end": "2027-03-15T11:00", "purpose": "x", **values}


@pytest.fixture
def room():
    room_settings()
    return RoomFactory()


@pytest.mark.case("R15")
def test_of_many_programs_one_gets_the_room(room):
    programs = [caller(UserFactory()) for _ in range(CLIENTS)]

    answers = all_at_once(programs, [wish(room, rrule="FREQ=WEEKLY;COUNT=5")] * CLIENTS)

    assert sorted(answer.status_code for answer in answers) == [201] + [409] * (CLIENTS - 1)
    assert Booking.objects.count() == 1


def test_a_request_sent_many_times_at_once_books_once(room):
    program = caller(UserFactory())

    answers = all_at_once([program] * CLIENTS, [wish(room)] * CLIENTS, **{"Idempotency-Key": "k1"})

    assert sorted(answer.status_code for answer in answers) == [200] * (CLIENTS - 1) + [201]
    assert {answer.json()["id"] for answer in answers} == {Booking.objects.get().pk}


def test_a_key_used_for_two_rooms_at_once_books_one_of_them(room):
    program = caller(UserFactory())

    answers = all_at_once([program] * 2, [wish(room), wish(RoomFactory())], **{"Idempotency-Key": "k1"})

    assert sorted(answer.status_code for answer in answers) == [201, 422]
    assert Booking.objects.count() == 1
