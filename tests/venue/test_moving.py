"""When an event or an entry moves, its bookings move with it; where one can not, nothing moves (Indico #4068)."""

from datetime import time, timedelta

import pytest

from events.operations import edit_event
from kit.recurrence import Rule
from rooms.models import Booking, Occurrence, Room, State
from tests.clock import DAY, at
from tests.factories.access import GrantFactory
from tests.factories.accounts import UserFactory
from tests.factories.events import EventRoomFactory
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory
from tests.factories.timetable import BlockFactory, SlotFactory
from tests.venue.world import booked, each_day, kinds, live_spans, of_days, of_slots, spans, whole
from timetable.models import Slot
from timetable.operations import edit_slot, schedule_break, unschedule
from venue.moves import Decision
from venue.operations.changes import change_slot, give_dates, move_all
from venue.operations.following import carry_out, rehearse
from venue.operations.linking import link
from venue.refusals import BookingsStay
from venue.standings import Kind

pytestmark = pytest.mark.django_db
NEXT = DAY + timedelta(days=1)
WEEK = timedelta(days=7)


@pytest.fixture
def column(event):
    """A room of the event, which lasts all day, that can be booked."""
    event.starts_at, event.ends_at = at("09:00"), at("18:00")
    event.save()
    return EventRoomFactory(event=event, bookable=RoomFactory())


def test_an_event_that_moves_takes_its_booking_along(event, organiser):
    room = RoomFactory()
    [date] = booked(event, room, whole(event), by=organiser)
    sequence = date.booking.sequence

    edit_event(event, by=organiser, starts_at=at("14:00", day=NEXT), ends_at=at("16:00", day=NEXT))

    assert live_spans(room) == [(at("14:00", day=NEXT), at("16:00", day=NEXT))]
    booking = Booking.objects.get()
    assert (booking.first_day, f"{booking.start:%H:%M}", f"{booking.end:%H:%M}") == (NEXT, "14:00", "16:00")
    assert booking.sequence > sequence
    moved = booking.occurrences.get()
    assert (moved.pk, moved.date, moved.is_moved) == (date.pk, NEXT, False)
    assert kinds(event) == [Kind.BOOKED]


def test_days_of_an_event_move_over_each_other(event, organiser):
    event.ends_at = at("11:00", day=DAY + timedelta(days=2))
    event.save()
    dates = booked(event, RoomFactory(), each_day(event), by=organiser)

    edit_event(
        event, by=organiser, starts_at=at("10:00", day=NEXT), ends_at=at("11:00", day=DAY + timedelta(days=3))
    )

    assert [start.date() for start, _end in spans(dates)] == [DAY + timedelta(days=n) for n in (1, 2, 3)]
    booking = Booking.objects.get()
    assert booking.first_day == NEXT
    assert [row.date for row in booking.occurrences.order_by("pk")] == [
        DAY + timedelta(days=n) for n in (1, 2, 3)
    ]
    assert not booking.occurrences.filter(is_moved=True).exists()


def test_a_taken_room_keeps_the_event_where_it_is(event, organiser):
    room = RoomFactory()
    booked(event, room, whole(event), by=organiser)
    BookingFactory(room=room, first_day=NEXT)

    with pytest.raises(BookingsStay, match="nothing has moved") as refusal:
        edit_event(event, by=organiser, starts_at=at("10:30", day=NEXT), ends_at=at("11:30", day=NEXT))

    event.refresh_from_db()
    assert event.starts_at == at("10:00")
    assert live_spans(room)[0] == (at("10:00"), at("11:00"))
    address, _words = refusal.value.way_out
    assert address.startswith(f"/manage/e/{event.pk}/room-bookings/move/?starts=2027-03-16")


def test_an_entry_takes_its_booking_along(event, organiser, column):
    slot = SlotFactory(event=event, room=column)
    booked(event, column.bookable, of_slots(event, slot), by=organiser)

    edit_slot(slot, by=organiser, starts_at=at("12:00"), minutes=45)

    assert live_spans(column.bookable) == [(at("12:00"), at("12:45"))]
    assert kinds(event) == [Kind.BOOKED]


