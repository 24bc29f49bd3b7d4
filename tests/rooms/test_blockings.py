"""Rooms are kept free for some people: asked for, answered, and in force under the locks of the rooms."""

from datetime import timedelta

import pytest

from access.models import Grant
from access.operations import grant
from notices.models import Notice
from rooms.models import BlockedRoom, RoomPart, State
from rooms.operations.blockings import (
    BadBlocking,
    accept_blocked_room,
    edit_blocking,
    end_blocking,
    reject_blocked_room,
    request_blocking,
)
from rooms.operations.booking import RoomTaken, Wish, book
from rooms.refusals import AlreadyDecided
from tests.clock import DAY, at
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, RoomFactory, hours

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to(at("08:00"), tick=False)


@pytest.fixture
def room():
    return RoomFactory(owner=UserFactory())


def ask(room, by, *, days=1, **more):
    last = DAY + timedelta(days=days - 1)
    return request_blocking(rooms=[room], first_day=DAY, last_day=last, reason="Open day", by=by, **more)


def test_a_pending_blocking_keeps_nobody_out(room):
    ask(room, UserFactory())

    assert (
        book(Wish(room, hours("10:00", "11:00"), purpose="Meeting"), by=UserFactory()).state == State.ACCEPTED
    )


def test_a_manager_keeps_their_own_room_free_at_once(room):
    blocking = ask(room, room.owner)

    assert blocking.blocked_rooms.get().state == BlockedRoom.State.ACCEPTED
    with pytest.raises(RoomTaken, match="kept free"):
        book(Wish(room, hours("10:00", "11:00"), purpose="Meeting"), by=UserFactory())


def test_those_it_names_and_who_asked_book_all_the_same(room):
    named, creator = UserFactory(), UserFactory()
    blocking = ask(room, creator, allowed=[named])
    accept_blocked_room(blocking.blocked_rooms.get(), by=room.owner)

    assert book(Wish(room, hours("10:00", "11:00"), purpose="Named"), by=named).state == State.ACCEPTED
    assert book(Wish(room, hours("11:00", "12:00"), purpose="Creator"), by=creator).state == State.ACCEPTED


@pytest.mark.parametrize("days", [1, 3])
def test_accepting_rejects_what_is_in_the_way_and_spares_who_may_pass(room, days):
    creator = UserFactory()
    other, own = (
        BookingFactory(room=room),
        BookingFactory(room=room, booked_for=creator, first_day=DAY + timedelta(1)),
    )
    blocking = ask(room, creator, days=days)

    rejected = accept_blocked_room(blocking.blocked_rooms.get(), by=room.owner)

    other.refresh_from_db()
    own.refresh_from_db()
    assert rejected == 1
    assert (other.state, own.state) == (State.REJECTED, State.ACCEPTED)
    assert other.occurrences.get().reason == "The room is kept free: Open day"


def test_a_blocked_whole_keeps_its_parts_free(room):
    part = RoomFactory(location=room.location)
    RoomPart.objects.create(whole=room, part=part)
    inside = BookingFactory(room=part)

    ask(room, room.owner)

    inside.refresh_from_db()
    assert inside.state == State.REJECTED
    with pytest.raises(RoomTaken, match="kept free"):
        book(Wish(part, hours("12:00", "13:00"), purpose="Part"), by=UserFactory())


def test_all_managers_are_asked_and_the_creator_hears_the_answer(room):
    manager, creator = UserFactory(), UserFactory()
    grant(room.location.access, to=manager, permission=Grant.MANAGE)

    blocking = ask(room, creator)
    assert set(Notice.objects.values_list("user", flat=True)) == {room.owner_id, manager.pk}

    reject_blocked_room(blocking.blocked_rooms.get(), by=manager, reason="Exams")
    assert "Reason: Exams" in Notice.objects.get(user=creator).body


def test_the_second_answer_hears_that_it_was_decided(room):
    blocked = ask(room, UserFactory()).blocked_rooms.get()
    accept_blocked_room(blocked, by=room.owner)

    with pytest.raises(AlreadyDecided):
        reject_blocked_room(blocked, by=room.owner, reason="No")


def test_a_longer_blocking_is_asked_for_again_and_a_shorter_one_just_holds(room):
    creator = UserFactory()
    blocking = ask(room, creator, days=2)
    accept_blocked_room(blocking.blocked_rooms.get(), by=room.owner)

    edit_blocking(blocking, by=creator, first_day=DAY, last_day=DAY, reason="Shorter", rooms=[room])
    assert blocking.blocked_rooms.get().state == BlockedRoom.State.ACCEPTED

    edit_blocking(
        blocking, by=creator, first_day=DAY, last_day=DAY + timedelta(5), reason="Longer", rooms=[room]
    )
    assert blocking.blocked_rooms.get().state == BlockedRoom.State.PENDING


def test_the_days_are_those_of_the_rooms_own_clocks():
    room = RoomFactory(location__time_zone="Europe/Zurich", owner=UserFactory())

    blocked = ask(room, room.owner).blocked_rooms.get()

    assert (blocked.starts_at, blocked.ends_at) == (at("23:00", day=DAY - timedelta(1)), at("23:00"))


def test_an_ended_blocking_keeps_nobody_out(room):
    blocking = ask(room, room.owner)

    end_blocking(blocking, by=room.owner)

    assert (
        book(Wish(room, hours("10:00", "11:00"), purpose="Meeting"), by=UserFactory()).state == State.ACCEPTED
    )


def test_days_the_wrong_way_round_are_refused(room):
    with pytest.raises(BadBlocking, match="before the first"):
        ask(room, UserFactory(), days=0)
