"""What people may not know stays untold by the side doors: reasons, feeds, lists of what stands in the way."""

import re

import pytest
from django.urls import reverse

from access.models import AccessList
from access.operations import grant, set_mode
from kit.recurrence import Rule
from rooms.models import Occurrence, Room, RoomPart, RoomSettings, State
from rooms.operations.blockings import request_blocking
from rooms.operations.settings import room_settings
from tests.clock import DAY, at
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, RoomFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to(at("08:00"), tick=False)
    room_settings()


@pytest.fixture
def member(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def secret():
    """A room that nobody sees but those who run it."""
    room = RoomFactory(name="Canary vault", building="99")
    set_mode(room.access, mode=AccessList.Mode.RESTRICTED)
    return Room.objects.get(pk=room.pk)


def body(answer):
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def moved(secret):
    """A series in the secret room, one date of it in a room that everybody sees."""
    booking = BookingFactory(room=secret, rule=Rule("WEEKLY", count=3), purpose="Tea")
    shown = RoomFactory(name="Open hall")
    date = booking.occurrences.order_by("starts_at")[1]
    Occurrence.objects.filter(pk=date.pk).update(room=shown, is_moved=True)
    return booking


@pytest.mark.case("S16")
def test_strangers_hear_neither_who_runs_a_room_nor_where_its_key_is(client):
    RoomSettings.objects.update(show_to_strangers=True)
    room = RoomFactory(owner=UserFactory(name="Canary Owner"), key_location="Canary drawer")
    times = {"start": f"{DAY}T10:00", "end": f"{DAY}T11:00"}

    answers = [
        client.get(reverse("api-availability-list"), times),
        client.get(reverse("api-room-detail", args=[room.pk])),
        client.get(reverse("api-room-list")),
        client.get(reverse("room", args=[room.pk])),
        client.get(reverse("room-finder"), {"room": room.pk}),
    ]

    assert [path for path in answers if "Canary" in body(path)] == []
    client.force_login(UserFactory())
    assert "Canary drawer" in body(client.get(reverse("api-room-detail", args=[room.pk])))


@pytest.mark.case("S16")
@pytest.mark.parametrize("gone", [False, True])
def test_the_calendar_of_a_room_does_not_name_the_hidden_room_a_date_came_from(client, member, moved, gone):
    shown = Room.objects.get(name="Open hall")
    if gone:
        moved.occurrences.update(state=State.CANCELLED)
        type(moved).objects.filter(pk=moved.pk).update(state=State.CANCELLED)

    feed = body(client.get(reverse("room-ics", args=[shown.pk])))

    assert "BEGIN:VEVENT" in feed
    assert "Canary" not in feed


@pytest.mark.case("S16")
@pytest.mark.parametrize("page", ["booking", "booking-ics"])
def test_a_booking_is_told_of_without_the_rooms_one_may_not_see(client, member, moved, page):
    told = body(client.get(reverse(page, args=[moved.pk])))

    assert "Open hall" in told
    assert "Canary" not in told
    client.force_login(moved.booked_for)
    assert "Canary" in body(client.get(reverse(page, args=[moved.pk])))


@pytest.mark.case("S16")
def test_a_manager_is_told_of_bookings_in_the_way_only_what_they_may_know(client, member):
    """A blocking of a part collides with bookings of the whole, which somebody else runs."""
    part, whole = RoomFactory(owner=member), RoomFactory()
    RoomPart.objects.create(whole=whole, part=part)
    booking = BookingFactory(
        room=whole, purpose="Canary talks", is_private=True, booked_for=UserFactory(name="Canary Person")
    )
    blocking = request_blocking(
        rooms=[part], first_day=DAY, last_day=DAY, reason="Open day", by=UserFactory()
    )

    told = body(client.get(reverse("blocking", args=[blocking.pk])))

    assert "Accepting rejects these bookings" in told
    assert "Canary" not in told
    grant(whole.access, to=member, permission=Room.MODERATE)
    assert booking.purpose in body(client.get(reverse("blocking", args=[blocking.pk])))


@pytest.mark.case("S16")
@pytest.mark.parametrize("name", ["room", "room-finder", "room-calendar", "room-ics"])
def test_a_request_one_may_not_know_of_is_not_there(client, member, name):
    room = RoomFactory()
    with_room = [room.pk] if name in ("room", "room-ics") else []
    address = reverse(name, args=with_room)
    query = (
        {"date": DAY.isoformat(), "from": "14:00", "to": "15:00"}
        if not with_room
        else {"date": DAY.isoformat()}
    )
    without = body(client.get(address, query))
    nonce = re.compile(r'nonce="[^"]*"|"\w{64}"')

    BookingFactory(room=room, state=State.PENDING, is_private=True)

    assert nonce.sub("", body(client.get(address, query))) == nonce.sub("", without)
