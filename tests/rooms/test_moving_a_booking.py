"""Another room, another end, and the way back from a cancellation."""

from datetime import time, timedelta

import pytest

from kit.recurrence import Rule
from kit.refusals import Refused
from rooms.drafts import Scope
from rooms.models import Booking, Closure, Room, State
from rooms.operations.booking import RoomTaken
from rooms.operations.cancelling import cancel
from rooms.operations.moving import end_at, end_now, move
from rooms.operations.undoing import TooLate, undo_cancelling, way_back
from rooms.refusals import NotEditable
from tests.clock import DAY, at
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
WEEKLY = Rule("WEEKLY", count=3)


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to(at("08:00"), tick=False)


@pytest.fixture
def series():
    return BookingFactory(rule=WEEKLY)


def rooms_of(booking: Booking) -> list[Room]:
    return [row.room for row in booking.occurrences.order_by("starts_at")]


# Another room


def test_a_booking_moves_to_another_room_with_its_rows(series):
    other = RoomFactory(location=series.room.location)
    keys = set(series.occurrences.values_list("pk", flat=True))

    move(series, other, by=series.booked_for)

    series.refresh_from_db()
    assert (series.room, rooms_of(series)) == (other, [other] * 3)
    assert set(series.occurrences.values_list("pk", flat=True)) == keys
    assert not series.occurrences.filter(is_moved=True).exists()


def test_one_date_moves_alone(series):
    other = RoomFactory(location=series.room.location)

    move(series, other, by=series.booked_for, scope=Scope.THIS, day=DAY + WEEK)

    assert rooms_of(series) == [series.room, other, series.room]
    assert series.occurrences.get(is_moved=True).date == DAY + WEEK


def test_this_and_following_move_as_a_booking_of_their_own(series):
    other = RoomFactory(location=series.room.location)

    rest = move(series, other, by=series.booked_for, scope=Scope.FOLLOWING, day=DAY + WEEK)

    assert (rooms_of(series), rooms_of(rest)) == ([series.room], [other, other])
    assert (rest.room, rest.split_from) == (other, series)


def test_a_date_moved_on_its_own_stays_in_its_room(series):
    own, other = RoomFactory(location=series.room.location), RoomFactory(location=series.room.location)
    move(series, own, by=series.booked_for, scope=Scope.THIS, day=DAY + WEEK)

    move(series, other, by=series.booked_for)

    assert rooms_of(series) == [other, own, other]


def test_wall_times_are_kept_in_a_room_of_another_zone(series):
    other = RoomFactory(location=LocationFactory(time_zone="America/New_York"))

    move(series, other, by=series.booked_for)

    series.refresh_from_db()
    assert (series.time_zone, series.start) == ("America/New_York", time(10))
    assert series.occurrences.get(date=DAY + WEEK).starts_at == at("14:00", day=DAY + WEEK)


def test_a_room_that_is_taken_on_one_date_is_not_moved_to(series):
    other = BookingFactory(first_day=DAY + WEEK, room__location=series.room.location).room

    with pytest.raises(RoomTaken, match="1 of 3 dates"):
        move(series, other, by=series.booked_for)

    assert rooms_of(series) == [series.room] * 3


def test_a_request_moved_to_a_room_that_needs_no_approval_is_booked(series):
    series.occurrences.update(state=State.PENDING)
    Booking.objects.filter(pk=series.pk).update(state=State.PENDING)

    move(series, RoomFactory(location=series.room.location), by=series.booked_for)

    series.refresh_from_db()
    assert series.state == State.ACCEPTED


def test_a_move_to_a_room_that_needs_approval_asks_again(series):
    move(series, RoomFactory(location=series.room.location, needs_approval=True), by=series.booked_for)

    series.refresh_from_db()
    assert series.state == State.PENDING


# Another end (Indico #6133)


@pytest.fixture
def running(time_machine, series):
    time_machine.move_to(at("10:30", day=DAY + WEEK), tick=False)
    return series.occurrences.get(date=DAY + WEEK)


def test_a_running_date_ends_now(running):
    end_now(running, by=running.booking.booked_for)

    running.refresh_from_db()
    assert (running.ends_at, running.is_moved) == (at("10:30", day=DAY + WEEK), True)


def test_a_running_single_booking_ends_now(time_machine):
    booking = BookingFactory()
    time_machine.move_to(at("10:20"), tick=False)

    end_now(booking.occurrences.get(), by=booking.booked_for)

    booking.refresh_from_db()
    assert (booking.end, booking.occurrences.get().ends_at) == (time(10, 20), at("10:20"))


