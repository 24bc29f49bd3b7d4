"""Rooms that somebody who runs an event may not see: another organiser booked one, and it is closed, lost or kept for
reasons that are not theirs to know.
"""

from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from access.models import AccessList, Grant
from access.operations import grant, revoke, set_mode
from events.operations import edit_event
from events.operations.rooms import edit_room
from notices.models import Notice
from rooms.models import Closure, Room
from rooms.operations.rejecting import reject
from tests.clock import at
from tests.factories.accounts import UserFactory
from tests.factories.events import EventRoomFactory
from tests.factories.rooms import RoomFactory
from tests.factories.timetable import SlotFactory
from tests.venue.world import booked, whole
from venue.refusals import BookingsStay

pytestmark = pytest.mark.django_db

CANARY = "zibeline"
REASON = f"{CANARY} in the cellar"


@pytest.fixture
def other(event):
    other = UserFactory(name="Otto Organiser")
    grant(event.access, to=other, permission=Grant.MANAGE)
    return other


@pytest.fixture
def vault(event, organiser):
    room = RoomFactory(name=f"Vault {CANARY}", mode=AccessList.Mode.RESTRICTED, owner=organiser)
    EventRoomFactory(event=event, name="Room 1", bookable=room)
    return room


def pages(event, person, *addresses):
    client = Client()
    client.force_login(person)
    return [client.get(address).content.decode() for address in addresses]


def test_why_it_is_closed_stands_in_no_conflict_and_on_no_board(client, event, other, vault):
    Closure.objects.create(room=vault, starts_at=at("09:00"), ends_at=at("12:00"), reason=REASON)
    SlotFactory(event=event, room=event.rooms.get(), starts_at=event.starts_at, minutes=30)
    addresses = [
        reverse("timetable-conflicts", args=[event.pk]),
        reverse("manage-timetable", args=[event.pk]),
    ]

    shown = pages(event, other, *addresses)

    assert "is closed" in shown[0]
    assert "Closed" in shown[1]
    assert not any(CANARY in text for text in shown)

    set_mode(vault.access, mode=AccessList.Mode.PUBLIC)
    assert all(REASON in text for text in pages(event, other, *addresses))


def test_neither_its_name_nor_why_a_booking_is_lost_stands_among_the_bookings_of_the_event(
    event, organiser, other, vault
):
    [date] = booked(event, vault, whole(event, event.rooms.get()), by=organiser)
    address = reverse("event-room-bookings", args=[event.pk])
    assert "A room you may not see" in pages(event, other, address)[0]
    assert CANARY not in pages(event, other, address)[0]

    reject(date.booking, by=organiser, reason=REASON)

    assert "The booking was rejected." in pages(event, other, address)[0]
    assert CANARY not in pages(event, other, address)[0]
    assert REASON in pages(event, organiser, address)[0]
    assert CANARY not in "".join(
        notice.subject + notice.body for notice in Notice.objects.filter(recipient=other.email)
    )
    assert Notice.objects.filter(
        recipient=other.email, subject__contains="A room is no longer booked"
    ).exists()


def test_what_stands_against_moving_names_nothing_of_it(event, organiser, other, vault):
    booked(event, vault, whole(event, event.rooms.get()), by=organiser)
    Closure.objects.create(room=vault, starts_at=at("12:00"), ends_at=at("19:00"), reason=REASON)
    asked = urlencode({"starts": at("13:00").isoformat(), "ends": at("14:00").isoformat()})

    [theirs] = pages(event, other, f"{reverse('move-event-rooms', args=[event.pk])}?{asked}")
    with pytest.raises(BookingsStay) as refusal:
        edit_event(event, starts_at=at("13:00"), ends_at=at("14:00"), by=other)

    assert "You may not see this room" in theirs
    assert CANARY not in theirs + str(refusal.value)


def test_cloning_and_giving_it_back_do_not_name_it(event, organiser, other, vault):
    [date] = booked(event, vault, whole(event, event.rooms.get()), by=organiser)
    grant(event.category.access, to=other, permission="create")
    client = Client()
    client.force_login(other)
    asked = {
        "when": "once",
        "day": "2027-04-05",
        "clock": "10:00",
        "rooms": "on",
        "category": event.category_id,
    }

    plan = client.get(reverse("clone-event", args=[event.pk]), asked)
    address = reverse("free-event-booking", args=[event.pk, date.event_link.pk])
    answer = client.post(address, follow=True)

    assert "A room you may not see" in plan.content.decode()
    assert CANARY not in plan.content.decode()
    assert "Cancelled the booking of a room you may not see" in answer.content.decode()
    assert CANARY not in answer.content.decode()


