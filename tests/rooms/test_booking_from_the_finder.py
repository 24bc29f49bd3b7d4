"""Two clicks from the list to a booking; when somebody else was quicker, a choice of what to do and nothing lost."""

from datetime import timedelta

import pytest
from django.urls import reverse

from access.models import AccessList
from access.operations import grant
from accounts.people import handle_of
from kit.recurrence import Rule
from rooms.models import Booking, Room, RoomSettings, State
from rooms.operations.settings import room_settings
from tests.clock import DAY, at
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory

pytestmark = pytest.mark.django_db
WHEN = f"date={DAY.isoformat()}&from=10:00&to=11:00"
SERIES = f"{WHEN}&repeat=weekly&count=10"
TAKEN = DAY + timedelta(14)
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to(at("08:10"), tick=False)


@pytest.fixture
def booker(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def room():
    return RoomFactory(name="Alpha", location=LocationFactory())


def send(client, room, query, headers=None, **said):
    address = f"{reverse('book-room', args=[room.pk])}?{query}"
    return client.post(address, {"purpose": "Group meeting", **said}, headers=headers)


def body(answer):
    return answer.content.decode()


def test_a_room_that_is_free_is_booked(client, booker, room):
    answer = send(client, room, SERIES)

    booking = Booking.objects.get()
    assert (answer.status_code, answer.url) == (302, booking.get_absolute_url())
    assert (booking.purpose, booking.state, booking.booked_for) == ("Group meeting", State.ACCEPTED, booker)
    assert booking.occurrences.count() == 10


def test_htmx_is_sent_to_the_booking(client, booker, room):
    answer = send(client, room, WHEN, HTMX)

    assert answer.headers["HX-Redirect"] == Booking.objects.get().get_absolute_url()


def test_a_room_on_request_is_asked_for(client, booker):
    room = RoomFactory(needs_approval=True)

    page = client.get(f"{reverse('book-room', args=[room.pk])}?{SERIES}")
    send(client, room, SERIES)

    assert "Ask for 10 dates" in body(page)
    assert Booking.objects.get().state == State.PENDING


def test_what_is_chosen_for_a_taken_date_is_what_is_booked(client, booker, room):
    BookingFactory(room=room, first_day=TAKEN)
    BookingFactory(room=room, first_day=TAKEN + timedelta(7))
    BookingFactory(room=room, first_day=TAKEN + timedelta(14))
    other = RoomFactory(name="Beta", location=room.location)

    send(
        client,
        room,
        SERIES,
        **{
            f"on-{TAKEN}": f"room:{other.pk}",
            f"on-{TAKEN + timedelta(7)}": "time:12:00-13:00",
            f"on-{TAKEN + timedelta(14)}": "skip",
        },
    )

    booking = Booking.objects.get(purpose="Group meeting")
    assert booking.occurrences.count() == 9
    assert booking.occurrences.get(date=TAKEN).room == other
    assert booking.occurrences.get(date=TAKEN + timedelta(7)).starts_at == at(
        "12:00", day=TAKEN + timedelta(7)
    )
    assert booking.exdates == [TAKEN + timedelta(14)]


@pytest.mark.parametrize("headers", [None, HTMX])
def test_when_somebody_else_was_quicker_there_is_a_choice_and_nothing_typed_is_lost(
    client, booker, room, headers
):
    other = UserFactory(name="Ada Harbour")
    RoomFactory(name="Beta", location=room.location)
    BookingFactory(room=room, first_day=TAKEN)

    answer = send(
        client,
        room,
        SERIES,
        headers,
        purpose="Calorimetry “group”",
        booked_for=handle_of(other),
        is_private="on",
    )

    assert answer.status_code == 422
    assert Booking.objects.filter(created_by=booker).count() == 0
    text = body(answer)
    assert "1 of 10 dates can not be had." in text
    assert "Use Beta that day" in text
    assert "Skip this date" in text
    assert 'value="Calorimetry “group”"' in text
    assert "Ada Harbour" in text
    assert answer.context["panel"]["book_form"]["is_private"].value() is True
    assert ("<html" in text) == (headers is None)


def test_a_choice_that_is_taken_meanwhile_is_said_to_be(client, booker, room):
    beta = RoomFactory(name="Beta", location=room.location)
    BookingFactory(room=room, first_day=TAKEN)
    BookingFactory(room=beta, first_day=TAKEN)

    answer = send(client, room, SERIES, **{f"on-{TAKEN}": f"room:{beta.pk}"})

    assert answer.status_code == 422
    assert "Beta is taken." in body(answer)


def test_nothing_is_left_out_in_silence(client, booker, room):
    BookingFactory(room=room, first_day=TAKEN)

    answer = send(client, room, SERIES)

    assert answer.status_code == 422
    assert Booking.objects.count() == 1


def test_a_look_at_what_would_be_booked_books_nothing(client, booker, room):
    BookingFactory(room=room, first_day=TAKEN)

    answer = send(client, room, SERIES, HTMX, preview="1", purpose="", **{f"on-{TAKEN}": "skip"})

    assert answer.status_code == 200
    assert "Book 9 dates" in body(answer)
    assert Booking.objects.count() == 1


def test_a_single_time_that_is_taken_comes_with_others(client, booker, room):
    BookingFactory(room=room)
    RoomFactory(name="Beta", location=room.location)

    text = body(send(client, room, WHEN))

    assert "Alpha is taken." in text
    assert "Beta is free then" in text
    assert "Alpha, 11:00–12:00: later" in text


def test_a_booking_says_what_it_is_for_where_that_is_the_rule(client, booker, room):
    refused = send(client, room, WHEN, purpose=" ")
    room_settings()
    RoomSettings.objects.update(reason_required=RoomSettings.Reason.NEVER)
    taken = send(client, room, WHEN, purpose="")

    assert "Say what the booking is for." in body(refused)
    assert (refused.status_code, taken.status_code) == (200, 302)


def test_one_books_for_somebody_else(client, booker, room):
    other = UserFactory()

    send(client, room, WHEN, booked_for=handle_of(other))

    booking = Booking.objects.get()
    assert (booking.booked_for, booking.created_by) == (other, booker)


def test_for_somebody_who_is_not_here_the_field_says_so(client, booker, room):
    answer = send(client, room, WHEN, **{"booked_for-text": "Nobody at all"})

    assert not Booking.objects.exists()
    assert "Nobody here has that name or address." in body(answer)
    assert "Nobody at all" in body(answer)


def test_notes_are_for_those_who_run_the_room(client, booker, room):
    room_settings()
    RoomSettings.objects.update(internal_notes=True)

    send(client, room, WHEN, internal_note="Key is with me")
    grant(room.access, to=booker, permission="manage")
    send(client, room, f"date={DAY}&from=12:00&to=13:00", internal_note="Key is with me")

    notes = Booking.objects.order_by("pk").values_list("internal_note", flat=True)
    assert list(notes) == ["", "Key is with me"]


def test_requests_of_others_that_would_be_rejected_are_said_before(client, booker, room):
    BookingFactory(room=room, state=State.PENDING)

    page = client.get(f"{reverse('book-room', args=[room.pk])}?{WHEN}")

    assert "1 request of somebody else for these times will be rejected" in body(page)


def test_a_rule_that_stands_against_it_is_said_and_nothing_is_booked(client, booker, room):
    Room.objects.update(max_length_minutes=30)

    answer = send(client, room, WHEN)

    assert answer.status_code == 422
    assert "Alpha is booked for at most 30 minutes at a time." in body(answer)
    assert not Booking.objects.exists()


def test_a_hidden_room_is_not_booked_not_even_for_one_date(client, booker, room):
    hidden = RoomFactory(name="Zibeline", location=room.location, mode=AccessList.Mode.RESTRICTED)
    BookingFactory(room=room, first_day=TAKEN)

    itself = send(client, hidden, WHEN)
    instead = send(client, room, SERIES, **{f"on-{TAKEN}": f"room:{hidden.pk}"})

    assert (itself.status_code, instead.status_code) == (404, 422)
    assert "Zibeline" not in body(instead)
    assert not Booking.objects.filter(created_by=booker).exists()


@pytest.mark.parametrize(
    "value", ["room:", "room:x", "time:", "time:12:00-11:00", "time:x-y", "nonsense", "room:" + "9" * 30]
)
def test_choices_that_say_nothing_are_no_choices(client, booker, room, value):
    BookingFactory(room=room, first_day=TAKEN)

    assert send(client, room, SERIES, **{f"on-{TAKEN}": value}).status_code == 422


def test_a_rule_of_the_series_that_can_not_be_is_said(client, booker, room):
    page = client.get(f"{reverse('book-room', args=[room.pk])}?{WHEN}&repeat=weekly&until=2020-01-01")

    assert "The series ends before its first day" in body(page)


def test_a_series_by_count_is_booked_as_a_rule(client, booker, room):
    send(client, room, SERIES)

    assert Booking.objects.get().rrule == Rule("WEEKLY", weekdays=(0,), count=10).text()