def test_an_entry_that_changes_its_room_changes_the_booked_room(event, organiser, column):
    other = EventRoomFactory(event=event, bookable=RoomFactory())
    slot = SlotFactory(event=event, room=column)
    booked(event, column.bookable, of_slots(event, slot), by=organiser)

    edit_slot(slot, by=organiser, room=other)

    assert (live_spans(column.bookable), live_spans(other.bookable)) == (
        [],
        [(at("10:00"), at("10:20"))],
    )
    assert kinds(event) == [Kind.BOOKED]
    edit_slot(slot, by=organiser, starts_at=at("11:00"))
    assert live_spans(other.bookable) == [(at("11:00"), at("11:20"))]


def test_entries_swap_their_rooms_when_a_block_moves(event, organiser, column):
    """Two dates of one room follow each other: where one goes, the other was."""
    first = BlockFactory(event=event, room=column, starts_at=at("10:00"))
    talk = SlotFactory(event=event, parent=first, starts_at=at("10:00"), minutes=60)
    booked(event, column.bookable, of_slots(event, first), by=organiser)
    second = BlockFactory(event=event, room=column, starts_at=at("11:00"))
    booked(event, column.bookable, of_slots(event, second), by=organiser)

    edit_slot(second, by=organiser, starts_at=at("12:00"))
    edit_slot(first, by=organiser, starts_at=at("11:00"))

    talk.refresh_from_db()
    assert talk.starts_at == at("11:00")
    assert live_spans(column.bookable) == [(at("11:00"), at("12:00")), (at("12:00"), at("13:00"))]


def test_a_slot_whose_room_is_taken_then_does_not_move(event, organiser, column):
    slot = SlotFactory(event=event, room=column)
    booked(event, column.bookable, of_slots(event, slot), by=organiser)
    BookingFactory(room=column.bookable, start=time(14), end=time(15))

    with pytest.raises(BookingsStay, match="is taken"):
        edit_slot(slot, by=organiser, starts_at=at("14:10"))

    slot.refresh_from_db()
    assert slot.starts_at == at("10:00")


def test_a_day_of_the_timetable_grows_with_its_entries_and_never_shrinks_by_itself(event, organiser, column):
    slot = SlotFactory(event=event, room=column, starts_at=at("10:00"), minutes=60)
    booked(event, column.bookable, of_days(event, column), by=organiser)

    late = schedule_break(event, "Tea", starts_at=at("15:00"), minutes=30, room=column, by=organiser).slot
    assert live_spans(column.bookable) == [(at("10:00"), at("15:30"))]

    unschedule(late, by=organiser)
    edit_slot(slot, by=organiser, starts_at=at("09:30"))
    assert live_spans(column.bookable) == [(at("09:30"), at("15:30"))]


def test_an_entry_that_leaves_keeps_its_room_until_somebody_gives_it_back(event, organiser, column):
    slot = SlotFactory(event=event, room=column)
    booked(event, column.bookable, of_slots(event, slot), by=organiser)

    unschedule(slot, by=organiser)

    assert live_spans(column.bookable) == [(at("10:00"), at("10:20"))]
    assert event.room_bookings.get().slot is None


def test_the_preview_shows_what_stands_against_a_move_and_changes_nothing(event, organiser):
    room = RoomFactory()
    booked(event, room, whole(event), by=organiser)
    BookingFactory(room=room, first_day=NEXT)
    change = give_dates(starts_at=at("10:00", day=NEXT), ends_at=at("11:00", day=NEXT), by=organiser)

    [move] = rehearse(event, change, by=organiser)

    assert move.against == (f"{room} is taken.",)
    event.refresh_from_db()
    assert event.starts_at == at("10:00")
    assert live_spans(room)[0] == (at("10:00"), at("11:00"))