def test_a_running_date_goes_on_where_the_room_is_free(running):
    end_at(running, at("12:00", day=DAY + WEEK), by=running.booking.booked_for)

    running.refresh_from_db()
    assert (running.starts_at, running.ends_at) == (at("10:00", day=DAY + WEEK), at("12:00", day=DAY + WEEK))


def test_a_running_date_does_not_go_on_into_the_next(running):
    BookingFactory(room=running.room, first_day=DAY + WEEK, start=time(11), end=time(12))

    with pytest.raises(RoomTaken, match="is taken"):
        end_at(running, at("12:00", day=DAY + WEEK), by=running.booking.booked_for)


def test_a_running_date_does_not_wait_for_approval(running):
    Room.objects.filter(pk=running.room_id).update(needs_approval=True)

    with pytest.raises(NotEditable, match="needs approval"):
        end_at(running, at("12:00", day=DAY + WEEK), by=running.booking.booked_for)


@pytest.mark.parametrize(("end", "why"), [("10:10", "That time is over"), ("09:00", "not after the start")])
def test_a_running_date_does_not_end_in_the_past(running, end, why):
    with pytest.raises(Refused, match=why):
        end_at(running, at(end, day=DAY + WEEK), by=running.booking.booked_for)


def test_what_is_over_stays_as_it_was(running):
    with pytest.raises(NotEditable, match="is over"):
        end_at(
            running.booking.occurrences.get(date=DAY), at("10:30"), by=running.booking.booked_for
        )  # fmt: skip


# The way back


def cancelled(booking: Booking, **what) -> str:
    was = dict(booking.occurrences.values_list("pk", "state"))
    dates = cancel(booking, by=booking.booked_for, **what)
    return way_back(booking, was={date.pk: State(was[date.pk]) for date in dates}, by=booking.booked_for)


def test_a_cancellation_is_undone(series):
    way = cancelled(series)

    undo_cancelling(series, way, by=series.booked_for)

    series.refresh_from_db()
    assert series.state == State.ACCEPTED
    assert series.occurrences.accepted().count() == 3


def test_only_what_was_just_cancelled_comes_back(series):
    cancel(series, by=series.booked_for, occurrences=series.occurrences.filter(date=DAY))
    way = cancelled(series, from_day=DAY + 2 * WEEK)

    undo_cancelling(series, way, by=series.booked_for)

    assert set(series.occurrences.accepted().values_list("date", flat=True)) == {DAY + WEEK, DAY + 2 * WEEK}


def test_requests_come_back_as_requests(series):
    series.occurrences.update(state=State.PENDING)
    Booking.objects.filter(pk=series.pk).update(state=State.PENDING)
    way = cancelled(series)

    undo_cancelling(series, way, by=series.booked_for)

    assert set(series.occurrences.values_list("state", flat=True)) == {State.PENDING}


def test_what_somebody_took_meanwhile_stays_theirs(series):
    way = cancelled(series)
    BookingFactory(room=series.room, first_day=DAY + WEEK)

    with pytest.raises(RoomTaken, match="stays cancelled"):
        undo_cancelling(series, way, by=series.booked_for)

    assert not series.occurrences.accepted().exists()


def test_a_room_that_closed_meanwhile_stays_closed(series):
    way = cancelled(series)
    Closure.objects.create(room=series.room, starts_at=at("00:00"), ends_at=at("23:00"))

    with pytest.raises(RoomTaken, match="stays cancelled"):
        undo_cancelling(series, way, by=series.booked_for)


def test_the_way_back_is_for_a_moment_one_person_and_one_booking(series, time_machine):
    other, stranger = BookingFactory(booked_for=series.booked_for), UserFactory()
    way = cancelled(series)

    for booking, person, text in [
        (other, series.booked_for, way),
        (series, stranger, way),
        (series, series.booked_for, way + "x"),
        (series, series.booked_for, "nonsense"),
    ]:
        with pytest.raises(TooLate):
            undo_cancelling(booking, text, by=person)
    time_machine.move_to(at("08:11"))
    with pytest.raises(TooLate):
        undo_cancelling(series, way, by=series.booked_for)


def test_there_is_one_way_back(series):
    way = cancelled(series)
    undo_cancelling(series, way, by=series.booked_for)

    with pytest.raises(TooLate):
        undo_cancelling(series, way, by=series.booked_for)
