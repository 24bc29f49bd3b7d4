"""What a booking says of an event, it says only to people who may know of the event."""

import pytest
from django.test import Client
from django.urls import reverse

from access.models import AccessList
from events.operations import (
    delete_event,
    edit_event,
    move_category,
    move_event,
    publish_event,
    set_protection,
    withdraw_event,
)
from rooms.models import Booking
from rooms.operations.editing import Change, edit
from tests.factories.accounts import UserFactory
from tests.factories.events import CategoryFactory, EventFactory
from tests.factories.rooms import BookingFactory, RoomFactory
from tests.venue.world import booked, whole
from venue.operations.linking import link

pytestmark = pytest.mark.django_db
CANARY = "zibeline"


@pytest.fixture
def booking(event, organiser):
    [date] = booked(event, RoomFactory(name="Aula"), whole(event), by=organiser)
    return date.booking


def is_private(booking) -> bool:
    booking.refresh_from_db()
    return booking.is_private


def test_a_booking_for_a_draft_is_private_until_the_event_is_published(organiser):
    event = EventFactory(is_draft=True)
    [date] = booked(event, RoomFactory(), whole(event), by=organiser)
    assert is_private(date.booking)

    publish_event(event, by=organiser)
    assert not is_private(date.booking)

    withdraw_event(event, by=organiser)
    assert is_private(date.booking)


def test_it_follows_the_protection_of_the_event(event, organiser, booking):
    set_protection(event, mode=AccessList.Mode.RESTRICTED, by=organiser)
    assert is_private(booking)

    set_protection(event, mode=AccessList.Mode.PUBLIC, by=organiser)
    assert not is_private(booking)


def test_what_was_marked_private_by_hand_stays_so_when_the_event_opens(event, organiser, booking):
    edit(booking, Change(is_private=True), by=organiser)
    set_protection(event, mode=AccessList.Mode.RESTRICTED, by=organiser)
    assert is_private(booking)

    set_protection(event, mode=AccessList.Mode.PUBLIC, by=organiser)
    assert is_private(booking)

    edit(booking, Change(is_private=False), by=organiser)
    set_protection(event, mode=AccessList.Mode.RESTRICTED, by=organiser)
    set_protection(event, mode=AccessList.Mode.PUBLIC, by=organiser)
    assert not is_private(booking)


def test_a_private_booking_of_an_open_event_still_follows_its_title(event, organiser, booking):
    edit(booking, Change(is_private=True), by=organiser)

    edit_event(event, title="Another title", by=organiser)

    booking.refresh_from_db()
    assert (booking.purpose, booking.is_private) == ("Another title", True)


def test_it_follows_the_protection_of_what_is_above(event, organiser, booking):
    set_protection(event.category, mode=AccessList.Mode.RESTRICTED, by=organiser)
    assert is_private(booking)

    move_event(event, to=CategoryFactory(), by=organiser)
    assert not is_private(booking)

    vault = CategoryFactory(mode=AccessList.Mode.RESTRICTED)
    move_category(event.category, to=vault, by=organiser)
    assert is_private(booking)


def test_a_deleted_event_leaves_no_public_words(event, organiser, booking):
    delete_event(event, by=organiser)

    assert is_private(booking)


def test_the_booking_takes_over_another_title_and_address(event, organiser, booking):
    edit_event(event, by=organiser, title="Harbour week", slug="harbour-week")

    booking.refresh_from_db()
    assert (booking.purpose, booking.link) == ("Harbour week", "/e/harbour-week/")


def test_a_purpose_somebody_gave_it_stays(event, organiser, booking):
    Booking.objects.update(purpose="Set up the stage")

    edit_event(event, by=organiser, title="Harbour week")

    booking.refresh_from_db()
    assert booking.purpose == "Set up the stage"


def test_a_linked_booking_names_the_event_only_while_all_may_see_it(event, organiser):
    booking = BookingFactory(purpose="Regatta")
    link(event, booking.occurrences.get(), by=organiser)

    set_protection(event, mode=AccessList.Mode.RESTRICTED, by=organiser)
    booking.refresh_from_db()
    assert (booking.link, booking.is_private, booking.purpose) == ("", False, "Regatta")

    edit_event(event, by=organiser, slug="secret-harbour")
    booking.refresh_from_db()
    assert booking.link == ""

    set_protection(event, mode=AccessList.Mode.PUBLIC, by=organiser)
    booking.refresh_from_db()
    assert booking.link == "/e/secret-harbour/"


def test_nobody_reads_the_title_of_a_closed_event_on_the_pages_of_its_room(organiser):
    event = EventFactory(title=f"{CANARY} takeover", slug=f"{CANARY}-2027", mode=AccessList.Mode.RESTRICTED)
    room = RoomFactory(name="Aula")
    [date] = booked(event, room, whole(event), by=organiser)
    client = Client()
    client.force_login(UserFactory())
    addresses = [
        "/rooms/",
        f"/rooms/{room.pk}/",
        "/rooms/calendar/?day=2027-03-15",
        f"/rooms/bookings/{date.booking.pk}/",
        "/rooms/bookings/",
        f"/api/v1/rooms/{room.pk}/",
        "/api/v1/bookings/",
        "/api/v1/availability/?start=2027-03-15T10:00&end=2027-03-15T11:00",
    ]

    answers = {address: client.get(address) for address in addresses}

    shown = {
        address: answer.status_code
        for address, answer in answers.items()
        if CANARY in answer.content.decode()
    }
    assert shown == {}
    owner = Client()
    owner.force_login(organiser)
    assert f"Event {event.pk}" in owner.get("/api/v1/bookings/").content.decode()


def test_those_who_run_the_room_do_not_read_the_name_of_an_event_they_may_not_see(event, organiser, booking):
    set_protection(event, mode=AccessList.Mode.RESTRICTED, by=organiser)
    [other] = booked(event, RoomFactory(), whole(event), by=organiser)

    booking.refresh_from_db()
    for hidden in (booking, other.booking):
        assert hidden.purpose == f"Event {event.pk}, not open to everybody"
        assert hidden.link == reverse("event-room-bookings", args=[event.pk])

    set_protection(event, mode=AccessList.Mode.PUBLIC, by=organiser)
    booking.refresh_from_db()
    assert (booking.purpose, booking.link) == (event.title, event.get_absolute_url())