def test_what_can_not_follow_takes_another_room_or_is_given_back(event, organiser):
    event.ends_at = at("11:00", day=NEXT)
    event.save()
    room = RoomFactory()
    other = RoomFactory(location=room.location)
    first, second = booked(event, room, each_day(event), by=organiser)
    BookingFactory(room=room, first_day=DAY + WEEK)
    BookingFactory(room=room, first_day=NEXT + WEEK)
    change = give_dates(
        starts_at=at("10:00", day=DAY + WEEK), ends_at=at("11:00", day=NEXT + WEEK), by=organiser
    )
    decisions = {
        first.event_link.pk: Decision(room_id=other.pk),
        second.event_link.pk: Decision(give_back=True),
    }

    carry_out(event, change, by=organiser, decisions=decisions)

    event.refresh_from_db()
    assert event.starts_at == at("10:00", day=DAY + WEEK)
    assert live_spans(other) == [(at("10:00", day=DAY + WEEK), at("11:00", day=DAY + WEEK))]
    second.refresh_from_db()
    assert second.state == State.CANCELLED
    assert kinds(event) == [Kind.BOOKED, Kind.OPEN] or kinds(event) == [Kind.BOOKED, Kind.CONFLICT]


def test_an_event_moves_with_its_timetable_and_all_its_rooms_across_a_clock_change(event, organiser):
    """Two weeks later Zurich has summer time: 10:00 on the wall stays 10:00."""
    event.time_zone = "Europe/Zurich"
    event.starts_at, event.ends_at = at("08:00"), at("17:00")
    event.save()
    column = EventRoomFactory(
        event=event, bookable=RoomFactory(location=LocationFactory(time_zone="Europe/Zurich"))
    )
    slot = SlotFactory(event=event, room=column, starts_at=at("09:00"), minutes=60)
    booked(event, column.bookable, of_days(event, column), by=organiser)
    extra = EventRoomFactory(event=event, bookable=RoomFactory())
    talk = SlotFactory(event=event, room=extra, starts_at=at("11:00"))
    booked(event, extra.bookable, of_slots(event, talk), by=organiser)
    there = DAY + 2 * WEEK

    carry_out(event, move_all(starts_at=at("07:00", day=there), by=organiser), by=organiser)

    event.refresh_from_db()
    slot.refresh_from_db()
    assert (event.starts_at, event.ends_at) == (at("07:00", day=there), at("16:00", day=there))
    assert slot.starts_at == at("08:00", day=there)
    assert live_spans(column.bookable) == [(at("08:00", day=there), at("09:00", day=there))]
    assert live_spans(extra.bookable) == [(at("10:00", day=there), at("10:20", day=there))]
    assert kinds(event) == [Kind.BOOKED, Kind.BOOKED]


def test_nothing_moves_when_one_of_many_rooms_is_taken(event, organiser, column):
    extra = EventRoomFactory(event=event, bookable=RoomFactory())
    slots = [SlotFactory(event=event, room=room) for room in (column, extra)]
    for slot, room in zip(slots, (column, extra), strict=True):
        booked(event, room.bookable, of_slots(event, slot), by=organiser)
    BookingFactory(room=extra.bookable, first_day=DAY + WEEK)

    with pytest.raises(BookingsStay) as refusal:
        carry_out(event, move_all(starts_at=at("09:00", day=DAY + WEEK), by=organiser), by=organiser)

    assert [bool(move.against) for move in refusal.value.moves] == [False, True]
    assert live_spans(column.bookable) == [(at("10:00"), at("10:20"))]
    assert Slot.objects.filter(starts_at=at("10:00")).count() == 2


def test_a_move_asks_for_approval_again_where_the_mover_may_not_simply_book(event, organiser):
    room = RoomFactory()
    booked(event, room, whole(event), by=organiser)
    room.needs_approval = True
    room.save()

    edit_event(event, by=organiser, ends_at=at("12:00"))

    assert Booking.objects.get().state == State.PENDING
    assert kinds(event) == [Kind.ASKED]


def test_a_booking_that_only_shrinks_stays_approved(event, organiser):
    room = RoomFactory()
    booked(event, room, whole(event), by=organiser)
    room.needs_approval = True
    room.save()

    edit_event(event, by=organiser, ends_at=at("10:30"))

    assert Booking.objects.get().state == State.ACCEPTED
    assert live_spans(room) == [(at("10:00"), at("10:30"))]


def test_a_move_that_is_confirmed_rejects_requests_for_that_time(event, organiser):
    room = RoomFactory()
    booked(event, room, whole(event), by=organiser)
    request = BookingFactory(room=room, state=State.PENDING, start=time(14), end=time(15))

    edit_event(event, by=organiser, starts_at=at("14:00"), ends_at=at("15:00"))

    request.refresh_from_db()
    assert request.state == State.REJECTED


