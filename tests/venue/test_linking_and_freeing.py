"""Bookings that exist are linked; an event that goes gives its rooms back; who runs it hears of rooms that are lost."""

from datetime import time, timedelta

import pytest
from django.core import mail

from access.models import Grant
from access.operations import grant
from events.operations import delete_event, remove_room, restore_event
from rooms.models import Booking, State
from rooms.operations.cancelling import cancel
from rooms.operations.rejecting import reject
from tests.clock import DAY, at
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, EventRoomFactory
from tests.factories.rooms import BookingFactory, RoomFactory
from tests.factories.timetable import SlotFactory
from tests.outbox import outbox
from tests.venue.world import booked, each_day, kinds, live_spans, whole
from venue.matching import matching_dates
from venue.models import EventBooking
from venue.needs import Scope
from venue.operations.freeing import give_back
from venue.operations.linking import link, unlink
from venue.refusals import NotLinkable
from venue.standings import Kind

pytestmark = pytest.mark.django_db
NEXT = DAY + timedelta(days=1)


def told(user) -> list[str]:
    return list(outbox().filter(user=user).order_by("pk").values_list("subject", flat=True))


def test_a_booking_that_exists_is_proposed_and_linked(event, organiser):
    """Indico #4076 and #5498."""
    room = RoomFactory(name="Aula")
    EventRoomFactory(event=event, name="Aula", bookable=room)
    date = BookingFactory(room=room).occurrences.get()
    assert kinds(event) == [Kind.CONFLICT]
    assert matching_dates(event, event.rooms.all(), user=organiser) == [date]

    link(event, date, by=organiser)

    assert kinds(event) == [Kind.BOOKED]
    assert matching_dates(event, event.rooms.all(), user=organiser) == []
    assert Booking.objects.get().link == event.get_absolute_url()


def test_ones_own_bookings_are_proposed_wherever_and_those_of_others_in_the_same_room_only(event, organiser):
    own = BookingFactory(booked_for=organiser).occurrences.get()
    BookingFactory()
    named = BookingFactory(room=RoomFactory(name="aula")).occurrences.get()
    EventRoomFactory(event=event, name="Aula")
    BookingFactory(room=named.room, start=time(12), end=time(13))
    BookingFactory(room=RoomFactory(name="Aula"), is_private=True)

    assert matching_dates(event, event.rooms.all(), user=organiser) == [own, named]


def test_a_link_knows_what_the_booking_is_for(event, organiser):
    event.starts_at, event.ends_at = at("09:00"), at("18:00", day=NEXT)
    event.save()
    column = EventRoomFactory(event=event, bookable=RoomFactory())
    of_event = link(event, BookingFactory(first_day=NEXT).occurrences.get(), by=organiser)
    slot = SlotFactory(event=event, room=column)
    of_slot = link(event, BookingFactory(room=column.bookable).occurrences.get(), by=organiser)
    SlotFactory(event=event, room=column, starts_at=at("12:00"))
    SlotFactory(event=event, room=column, starts_at=at("12:30"))
    wide = BookingFactory(room=column.bookable, start=time(12), end=time(13))
    of_day = link(event, wide.occurrences.get(), by=organiser)

    assert [(it.scope, it.day, it.slot) for it in (of_event, of_slot, of_day)] == [
        (Scope.EVENT_DAY, NEXT, None),
        (Scope.SLOT, None, slot),
        (Scope.DAY, DAY, None),
    ]


def test_a_date_is_for_one_event_only(event, organiser):
    date = BookingFactory().occurrences.get()
    link(event, date, by=organiser)

    with pytest.raises(NotLinkable, match="for an event already"):
        link(EventFactory(), date, by=organiser)


def test_a_private_booking_of_others_is_not_linked(event, organiser):
    date = BookingFactory(is_private=True).occurrences.get()

    with pytest.raises(NotLinkable):
        link(event, date, by=organiser)


