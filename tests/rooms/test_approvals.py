"""The work list: what awaits an answer, what stands against it, and several answers at once."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kit.recurrence import Rule
from rooms.models import Booking, Closure, Room, RoomPart, State
from rooms.operations.approving import Collides, approve
from rooms.operations.booking import Wish, book
from rooms.operations.rejecting import reject
from rooms.operations.settings import room_settings
from rooms.refusals import AlreadyDecided
from rooms.standoff import standoffs
from rooms.worklist import waiting_for
from tests.clock import DAY, at
from tests.factories.access import GrantFactory
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, RoomFactory, hours

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
HERE = "/rooms/approve/"


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to(at("08:00"), tick=False)
    room_settings()


@pytest.fixture
def room():
    return RoomFactory(needs_approval=True)


@pytest.fixture
def moderator(client, room):
    person = UserFactory()
    GrantFactory(access_list=room.access, user=person, permission=Room.MODERATE)
    client.force_login(person)
    return person


def ask(room: Room, **values) -> Booking:
    return BookingFactory(**{"room": room, "state": State.PENDING, **values})


def state_of(booking: Booking) -> State:
    booking.refresh_from_db()
    return State(booking.state)


# The list


def test_the_list_holds_what_one_may_decide_and_nothing_else(client, room, moderator):
    mine = ask(room, purpose="Mine to answer")
    ask(RoomFactory(), purpose="Of another room")
    BookingFactory(room=room, purpose="Decided already", first_day=DAY + WEEK)

    text = client.get(HERE).content.decode()

    assert list(waiting_for(moderator)) == [mine]
    assert "Mine to answer" in text
    assert "Of another room" not in text
    assert "Decided already" not in text


def test_the_list_is_empty_for_people_who_decide_nothing(client, room):
    ask(room, purpose="Somebody's request")
    client.force_login(UserFactory())

    assert "Somebody&#x27;s request" not in client.get(HERE).content.decode()


def test_the_soonest_is_first(room, moderator):
    later, sooner = ask(room, first_day=DAY + WEEK), ask(room)

    assert list(waiting_for(moderator)) == [sooner, later]


def test_many_requests_cost_as_many_queries_as_one(client, room, moderator):
    counts = []
    for rooms in (1, 3):
        for _ in range(rooms):
            other = RoomFactory(location=room.location)
            GrantFactory(access_list=other.access, user=moderator, permission=Room.MODERATE)
            ask(other, rule=Rule("WEEKLY", count=4))
            ask(other)
        client.get(HERE)
        with CaptureQueriesContext(connection) as queries:
            client.get(HERE)
        counts.append(len(queries))

    assert counts[0] == counts[1]


# What stands against it


def test_collisions_name_bookings_requests_and_closures(room, moderator):
    asked = ask(room, rule=Rule("WEEKLY", count=4))
    taken = BookingFactory(room=room, start=time(10, 30), end=time(12))
    rival = ask(room, first_day=DAY + WEEK)
    Closure.objects.create(
        room=room, starts_at=at("00:00", day=DAY + 2 * WEEK), ends_at=at("23:00", day=DAY + 2 * WEEK)
    )

    lines = list(standoffs(asked.occurrences.order_by("date"), user=moderator).values())

    assert [line.taken_by for line in lines] == [[taken], [], [], []]
    assert [line.requests for line in lines] == [[], [rival], [], []]
    assert [line.is_shut for line in lines] == [False, False, True, False]


def test_a_part_stands_against_its_whole_and_strangers_bookings_are_not_named(room, moderator):
    part = RoomFactory(location=room.location)
    RoomPart.objects.create(whole=room, part=part)
    BookingFactory(room=part, is_private=True)
    asked = ask(room)

    [line] = standoffs(asked.occurrences.all(), user=moderator).values()

    assert (line.taken_by, line.is_taken) == ([None], True)


# Rules of Indico (indico.md, 7)


def test_pending_never_stands_against_pending(room):
    ask(room)

    wish = Wish(room, hours("10:00", "11:00"), purpose="Me too")
    assert book(wish, by=UserFactory()).state == State.PENDING


def test_approving_with_other_requests_asks_first_and_then_rejects_them(room, moderator):
    asked, rival = ask(room), ask(room)

    with pytest.raises(Collides) as refusal:
        approve(asked, by=moderator)
    assert [hit.booking_id for hit in refusal.value.requests] == [rival.pk]

    approve(asked, by=moderator, force=True)

    assert (state_of(asked), state_of(rival)) == (State.ACCEPTED, State.REJECTED)
    assert rival.occurrences.get().reason == "The room was given to another booking."


def test_what_was_taken_meanwhile_is_not_approved(room, moderator):
    asked = ask(room)
    BookingFactory(room=room)

    with pytest.raises(Collides, match="taken by now"):
        approve(asked, by=moderator, force=True)


def test_rejecting_the_last_live_date_rejects_the_booking(room, moderator):
    asked = ask(room, rule=Rule("WEEKLY", count=2))
    first, last = asked.occurrences.order_by("date")

    reject(asked, by=moderator, reason="Exams", occurrences=[first])
    assert state_of(asked) == State.PENDING

    reject(asked, by=moderator, reason="Exams", occurrences=[last])
    assert state_of(asked) == State.REJECTED


def test_what_is_decided_is_not_decided_again(room, moderator):
    asked = ask(room)
    approve(asked, by=moderator)

    with pytest.raises(AlreadyDecided):
        approve(asked, by=moderator)


# By the pages


def address(name: str, booking: Booking) -> str:
    return reverse(name, args=[booking.pk])


def test_one_is_approved_by_its_button(client, room, moderator):
    asked = ask(room)

    answer = client.post(address("approve-booking", asked) + "?back=list")

    assert (answer.url, state_of(asked)) == (HERE, State.ACCEPTED)


def test_the_button_shows_the_others_before_they_are_rejected(client, room, moderator):
    asked, rival = ask(room), ask(room, purpose="The rival's seminar")

    answer = client.post(address("approve-booking", asked))

    assert answer.status_code == 409
    assert "The rival&#x27;s seminar" in answer.content.decode()
    assert (state_of(asked), state_of(rival)) == (State.PENDING, State.PENDING)

    client.post(address("approve-booking", asked), {"force": "1"})
    assert (state_of(asked), state_of(rival)) == (State.ACCEPTED, State.REJECTED)


def test_rejecting_needs_a_reason(client, room, moderator):
    asked = ask(room)

    assert client.post(address("reject-booking", asked), {"reason": ""}).status_code == 422
    assert state_of(asked) == State.PENDING

    client.post(address("reject-booking", asked), {"reason": "Exams that week"})
    assert asked.occurrences.get().reason == "Exams that week"


def test_what_somebody_else_decided_is_said(client, room, moderator):
    asked = ask(room)
    approve(asked, by=UserFactory(is_admin=True))

    answer = client.post(address("approve-booking", asked) + "?back=list", follow=True)

    assert "already been decided" in answer.content.decode()


def test_several_are_counted_before_the_act_and_answered_one_by_one(client, room, moderator):
    good = ask(room)
    taken = ask(room, first_day=DAY + WEEK)
    BookingFactory(room=room, first_day=DAY + WEEK)
    chosen = {"booking": [good.pk, taken.pk], "act": "approve"}

    asked = client.post(HERE, chosen).content.decode()
    assert "Approve 2 bookings" in asked
    assert state_of(good) == State.PENDING

    done = client.post(HERE, {**chosen, "sure": "1"}).content.decode()
    assert "Approved 1 of 2" in done
    assert "taken by now" in done
    assert (state_of(good), state_of(taken)) == (State.ACCEPTED, State.PENDING)


def test_several_are_rejected_with_one_reason(client, room, moderator):
    some = [ask(room), ask(room, first_day=DAY + WEEK)]
    chosen = {"booking": [booking.pk for booking in some], "act": "reject", "sure": "1"}

    assert client.post(HERE, {**chosen, "reason": ""}).status_code == 422
    client.post(HERE, {**chosen, "reason": "Exams"})

    assert [state_of(booking) for booking in some] == [State.REJECTED] * 2


def test_nobody_answers_for_rooms_of_others(client, room, moderator):
    other = ask(RoomFactory())
    chosen = {"booking": [other.pk], "act": "approve", "sure": "1", "force": "1"}

    client.post(HERE, chosen)

    assert client.post(address("approve-booking", other)).status_code == 403
    assert state_of(other) == State.PENDING


def test_a_date_moved_to_ones_room_is_called_by_that_room_and_its_own_time(client, room, moderator):
    hidden = RoomFactory(mode="restricted", name="Crypt")
    series = BookingFactory(room=hidden, state=State.PENDING, rule=Rule("WEEKLY", count=2), purpose="")
    first = series.occurrences.order_by("date").first()
    first.room, first.is_moved = room, True
    first.starts_at, first.ends_at = at("14:00"), at("15:00")
    first.save()

    listed = client.get(HERE).content.decode()
    sure = client.post(HERE, {"booking": series.pk, "act": "approve"}).content.decode()
    done = client.post(HERE, {"booking": series.pk, "act": "approve", "sure": "1"}).content.decode()

    for page in (listed, sure, done):
        assert str(room) in page
        assert "Crypt" not in page
    assert "14:00–15:00" in listed
