"""The page of a room: what it is, its week, its rules in words, and what only some may read."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.models import AccessList, Grant
from access.operations import grant
from rooms.models import (
    Attribute,
    AttributeValue,
    BlockedRoom,
    Blocking,
    Closure,
    Equipment,
    Favourite,
    Feature,
    FloorPlan,
    Hours,
    RoomPart,
    RoomPhoto,
    RoomSettings,
)
from rooms.operations.blockings import request_blocking
from rooms.operations.settings import room_settings
from tests.clock import DAY, at
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory

pytestmark = pytest.mark.django_db
SECRET = "zibeline"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect data-room="{}" width="5" height="5"/></svg>'
PIXEL = b"\x89PNG not really"


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to(at("08:10"), tick=False)


@pytest.fixture
def reader(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def room():
    location = LocationFactory(name="Harbour", map_format="https://map.example/{building}/{number}")
    return RoomFactory(name="Alpha", location=location, owner=UserFactory(name="Ada Harbour"))


def page(client, room, query=""):
    return client.get(f"{reverse('room', args=[room.pk])}?{query}")


def body(answer):
    return answer.content.decode()


def test_it_says_what_the_room_is_and_has(client, reader, room):
    room.telephone, room.key_location, room.comments = "+41 22 1", "Porter's desk", "Bring **chalk**."
    room.save()
    codec = Equipment.objects.create(name="Codec")
    codec.features.add(Feature.objects.create(name="video", title="Video conference"))
    room.equipment.add(codec)

    text = body(page(client, room))

    for said in (
        "+41 22 1",
        "Porter&#x27;s desk",
        "<strong>chalk</strong>",
        "Codec",
        "Video conference",
        "30 seats",
    ):
        assert said in text
    assert f"https://map.example/40/{room.number}" in text


def test_hidden_attributes_are_for_those_who_run_the_room(client, reader, room):
    for name, is_hidden in (("carpet", False), (SECRET, True)):
        attribute = Attribute.objects.create(name=name, title=name, is_hidden=is_hidden)
        AttributeValue.objects.create(room=room, attribute=attribute, value=f"{name} value")

    before = body(page(client, room))
    grant(room.access, to=reader, permission=Grant.MANAGE)
    after = body(page(client, room))

    assert ("carpet value" in before, f"{SECRET} value" in before) == (True, False)
    assert f"{SECRET} value" in after


def test_the_rules_are_said_in_words(client, reader, room):
    for weekday in range(5):
        Hours.objects.create(location=room.location, weekday=weekday, start=8 * 60, end=20 * 60)
    Hours.objects.create(location=room.location, weekday=5, start=9 * 60, end=12 * 60)
    room.max_length_minutes, room.max_advance_days, room.buffer_after = 240, 1, 15
    room.needs_approval, room.check_in = True, True
    room.save()
    part = RoomFactory(name="Beta", location=room.location)
    hidden = RoomFactory(name=SECRET, location=room.location, mode=AccessList.Mode.RESTRICTED)
    RoomPart.objects.create(whole=room, part=part)
    RoomPart.objects.create(whole=room, part=hidden)

    context = page(client, room).context

    assert context["hours"] == [
        ("Monday to Friday", "08:00–20:00"),
        ("Saturday", "09:00–12:00"),
        ("Sunday", "closed"),
    ]
    assert context["rules"] == [
        "You may ask for it.",
        "A manager of the room answers every request.",
        "At most 4 hours at a time.",
        "At most 1 day ahead.",
        "A series spans at most 365 days.",
        "0 min before and 15 min after each booking are kept free.",
        "Check in at the door: 15 minutes after the start it is free again.",
        "Shares its space with Beta: who books one takes the other.",
    ]
    assert context["who_helps"] == "Ask Ada Harbour, who runs this room."


def test_a_room_without_hours_is_always_open(client, reader, room):
    assert "Open at any time." in body(page(client, room))


def test_closures_and_blockings_ahead_are_there(client, reader, room):
    """Indico #4082: a room's page does not tell of its blockings."""
    Closure.objects.create(room=room, starts_at=at("00:00"), ends_at=at("12:00"), reason="Painting")
    Closure.objects.create(
        location=room.location, starts_at=at("00:00") - timedelta(9), ends_at=at("00:00"), reason="Over"
    )
    request_blocking(rooms=[room], first_day=DAY, last_day=DAY, reason="Regatta", by=room.owner)

    text = body(page(client, room))

    assert BlockedRoom.objects.get().state == BlockedRoom.State.ACCEPTED
    assert Blocking.objects.get().get_absolute_url() in text
    assert "Painting" in text
    assert "Over" not in text


def test_the_week_shows_what_the_reader_may_know(client, reader, room):
    told = BookingFactory(room=room, purpose="Seminar")
    BookingFactory(room=room, purpose=SECRET, is_private=True, start=time(14), end=time(15))

    answer = page(client, room)

    monday = answer.context["days"][0]
    assert [(bar.title, bar.url) for bar in monday.bars] == [
        (f"Seminar, {told.booked_for}", told.get_absolute_url()),
        ("Busy", ""),
    ]
    assert SECRET not in body(answer)


def test_weeks_are_turned(client, reader, room):
    BookingFactory(room=room, purpose="Regatta", first_day=DAY + timedelta(7))

    assert "Regatta" not in body(page(client, room))
    assert "Regatta" in body(page(client, room, f"date={DAY + timedelta(9)}"))
    assert page(client, room, "date=nonsense").context["days"][0].day == DAY
    assert page(client, room, "date=0001-01-01").context["days"][0].day == DAY


