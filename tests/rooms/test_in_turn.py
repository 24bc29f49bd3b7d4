"""Many at once: whoever comes first has the room, the others hear it at once, and nobody waits for one another.

Bookings of one slot, series, edits and approvals race for the same hour. The control does the same in a table that
has neither lock nor constraint, and there the room is given away twice.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from time import monotonic

import pytest
from django.db import connection, connections

from kit.recurrence import Rule
from kit.refusals import Refused
from rooms.models import Booking, Occurrence, Room, State
from rooms.operations.approving import Collides, approve
from rooms.operations.booking import RoomTaken, Wish, book
from rooms.operations.cancelling import cancel
from rooms.operations.editing import Change, edit
from rooms.operations.moving import move
from rooms.operations.undoing import undo_cancelling, way_back
from rooms.refusals import AlreadyDecided, TryAgain
from tests.clock import DAY, at
from tests.factories.access import GrantFactory
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, RoomFactory, hours

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.case("R15")]
TOGETHER = 16
LONGEST_WAIT = 3.0
"""Seconds for all of them on a busy machine; the bench holds each one to a second."""
WEEKLY = Rule("WEEKLY", count=6)
OVERLAPS = """
SELECT count(*) FROM rooms_occurrence a JOIN rooms_occurrence b
    ON a.id < b.id AND a.state = 1 AND b.state = 1 AND a.cells && b.cells
   AND a.held_from < b.held_until AND b.held_from < a.held_until
