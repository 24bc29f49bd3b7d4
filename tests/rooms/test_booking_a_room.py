"""A room is taken for all dates at once, or not at all."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from kit.recurrence import Rule
from rooms.models import Booking, Occurrence, RoomDay, RoomPart, State
from rooms.operations.booking import RoomTaken, Wish, book
from rooms.operations.cancelling import cancel
from rooms.outlook import Choice
from tests.clock import DAY, at
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, RoomFactory, hours

pytestmark = pytest.mark.django_db
WEEKLY = Rule("WEEKLY", count=10)


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to(at("08:00"), tick=False)


@pytest.fixture
def booker():
    return UserFactory()


def test_a_free_room_is_booked_at_once(booker):
    room = RoomFactory()

    booking = book(Wish(room, hours("10:00", "11:00"), purpose="Group meeting"), by=booker)

    assert booking.state == State.ACCEPTED
    occurrence = booking.occurrences.get()
    assert (occurrence.starts_at, occurrence.ends_at, occurrence.state) == (
        at("10:00"),
        at("11:00"),
        State.ACCEPTED,
    )


@pytest.mark.parametrize(
    ("start", "end"), [("09:00", "10:30"), ("10:30", "12:00"), ("10:15", "10:45"), ("09:00", "12:00")]
)
def test_a_room_is_never_given_away_twice(booker, start, end):
    room = BookingFactory().room

    with pytest.raises(RoomTaken, match="is taken"):
        book(Wish(room, hours(start, end), purpose="Rival"), by=booker)

    assert Booking.objects.count() == 1


def test_bookings_that_only_touch_are_both_had(booker):
    room = BookingFactory().room

    book(Wish(room, hours("11:00", "12:00"), purpose="Next"), by=booker)

    assert Occurrence.objects.filter(room=room, state=State.ACCEPTED).count() == 2


def test_a_series_names_every_date_it_can_not_have(booker):
    room = BookingFactory(first_day=DAY + timedelta(days=14)).room

    with pytest.raises(RoomTaken, match="1 of 10 dates") as refusal:
        book(Wish(room, hours("10:00", "11:00", rule=WEEKLY), purpose="Weekly"), by=booker)

    assert [date.day for date in refusal.value.conflicts] == [DAY + timedelta(days=14)]
    assert len(refusal.value.free) == 9


def test_a_conflicting_date_goes_to_another_room_when_its_booker_chooses_so(booker):
    taken = DAY + timedelta(days=14)
    room = BookingFactory(first_day=taken).room
    other = RoomFactory(location=room.location)

    booking = book(
        Wish(
            room, hours("10:00", "11:00", rule=WEEKLY), purpose="Weekly", choices={taken: Choice(room=other)}
        ),
        by=booker,
    )

    assert booking.occurrences.count() == 10
    assert booking.occurrences.get(date=taken).room == other


def test_skipped_dates_are_kept_as_exceptions_of_the_rule(booker):
    taken = DAY + timedelta(days=14)
    room = BookingFactory(first_day=taken).room

    booking = book(
        Wish(room, hours("10:00", "11:00", rule=WEEKLY), purpose="Weekly", on_conflict="skip"), by=booker
    )

    assert booking.exdates == [taken]
    assert booking.occurrences.count() == 9


def test_a_confirmed_booking_rejects_requests_for_the_same_time(booker):
    request = BookingFactory(state=State.PENDING)

    book(Wish(request.room, hours("10:30", "11:30"), purpose="Sooner"), by=booker)

    request.refresh_from_db()
    assert request.state == State.REJECTED
    assert request.occurrences.get().reason == "The room was given to another booking."


def test_a_whole_takes_its_parts_and_a_part_takes_its_whole(booker):
    whole = RoomFactory()
    part = RoomFactory(location=whole.location)
    RoomPart.objects.create(whole=whole, part=part)
    BookingFactory(room=part)

    with pytest.raises(RoomTaken):
        book(Wish(whole, hours("10:00", "11:00"), purpose="Whole"), by=booker)

    with pytest.raises(IntegrityError, match="room_is_never_double_booked"), transaction.atomic():
        BookingFactory(room=whole)


def test_buffers_keep_the_room_before_and_after(booker):
    room = RoomFactory(buffer_after=15)
    BookingFactory(room=room)

    with pytest.raises(RoomTaken):
        book(Wish(room, hours("11:00", "12:00"), purpose="Too soon"), by=booker)

    assert book(Wish(room, hours("11:15", "12:00"), purpose="Later"), by=booker).state == State.ACCEPTED


def test_the_roll_up_follows_bookings_and_cancellations(booker):
    room = RoomFactory()
    booking = book(Wish(room, hours("10:00", "11:30"), purpose="Counted"), by=booker)

    assert (RoomDay.objects.get().minutes, RoomDay.objects.get().bookings) == (90, 1)

    cancel(booking, by=booker)

    day = RoomDay.objects.get()
    assert (day.minutes, day.bookings, day.cancellations) == (0, 0, 1)


def test_the_database_refuses_a_booking_that_does_not_sum_up_its_dates():
    booking = BookingFactory()

    Booking.objects.filter(pk=booking.pk).update(state=State.CANCELLED)

    with pytest.raises(IntegrityError, match="its dates say otherwise"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