def test_a_link_that_is_taken_away_leaves_the_booking(event, organiser):
    held = link(event, BookingFactory().occurrences.get(), by=organiser)

    unlink(held, by=organiser)

    assert Booking.objects.get().state == State.ACCEPTED
    assert Booking.objects.get().link == ""
    assert not EventBooking.objects.exists()


def test_an_event_that_is_deleted_frees_what_is_ahead_and_no_more(event, organiser, time_machine):
    """Indico's rule 29."""
    event.ends_at = at("11:00", day=NEXT)
    event.save()
    room = RoomFactory()
    booked(event, room, each_day(event), by=organiser)
    foreign = BookingFactory(first_day=NEXT)
    link(event, foreign.occurrences.get(), by=organiser)
    time_machine.move_to(at("20:00"), tick=False)

    delete_event(event, by=organiser)

    assert live_spans(room) == [(at("10:00"), at("11:00"))]
    foreign.refresh_from_db()
    assert foreign.state == State.ACCEPTED


def test_an_event_that_comes_back_says_that_its_rooms_are_gone(event, organiser):
    booked(event, RoomFactory(), whole(event), by=organiser)
    delete_event(event, by=organiser)

    notes = restore_event(event, by=organiser)

    assert notes == ["1 room booking was cancelled with it. Book the room again."]
    assert kinds(event) == [Kind.OPEN]
    assert restore_event(event, by=organiser) == []


def test_organisers_hear_of_a_room_that_is_lost(event, organiser):
    """Not who did it, and not whom the booking belongs to: the rooms write to them."""
    colleague, manager, booker = UserFactory(), UserFactory(is_admin=True), UserFactory()
    for person in (colleague, booker):
        grant(event.access, to=person, permission=Grant.MANAGE)
    room = RoomFactory(name="Aula", needs_approval=True)
    [date] = booked(event, room, whole(event), by=booker)

    reject(date.booking, by=manager, reason="Flooded")

    said = "Aula is no longer booked for “Harbour days”"
    assert (said in told(colleague), said in told(organiser)) == (True, True)
    assert (said in told(booker), said in told(manager)) == (False, False)
    body = outbox().get(user=colleague, subject=said).body
    assert "Mon 15 March, 10:00–11:00" in body
    assert "Flooded" in body
    assert f"/manage/e/{event.pk}/room-bookings/" in body
    assert kinds(event) == [Kind.OPEN]


def test_nobody_hears_of_rooms_of_an_event_that_was_deleted(event, organiser):
    grant(event.access, to=UserFactory(), permission=Grant.MANAGE)
    booked(event, RoomFactory(), whole(event), by=organiser)
    outbox().delete()

    delete_event(event, by=UserFactory(is_admin=True))

    assert not outbox().filter(subject__contains="no longer booked").exists()
    assert mail.outbox == []


def test_a_cancelled_booking_shows_at_the_event(event, organiser):
    [date] = booked(event, RoomFactory(), whole(event), by=organiser)

    cancel(date.booking, by=organiser, reason="Not needed")

    assert kinds(event) == [Kind.OPEN]


def test_one_date_is_given_back_by_those_who_run_the_event(event, organiser):
    event.ends_at = at("11:00", day=NEXT)
    event.save()
    first, _second = booked(event, RoomFactory(), each_day(event), by=organiser)

    give_back(event, first.event_link, by=UserFactory())

    assert kinds(event) == [Kind.OPEN, Kind.BOOKED]


def test_a_booking_of_others_is_not_given_back(event, organiser):
    held = link(event, BookingFactory().occurrences.get(), by=organiser)

    with pytest.raises(NotLinkable, match="belongs to somebody else"):
        give_back(event, held, by=organiser)


def test_a_room_of_the_event_may_go_although_it_was_booked(event, organiser):
    booked(event, RoomFactory(), whole(event), by=organiser)

    remove_room(event.rooms.get(), by=organiser)

    assert event.room_bookings.get().room is None