def test_programs_that_clone_are_not_told_which_room_it_is_and_choose_by_a_key(
    event, organiser, other, vault
):
    booked(event, vault, whole(event, event.rooms.get()), by=organiser)
    grant(event.category.access, to=other, permission="create")
    instead = RoomFactory(capacity=7)
    client = APIClient()
    client.force_authenticate(other)
    address, day = f"/api/v1/events/{event.slug}/clone/", "2027-04-05"
    body = {"dates": [day], "rooms": True, "parts": ["rooms"]}

    looked = client.post(f"{address}?dry_run=true", body, format="json")
    [then] = looked.json()["clones"][0]["rooms"]
    by_number = [{"date": day, "room": vault.pk, "take": None}]
    guessed = client.post(address, body | {"choices": by_number}, format="json")
    by_key = [{"date": day, "key": then["key"], "take": instead.pk}]
    made = client.post(address, body | {"choices": by_key}, format="json")
    skipped = client.post(address, body | {"on_conflict": "skip"}, format="json")

    assert (then["room"], then["take"], then["outlook"]) == (None, None, "not_free")
    assert (guessed.status_code, guessed.json()["clones"][0]["rooms"]) == (409, [then])
    assert CANARY not in looked.content.decode() + guessed.content.decode()
    assert (made.status_code, made.json()["clones"][0]["rooms"][0]["take"]) == (201, instead.pk)
    [left_out] = skipped.json()["clones"][0]["rooms"]
    assert (left_out["room"], left_out["take"], left_out["outlook"]) == (None, None, "left_out")


def test_the_page_of_cloning_neither_numbers_it_nor_orders_others_by_its_size(event, organiser, other, vault):
    booked(event, vault, whole(event, event.rooms.get()), by=organiser)
    grant(event.category.access, to=other, permission="create")
    RoomFactory.create_batch(2)
    client = Client()
    client.force_login(other)
    asked = {"when": "once", "day": "2027-04-05", "clock": "10:00", "rooms": "on"}
    address = f"{reverse('clone-event', args=[event.pk])}?{urlencode(asked)}"

    first = client.get(address).context["plans"][0].rooms[0]
    vault.capacity = 1_000_000
    vault.save(update_fields=["capacity"])
    page = client.get(address)
    then = page.context["plans"][0].rooms[0]
    numbered = client.post(address, {f"room-2027-04-05-{vault.pk}": "leave-out"})
    keyed = client.post(address, {then.field: "leave-out"})

    assert then.others == first.others
    assert f'name="room-2027-04-05-{vault.pk}"' not in page.content.decode()
    assert (numbered.status_code, keyed.status_code) == (422, 302)


def test_what_became_of_clones_does_not_name_a_room_hidden_since(event, organiser, other, vault):
    booked(event, vault, whole(event, event.rooms.get()), by=organiser)
    held = grant(vault.access, to=other, permission=Room.BOOK)
    grant(event.category.access, to=other, permission="create")
    client = Client()
    client.force_login(other)
    asked = {"when": "days", "days": "2027-04-05 2027-04-12", "clock": "10:00", "rooms": "on"}
    made = client.post(f"{reverse('clone-event', args=[event.pk])}?{urlencode(asked)}")

    before = client.get(made.url).content.decode()
    revoke(held)
    after = client.get(made.url).content.decode()

    assert CANARY in before
    assert CANARY not in after
    assert "A room you may not see" in after


def test_what_the_log_tells_of_a_room_follows_who_may_see_it_also_later(event, organiser, other, vault):
    held = grant(vault.access, to=other, permission=Grant.VIEW)
    booked(event, vault, whole(event, event.rooms.get()), by=organiser)
    edit_room(event.rooms.get(), bookable=None, by=organiser)
    address = reverse("event-log", args=[event.pk])
    addresses = [
        address,
        f"{address}?q={CANARY}",
        f"{address}?q=room:{vault.pk}",
        f"{address}?q={vault.log_reference}",
    ]

    before = pages(event, other, *addresses)
    revoke(held)
    after = pages(event, other, *addresses)
    by_organiser = pages(event, organiser, *addresses)

    assert [page.count(f">Vault {CANARY}<") for page in before] == [2, 2, 0, 0]
    assert f"Vault {CANARY}" not in "".join(after)
    assert [page.count("a room you may not see") for page in after] == [2, 0, 0, 0]
    assert ["Nothing in the log holds these words" in page for page in after] == [False, True, True, True]
    assert by_organiser[0].count(f">Vault {CANARY}<") == 2


def test_the_overview_of_the_event_tells_no_more_of_it_than_the_log(event, organiser, other, vault):
    booked(event, vault, whole(event, event.rooms.get()), by=organiser)

    assert CANARY not in pages(event, other, reverse("manage-event", args=[event.pk]))[0]