"""
Act = Callable[[], object]


def at_once(acts: list[Act]) -> tuple[Counter, float]:
    """All acts at the same instant, each on a connection of its own: what became of them, and how long it took."""
    barrier = threading.Barrier(len(acts))

    def run(act: Act) -> str:
        try:
            barrier.wait(timeout=30)
            _with_patience(act)
        except Refused as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()
        return "done"

    began = monotonic()
    with ThreadPoolExecutor(len(acts)) as pool:
        results = list(pool.map(run, acts))
    return Counter(results), monotonic() - began


def _with_patience(act: Act) -> None:
    """A machine that does much else may keep the last of fifty waiting: they press the button again."""
    for _ in range(5):
        try:
            act()
        except TryAgain:
            continue
        return
    act()


def overlaps() -> int:
    with connection.cursor() as cursor:
        cursor.execute(OVERLAPS)
        return int(cursor.fetchone()[0])


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to(at("08:00"), tick=False)


def wishes(room: Room, person, *, rule: Rule | None = None) -> Iterator[Act]:
    while True:
        yield lambda: book(Wish(room, hours("10:00", "11:00", rule=rule), purpose="Rival"), by=person)


@pytest.mark.parametrize("rule", [None, WEEKLY], ids=["one date", "a series"])
def test_one_of_many_bookings_of_one_time_is_made(rule):
    room, person = RoomFactory(), UserFactory()
    rivals = wishes(room, person, rule=rule)

    became, took = at_once([next(rivals) for _ in range(TOGETHER)])

    assert became == {"done": 1, "RoomTaken": TOGETHER - 1}
    assert (Booking.objects.count(), overlaps()) == (1, 0)
    assert took < LONGEST_WAIT


def test_one_of_bookings_series_edits_moves_and_approvals_has_the_room():
    """Fifty at once: new bookings and series, edits into the hour, moves into the room, requests approved."""
    room, person, moderator = RoomFactory(), UserFactory(), UserFactory(is_admin=True)
    elsewhere = [RoomFactory(location=room.location) for _ in range(8)]
    moved = [BookingFactory(room=other, rule=WEEKLY, booked_for=person) for other in elsewhere]
    later = [
        BookingFactory(
            room=RoomFactory(location=room.location), rule=WEEKLY, booked_for=person, first_day=DAY
        )
        for _ in range(8)
    ]
    requests = [BookingFactory(room=room, state=State.PENDING) for _ in range(10)]
    ones, series = wishes(room, person), wishes(room, person, rule=WEEKLY)
    acts: list[Act] = [next(ones) for _ in range(12)] + [next(series) for _ in range(12)]
    acts += [lambda it=it: move(it, room, by=person) for it in moved]
    acts += [
        lambda it=it: edit(it, Change(room=room, times=hours("10:15", "10:45", rule=WEEKLY)), by=person)
        for it in later
    ]
    acts += [lambda it=it: approve(it, by=moderator, force=True) for it in requests]
    assert len(acts) == 50

    became, took = at_once(acts)

    assert became["done"] == 1
    assert set(became) <= {"done", RoomTaken.__name__, AlreadyDecided.__name__, Collides.__name__}
    assert overlaps() == 0
    assert Occurrence.objects.accepted().filter(room=room, date=DAY).count() == 1
    assert took < 3 * LONGEST_WAIT


def test_two_bookings_that_change_rooms_crosswise_do_not_wait_for_each_other():
    """Each holds the room the other wants: both hear that it is taken, neither deadlocks."""
    here, there = RoomFactory(), RoomFactory()
    one, other = BookingFactory(room=here, rule=WEEKLY), BookingFactory(room=there, rule=WEEKLY)
    acts: list[Act] = [
        lambda: move(one, there, by=one.booked_for),
        lambda: move(other, here, by=other.booked_for),
    ]

    became, took = at_once(acts)

    assert became == {"RoomTaken": 2}
    assert took < LONGEST_WAIT


def test_of_two_moderators_one_decides():
    request = BookingFactory(rule=WEEKLY, state=State.PENDING)
    people = [UserFactory() for _ in range(8)]
    for person in people:
        GrantFactory(access_list=request.room.access, user=person, permission=Room.MODERATE)

    became, _took = at_once([lambda by=person: approve(_again(request), by=by) for person in people])

    assert became == {"done": 1, "AlreadyDecided": 7}


def test_the_way_back_does_not_take_what_somebody_took_at_the_same_moment():
    booking, rival = BookingFactory(rule=WEEKLY), UserFactory()
    was = dict.fromkeys(booking.occurrences.values_list("pk", flat=True), State.ACCEPTED)
    cancel(booking, by=booking.booked_for)
    way = way_back(booking, was=was, by=booking.booked_for)
    rivals = wishes(booking.room, rival, rule=WEEKLY)
    back: Act = lambda: undo_cancelling(_again(booking), way, by=booking.booked_for)  # noqa: E731

    became, _took = at_once([back, *(next(rivals) for _ in range(7))])

    assert (became["done"], overlaps()) == (1, 0)


def test_edits_of_one_booking_at_once_leave_it_whole():
    booking = BookingFactory(rule=WEEKLY)
    acts: list[Act] = [
        lambda n=n: edit(
            _again(booking),
            Change(times=hours(f"{8 + n:02}:00", f"{9 + n:02}:00", rule=WEEKLY)),
            by=booking.booked_for,
        )
        for n in range(8)
    ]

    became, _took = at_once(acts)

    booking.refresh_from_db()
    assert became == {"done": 8}
    assert {row.starts_at.hour for row in booking.occurrences.all()} == {booking.start.hour}


def _again(booking: Booking) -> Booking:
    """As another request has it."""
    return Booking.objects.for_rights().get(pk=booking.pk)


def test_control_without_lock_and_constraint_the_room_is_given_away_twice():
    """The same race by looking first and writing then, which is how Indico and MRBS do it."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE scratch_bookings (starts_at int, ends_at int)")
    try:
        became, _took = at_once([_look_then_write] * TOGETHER)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM scratch_bookings")
            booked = cursor.fetchone()[0]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE scratch_bookings")

    assert became == {"done": TOGETHER}
    assert booked > 1


def _look_then_write() -> None:
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT count(*) FROM scratch_bookings WHERE starts_at < 11 AND ends_at > 10")
        is_free = cursor.fetchone()[0] == 0
        cursor.execute("SELECT pg_sleep(0.05)")  # the rest of the request, which every real one has
        if is_free:
            cursor.execute("INSERT INTO scratch_bookings VALUES (10, 11)")
        cursor.execute("COMMIT")
