"""The pages of a booking: what they show, to whom, and that they call the operations."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.models import AccessList
from access.operations import set_mode
from kit.recurrence import Rule
from rooms.models import Booking, Room, RoomSettings, State
from rooms.operations.settings import room_settings
from tests.clock import DAY, at
from tests.factories.access import GrantFactory
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, RoomFactory

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
WEEKLY = Rule("WEEKLY", count=3)


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to(at("08:00"), tick=False)
    room_settings()


@pytest.fixture
def series():
    return BookingFactory(rule=WEEKLY, purpose="Colloquium")


@pytest.fixture
def moderator(series):
    person = UserFactory()
    GrantFactory(access_list=series.room.access, user=person, permission=Room.MODERATE)
    return person


def make_request(booking: Booking) -> Booking:
    booking.occurrences.update(state=State.PENDING)
    Booking.objects.filter(pk=booking.pk).update(state=State.PENDING)
    return booking


def page(client, user, name, *args, data=None, query=""):
    client.force_login(user)
    address = reverse(name, args=args) + query
    return client.get(address) if data is None else client.post(address, data)


def edit_data(**changes):
    return {
        "date": DAY.isoformat(),
        "start": "10:00",
        "end": "11:00",
        "nights": "0",
        "repeat": "weekly",
        "every": "1",
        "on": ["0"],
        "count": "3",
        "purpose": "Colloquium",
        **changes,
    }


# The page of a booking


def test_the_page_says_when_where_and_what_for(client, series):
    answer = page(client, series.booked_for, "booking", series.pk)

    text = answer.content.decode()
    assert "Colloquium" in text
    assert "Every Monday, 3 times, from Mon 15 March 2027, 10:00–11:00" in text or "Every Monday" in text
    assert text.count("Booked</span>") == 4


@pytest.mark.parametrize("hiding", ["private", "settings", "room"])
def test_who_may_not_know_gets_the_same_answer_as_for_nothing(client, series, hiding):
    if hiding == "private":
        Booking.objects.update(is_private=True)
    elif hiding == "settings":
        RoomSettings.objects.update(hide_booking_details=True)
    else:
        set_mode(series.room.access, mode=AccessList.Mode.RESTRICTED)
    stranger = UserFactory()

    names = ["booking", "edit-booking", "move-booking", "cancel-booking", "approve-booking", "reject-booking"]
    assert [page(client, stranger, name, series.pk).status_code for name in names] == [404] * 6
    assert page(client, series.booked_for, "booking", series.pk).status_code == 200


def test_whoever_sees_a_booking_may_not_change_it(client, series):
    names = ["edit-booking", "move-booking", "cancel-booking", "approve-booking", "reject-booking"]

    assert [page(client, UserFactory(), name, series.pk).status_code for name in names] == [403] * 5


def test_a_moderator_decides_and_does_not_edit(client, series, moderator):
    make_request(series)

    assert page(client, moderator, "approve-booking", series.pk).status_code == 200
    assert page(client, moderator, "edit-booking", series.pk).status_code == 403
    assert page(client, moderator, "cancel-booking", series.pk).status_code == 403


def test_a_manager_of_the_room_edits(client, series):
    manager = UserFactory()
    Room.objects.filter(pk=series.room_id).update(owner=manager)

    assert page(client, manager, "edit-booking", series.pk).status_code == 200


def test_the_note_is_for_managers_where_the_settings_allow_notes(client, series):
    Booking.objects.update(internal_note="Owes us a projector")
    manager = UserFactory(is_admin=True)

    def told(user):
        return "Owes us a projector" in page(client, user, "booking", series.pk).content.decode()

    assert not told(manager)
    RoomSettings.objects.update(internal_notes=True)
    assert told(manager)
    assert not told(series.booked_for)


def test_many_dates_cost_as_many_queries_as_few(client, moderator, series):
    client.force_login(moderator)
    ask = {"room": series.room, "state": State.PENDING, "start": time(15), "end": time(16)}
    BookingFactory(**ask, rule=Rule("DAILY", count=20))

    counts = []
    for count in (2, 20):
        booking = BookingFactory(**ask, rule=Rule("DAILY", count=count))
        client.get(booking.get_absolute_url())
        counts.append(_queries(client, booking.get_absolute_url()))

    assert counts[0] == counts[1]


def _queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


# Changing


def test_an_edit_by_the_page_changes_the_booking(client, series):
    answer = page(
        client,
        series.booked_for,
        "edit-booking",
        series.pk,
        data=edit_data(start="14:00", end="15:00", purpose="Board"),
    )

    assert answer.url == series.get_absolute_url()
    series.refresh_from_db()
    assert (series.start, series.purpose) == (time(14), "Board")


def test_saving_the_form_as_it_stands_changes_nothing(client, series):
    page(client, series.booked_for, "edit-booking", series.pk, data=edit_data())

    series.refresh_from_db()
    assert series.sequence == 0


def test_looking_changes_nothing(client, series):
    data = edit_data(start="14:00", end="15:00", act="look")

    answer = page(client, series.booked_for, "edit-booking", series.pk, data=data)

    assert "3 dates change" in answer.content.decode()
    series.refresh_from_db()
    assert series.start == time(10)


def test_one_date_is_changed_alone(client, series):
    day = DAY + WEEK
    answer = page(
        client,
        series.booked_for,
        "edit-booking",
        series.pk,
        query=f"?scope=this&day={day}",
        data={"date": day.isoformat(), "start": "16:00", "end": "17:00", "nights": "0"},
    )

    assert answer.status_code == 302
    assert series.occurrences.get(is_moved=True).starts_at == at("16:00", day=day)


def test_this_and_following_leads_to_the_new_booking(client, series):
    day = DAY + WEEK
    data = edit_data(date=day.isoformat(), start="16:00", end="17:00", count="2")

    answer = page(
        client, series.booked_for, "edit-booking", series.pk, query=f"?scope=following&day={day}", data=data
    )

    assert answer.url == Booking.objects.get(split_from=series).get_absolute_url()


def test_a_stale_edit_gets_the_choice_and_keeps_what_was_typed(client, series):
    BookingFactory(room=series.room, first_day=DAY + WEEK, start=time(14), end=time(15))
    other = RoomFactory(location=series.room.location, number="free-one")
    data = edit_data(start="14:00", end="15:00", purpose="Typed with care")

    answer = page(client, series.booked_for, "edit-booking", series.pk, data=data)

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Typed with care" in text
    assert f'name="on-{DAY + WEEK}"' in text
    assert f'value="room:{other.pk}"' in text

    again = {**data, f"on-{DAY + WEEK}": f"room:{other.pk}"}
    assert page(client, series.booked_for, "edit-booking", series.pk, data=again).status_code == 302
    assert series.occurrences.get(date=DAY + WEEK).room == other


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"end": "09:00"}, "end is not after the start"),
        ({"count": ""}, "needs an end"),
        ({"purpose": ""}, "Say what the booking is for"),
        ({"date": "2027-03-14", "repeat": "never"}, "time is over"),
        ({"booked_for": "nobody at all"}, "nobody of that name"),
    ],
)
def test_bad_input_is_said_in_a_sentence(client, series, change, said):
    answer = page(client, series.booked_for, "edit-booking", series.pk, data=edit_data(**change))

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_move_is_looked_at_and_made(client, series):
    other = RoomFactory(location=series.room.location)
    query = f"?room={other.pk}"

    look = page(client, series.booked_for, "move-booking", series.pk, query=query)
    assert "Move 3 dates" in look.content.decode()

    page(client, series.booked_for, "move-booking", series.pk, query=query, data={"x": "1"})
    assert {row.room for row in series.occurrences.all()} == {other}


def test_rooms_to_move_to_are_free_ones_first(client, series):
    taken = BookingFactory(room__location=series.room.location, rule=WEEKLY).room
    free = RoomFactory(location=series.room.location)

    text = page(client, series.booked_for, "move-booking", series.pk).content.decode()

    assert f"room={free.pk}" in text
    assert f"room={taken.pk}" not in text


# Cancelling


def test_cancelling_is_undone_from_the_toast(client, series):
    page(client, series.booked_for, "cancel-booking", series.pk, data={"reason": "Ill"})
    assert not series.occurrences.accepted().exists()
    text = page(client, series.booked_for, "booking", series.pk).content.decode()
    undo = text.split('formaction="/rooms/bookings/')[1].split('"')[0]

    client.post(f"/rooms/bookings/{undo}")

    assert series.occurrences.accepted().count() == 3


def test_one_date_is_cancelled_by_its_address(client, series):
    page(client, series.booked_for, "cancel-occurrence", series.pk, str(DAY + WEEK), data={"reason": ""})

    assert series.occurrences.get(state=State.CANCELLED).date == DAY + WEEK


def test_this_and_the_following_are_cancelled(client, series):
    query = f"?day={DAY + WEEK}"
    page(client, series.booked_for, "cancel-booking", series.pk, query=query, data={"reason": ""})

    assert series.occurrences.accepted().get().date == DAY


@pytest.mark.parametrize("day", ["2027-03-16", "nonsense", "2027-13-40"])
def test_a_date_that_is_none_is_not_found(client, series, day):
    assert page(client, series.booked_for, "cancel-occurrence", series.pk, day).status_code == 404


def test_a_running_date_is_ended_by_its_button(client, series, time_machine):
    time_machine.move_to(at("10:30"), tick=False)

    page(client, series.booked_for, "end-occurrence", series.pk, str(DAY), data={"x": "1"})

    assert series.occurrences.get(date=DAY).ends_at == at("10:30")
