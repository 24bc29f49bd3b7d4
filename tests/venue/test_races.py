"""Two people at once: a slot moves to where somebody else books; nobody gets the room twice, nobody waits for ever."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise
from threading import Barrier

import pytest
from django.db import connection, transaction

from access.models import Grant
from access.operations import grant
from events.models import Event
from events.operations import delete_event, edit_event
from kit.recurrence import Rule
from kit.refusals import Refused
from rooms.models import Occurrence, State
from rooms.operations.booking import Wish, book
from rooms.operations.cancelling import cancel
from rooms.operations.turns import lock_rooms
from tests.clock import DAY, at
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, EventRoomFactory
from tests.factories.rooms import BookingFactory, RoomFactory, hours
from tests.factories.timetable import SlotFactory
from tests.venue.world import booked, of_slots, whole
from timetable.models import Slot
from timetable.operations import edit_slot
from venue.moves import Decision
from venue.operations.changes import give_dates
from venue.operations.following import carry_out
from venue.operations.linking import link

pytestmark = pytest.mark.django_db(transaction=True)
LIMIT = 30


def at_once(*acts) -> list[object]:
    """What became of each: its answer, or the sentence with which it was refused."""
    gate = Barrier(len(acts))

    def run(act):
        try:
            gate.wait(LIMIT)
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as people:
        return [task.result(timeout=LIMIT) for task in [people.submit(run, act) for act in acts]]


def overlaps() -> int:
    """Pairs of accepted dates of one room that share a moment."""
    rows = list(Occurrence.objects.filter(state=State.ACCEPTED).order_by("room", "starts_at"))
    return sum(
        1
        for first, second in pairwise(rows)
        if first.room_id == second.room_id and second.starts_at < first.ends_at
    )


def an_event(room, *, clock="10:00"):
    organiser = UserFactory()
    event = EventFactory(starts_at=at("09:00"), ends_at=at("18:00"))
    grant(event.access, to=organiser, permission=Grant.MANAGE)
    column = EventRoomFactory(event=event, bookable=room)
    slot = SlotFactory(event=event, room=column, starts_at=at(clock), minutes=60)
    booked(event, room, of_slots(event, slot), by=organiser)
    return event, slot, organiser


def test_the_count_of_overlaps_can_be_other_than_none():
    """The positive control: with the constraint gone, two bookings of one room at one time are found."""
    room = RoomFactory()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE rooms_occurrence DROP CONSTRAINT room_is_never_double_booked")
        BookingFactory(room=room)
        BookingFactory(room=room)

        assert overlaps() == 1
        transaction.set_rollback(True)


def test_a_slot_and_a_stranger_want_one_room_at_one_time():
    room = RoomFactory()
    for round_number in range(4):
        day = DAY + timedelta(days=round_number)
        event, slot, organiser = an_event(room, clock=f"{9 + round_number:02}:00")
        booker = UserFactory()
        Event.objects.filter(pk=event.pk).update(ends_at=at("18:00", day=day))

        answers = at_once(
            lambda slot=slot, organiser=organiser, day=day: edit_slot(
                Slot.objects.get(pk=slot.pk), starts_at=at("15:00", day=day), by=organiser
            ),
            lambda booker=booker, day=day: book(
                Wish(room, hours("15:00", "16:00", day=day), purpose="Rival"), by=booker
            ),
        )

        assert sum(isinstance(answer, Refused) for answer in answers) == 1
        assert overlaps() == 0
        there = Slot.objects.get(pk=slot.pk).starts_at == at("15:00", day=day)
        assert there == isinstance(answers[1], Refused)


def test_two_events_that_swap_their_rooms_do_not_wait_for_each_other():
    first_room, second_room = RoomFactory(), RoomFactory()
    first, first_slot, first_organiser = an_event(first_room)
    second, second_slot, second_organiser = an_event(second_room)
    to_second = EventRoomFactory(event=first, bookable=second_room)
    to_first = EventRoomFactory(event=second, bookable=first_room)

    answers = at_once(
        lambda: edit_slot(
            Slot.objects.get(pk=first_slot.pk), starts_at=at("12:00"), room=to_second, by=first_organiser
        ),
        lambda: edit_slot(
            Slot.objects.get(pk=second_slot.pk), starts_at=at("12:00"), room=to_first, by=second_organiser
        ),
    )

    assert not any(isinstance(answer, Refused) for answer in answers)
    assert {it.room for it in Occurrence.objects.filter(starts_at=at("12:00"))} == {first_room, second_room}


def test_a_booking_is_cancelled_while_its_event_moves_or_goes():
    for act in (
        lambda event, organiser: edit_event(event, by=organiser, starts_at=at("12:00"), ends_at=at("13:00")),
        lambda event, organiser: delete_event(event, by=organiser),
    ):
        organiser = UserFactory()
        event = EventFactory(starts_at=at("10:00"))
        [date] = booked(event, RoomFactory(), whole(event), by=organiser)

        at_once(
            lambda act=act, event=event, organiser=organiser: act(Event.objects.get(pk=event.pk), organiser),
            lambda date=date, organiser=organiser: cancel(date.booking, by=organiser),
        )

        date.refresh_from_db()
        assert date.state == State.CANCELLED
    assert overlaps() == 0


def test_all_rooms_of_a_booking_given_back_are_locked_before_any_act(organiser):
    """Its other dates may lie elsewhere; whoever locked one of those rooms first is not waited for with ours held."""
    event = EventFactory()
    grant(event.access, to=organiser, permission=Grant.MANAGE)
    elsewhere, room = RoomFactory(), RoomFactory()
    series = BookingFactory(room=room, booked_for=organiser, rule=Rule("DAILY", count=2))
    first, second = series.occurrences.order_by("starts_at")
    Occurrence.objects.filter(pk=second.pk).update(room=elsewhere, is_moved=True)
    held = link(event, first, by=organiser)
    later = give_dates(
        starts_at=at("10:00", day=DAY + timedelta(7)),
        ends_at=at("11:00", day=DAY + timedelta(7)),
        by=organiser,
    )

    def move():
        try:
            return carry_out(event, later, by=organiser, decisions={held.pk: Decision(give_back=True)})
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            lock_rooms([elsewhere.pk])
            moving = pool.submit(move)
            _until_somebody_waits()
            lock_rooms([room.pk])
        assert len(moving.result(LIMIT)) == 1

    first.refresh_from_db()
    assert first.state == State.CANCELLED


def _until_somebody_waits():
    for _try in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("Nobody waits.")