@pytest.mark.parametrize(("day", "minutes"), [("2027-03-28", [(60, 60 * 4)]), ("2027-10-31", [(60, 60 * 4)])])
def test_a_day_on_which_the_clocks_change_is_drawn_as_the_clocks_show_it(client, reader, day, minutes):
    room = RoomFactory(location=LocationFactory(time_zone="Europe/Zurich"))
    BookingFactory(room=room, first_day=day_of(day), start=time(1), end=time(5))

    sunday = page(client, room, f"date={day}").context["days"][6]

    assert [(bar.start, bar.minutes) for bar in sunday.bars] == minutes


def day_of(text):
    return type(DAY).fromisoformat(text)


def test_a_night_is_cut_at_midnight(client, reader, room):
    BookingFactory(room=room, start=time(22), end=time(6), nights=1)

    days = page(client, room).context["days"]

    assert [(bar.start, bar.end) for bar in days[0].bars] == [(22 * 60, 24 * 60)]
    assert [(bar.start, bar.end) for bar in days[1].bars] == [(0, 6 * 60)]


def test_a_room_that_is_hidden_is_not_there(client, reader):
    hidden = RoomFactory(mode=AccessList.Mode.RESTRICTED)
    RoomPhoto.objects.create(room=hidden, image=PIXEL, media_type="image/png", width=1, height=1)

    for name in ("room", "room-photo", "book-room"):
        assert client.get(reverse(name, args=[hidden.pk])).status_code == 404
    assert client.post(reverse("favourite", args=[hidden.pk])).status_code == 404


def test_strangers_read_what_is_public_where_the_settings_say_so(client, room):
    BookingFactory(room=room, purpose=SECRET)
    request_blocking(rooms=[room], first_day=DAY, last_day=DAY, reason=SECRET, by=room.owner)
    room.key_location = SECRET
    room.save()
    room_settings()

    assert page(client, room).status_code == 302

    RoomSettings.objects.update(show_to_strangers=True)
    text = body(page(client, room))

    assert SECRET not in text
    assert "Ada Harbour" not in text
    assert "Alpha" in text


def test_the_photo_is_served_once_and_never_as_anything_else(client, reader, room):
    RoomPhoto.objects.create(room=room, image=PIXEL, media_type="image/png", width=40, height=30)
    address = reverse("room-photo", args=[room.pk])

    answer = client.get(address)
    again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})

    assert (answer.content, answer.headers["Content-Type"]) == (PIXEL, "image/png")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "private" in answer.headers["Cache-Control"]
    assert (again.status_code, again.content) == (304, b"")
    assert address in body(page(client, room))


def test_a_room_without_photo_has_none(client, reader, room):
    assert client.get(reverse("room-photo", args=[room.pk])).status_code == 404


def test_the_plan_of_its_floor_shows_the_room(client, reader, room):
    plan = FloorPlan.objects.create(
        location=room.location, building="40", floor="1", drawing=DRAWING.format(room.number)
    )

    text = body(page(client, room))

    assert f'href="/rooms/plan/{plan.pk}/"' in text
    assert 'class="here"' in text


@pytest.mark.parametrize("headers", [None, {"HX-Request": "true"}])
def test_a_room_becomes_a_favourite_and_no_longer(client, reader, room, headers):
    address = reverse("favourite", args=[room.pk])

    first = client.post(address, headers=headers)
    kept = Favourite.objects.filter(user=reader, room=room).count()
    client.post(address, headers=headers)

    assert (kept, Favourite.objects.count()) == (1, 0)
    if headers:
        assert 'aria-pressed="true"' in body(first)
    else:
        assert first.url == room.get_absolute_url()


def test_after_a_favourite_one_is_back_where_one_was_but_never_elsewhere(client, reader, room):
    address = reverse("favourite", args=[room.pk])

    here = client.post(address, headers={"Referer": "http://testserver/rooms/?q=a"})
    elsewhere = client.post(address, headers={"Referer": "https://evil.example/"})

    assert here.url == "http://testserver/rooms/?q=a"
    assert elsewhere.url == room.get_absolute_url()


def test_the_number_of_queries_does_not_grow_with_what_the_room_holds(client, reader, room):
    def fill(number):
        BookingFactory(room=room, start=time(number), end=time(number, 30))
        room.equipment.add(Equipment.objects.create(name=f"Kind {number}"))
        attribute = Attribute.objects.create(name=f"a{number}", title=f"A{number}")
        AttributeValue.objects.create(room=room, attribute=attribute, value="yes")
        Closure.objects.create(room=room, starts_at=at("00:00"), ends_at=at("01:00") + timedelta(number))
        request_blocking(rooms=[room], first_day=DAY, last_day=DAY, reason="Regatta", by=room.owner)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert page(client, room).status_code == 200
        return len(queries)

    fill(9)
    cost()
    one = cost()
    fill(10)
    fill(11)

    assert cost() == one


def test_a_weekday_without_hours_is_closed_and_not_free(client, reader, room):
    Hours.objects.create(location=room.location, weekday=0, start=8 * 60, end=18 * 60)

    days = page(client, room).context["days"]

    assert [day.is_shut for day in days] == [False, True, True, True, True, True, True]
    assert days[1].label.endswith(": closed")