def test_another_organiser_moves_what_was_booked_for_the_event(event, organiser):
    room = RoomFactory()
    booked(event, room, whole(event), by=organiser)
    colleague = UserFactory()

    edit_event(event, by=colleague, starts_at=at("12:00"), ends_at=at("13:00"))

    assert live_spans(room) == [(at("12:00"), at("13:00"))]


def test_somebody_elses_linked_booking_is_moved_by_its_owner_only(event, organiser):
    foreign = BookingFactory(booked_for__name="Frida Foreign")
    date = foreign.occurrences.get()
    link(event, date, by=organiser)

    with pytest.raises(BookingsStay, match="belongs to Frida Foreign"):
        edit_event(event, by=organiser, starts_at=at("12:00"), ends_at=at("13:00"))

    assert spans([date]) == [(at("10:00"), at("11:00"))]
    GrantFactory(access_list=foreign.room.access, user=organiser, permission="manage")
    edit_event(event, by=organiser, starts_at=at("12:00"), ends_at=at("13:00"))
    assert spans([date]) == [(at("12:00"), at("13:00"))]


def test_a_date_of_a_weekly_series_moves_alone(event, organiser):
    series = BookingFactory(rule=Rule("WEEKLY", count=3), booked_for=organiser)
    first = series.occurrences.order_by("starts_at").first()
    link(event, first, by=organiser)

    edit_event(event, by=organiser, starts_at=at("13:00", day=NEXT), ends_at=at("14:00", day=NEXT))

    first.refresh_from_db()
    assert (first.date, first.is_moved, first.starts_at) == (DAY, True, at("13:00", day=NEXT))
    series.refresh_from_db()
    assert series.first_day == DAY
    assert [row.starts_at for row in series.occurrences.filter(is_moved=False).order_by("date")] == [
        at("10:00", day=DAY + WEEK),
        at("10:00", day=DAY + 2 * WEEK),
    ]


def test_what_took_place_stays_where_it_was(event, organiser, time_machine):
    room = RoomFactory()
    booked(event, room, whole(event), by=organiser)
    time_machine.move_to(at("12:00"), tick=False)

    edit_event(event, by=organiser, starts_at=at("14:00"), ends_at=at("15:00"))

    assert live_spans(room) == [(at("10:00"), at("11:00"))]


def test_the_rules_of_the_room_hold_for_moves(event, organiser):
    room = RoomFactory(max_length_minutes=90)
    booked(event, room, whole(event), by=organiser)

    with pytest.raises(BookingsStay, match="at most 1 h 30 min at a time"):
        edit_event(event, by=organiser, ends_at=at("13:00"))

    GrantFactory(access_list=room.access, user=organiser, permission=Room.OVERRIDE)
    edit_event(event, by=organiser, ends_at=at("13:00"))
    assert live_spans(room) == [(at("10:00"), at("13:00"))]


def test_an_event_without_bookings_asks_nobody(event, organiser, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        edit_event(event, by=organiser, starts_at=at("12:00"), ends_at=at("13:00"))


def test_the_preview_of_an_entry_is_the_move_of_that_entry(event, organiser, column):
    slot = SlotFactory(event=event, room=column)
    booked(event, column.bookable, of_slots(event, slot), by=organiser)

    [move] = rehearse(event, change_slot(slot.pk, by=organiser, starts_at=at("15:00")), by=organiser)

    assert (move.step.span.starts_at, move.against) == (at("15:00"), ())
    assert Occurrence.objects.get().starts_at == at("10:00")


def test_an_entry_that_goes_to_a_room_outside_the_house_leaves_its_booking_behind(event, organiser, column):
    slot = SlotFactory(event=event, room=column)
    booked(event, column.bookable, of_slots(event, slot), by=organiser)
    elsewhere = EventRoomFactory(event=event)

    edit_slot(slot, by=organiser, room=elsewhere, starts_at=at("12:00"))

    assert live_spans(column.bookable) == [(at("10:00"), at("10:20"))]
    assert kinds(event) == [Kind.NOWHERE]
    edit_slot(slot, by=organiser, room=column)
    assert live_spans(column.bookable) == [(at("12:00"), at("12:20"))]
    assert kinds(event) == [Kind.BOOKED]
