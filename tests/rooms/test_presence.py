"""People say that they are there; rooms nobody came to are freed, never without a warning first."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from kit.recurrence import Rule
from kit.refusals import Refused
from rooms.models import Booking, RoomDay, RoomSettings, State
from rooms.operations.checking_in import NotNow, check_in
from rooms.operations.door import NotAtTheDoor, book_at_the_door, free_at_the_door
from rooms.operations.reconfirming import ask_again, reconfirm
from rooms.operations.releasing import release_no_shows, warn_no_shows
from rooms.operations.settings import room_settings
from rooms.refusals import AlreadyDecided
from rooms.tokens import CHECK_IN, DOOR, HERE, token_for
from tests.clock import DAY, at
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, RoomFactory
from tests.outbox import outbox


@pytest.fixture
def travel(time_machine):
    def to(clock, day=DAY):
        time_machine.move_to(at(clock, day=day), tick=False)

    to("09:00")
    return to


@pytest.fixture
def booking(travel, db):
    """10:00 to 11:00, in a room that is freed after 15 minutes without check-in."""
    return BookingFactory(room=RoomFactory(check_in=True), created_at=at("08:00"))


def test_people_check_in_from_a_quarter_before_the_start_until_the_end(booking, travel):
    occurrence = booking.occurrences.get()
    for clock in ("09:44", "11:00"):
        travel(clock)
        with pytest.raises(NotNow):
            check_in(occurrence, by=None)

    travel("09:45")
    check_in(occurrence, by=None)

    assert booking.occurrences.get().checked_in_at == at("09:45")


def test_a_room_is_freed_after_a_warning(booking, travel):
    travel("10:08")
    assert (warn_no_shows(), warn_no_shows()) == (1, 0)
    warning = outbox().get()
    travel("10:14")
    assert release_no_shows() == 0
    travel("10:15")

    assert (release_no_shows(), release_no_shows()) == (1, 0)

    occurrence = booking.occurrences.get()
    booking.refresh_from_db()
    assert "/rooms/check-in/" in warning.body
    assert (occurrence.state, occurrence.released_at, booking.state) == (
        State.CANCELLED,
        at("10:15"),
        State.CANCELLED,
    )
    assert (RoomDay.objects.get().minutes, RoomDay.objects.get().no_shows) == (0, 1)


def test_without_a_warning_nothing_is_freed_and_what_is_over_stays(booking, travel):
    travel("10:40")
    assert release_no_shows() == 0
    warn_no_shows()
    travel("11:01")

    assert release_no_shows() == 0
    assert booking.occurrences.get().state == State.ACCEPTED


def test_who_has_checked_in_keeps_the_room(booking, travel):
    travel("10:05")
    check_in(booking.occurrences.get(), by=booking.booked_for)
    travel("10:30")

    assert (warn_no_shows(), release_no_shows()) == (0, 0)


def test_the_link_of_the_mail_acts_only_by_its_button(booking, travel):
    travel("10:05")
    occurrence = booking.occurrences.get()
    address = reverse("check-in", args=[token_for(CHECK_IN, occurrence.nonce)])
    stranger = Client(enforce_csrf_checks=True)

    assert "I am here" in stranger.get(address).content.decode()
    assert booking.occurrences.get().checked_in_at is None

    assert "You are checked in" in stranger.post(address).content.decode()
    assert booking.occurrences.get().checked_in_at == at("10:05")


@pytest.mark.parametrize("purpose", [HERE, DOOR, "hemicycle.calendar"])
def test_a_word_signed_for_something_else_opens_no_check_in(booking, purpose):
    nonce = booking.occurrences.get().nonce

    assert Client().get(reverse("check-in", args=[token_for(purpose, nonce)])).status_code == 404


def test_the_sign_at_the_door_is_for_people_who_see_the_room(booking, travel):
    travel("10:05")
    address = reverse("check-in-here", args=[token_for(HERE, booking.room.door_nonce)])
    member = Client()
    member.force_login(UserFactory())

    assert Client().post(address).status_code == 302
    assert booking.occurrences.get().checked_in_at is None
    assert member.post(address).status_code == 200
    assert booking.occurrences.get().checked_in_at == at("10:05")


def test_the_door_books_the_room_until_the_next_booking_and_no_longer(booking, travel):
    travel("09:20")

    with pytest.raises(NotAtTheDoor, match="45 minutes"):
        book_at_the_door(booking.room, minutes=45)
    made = book_at_the_door(booking.room, minutes=30)

    occurrence = made.occurrences.get()
    assert (occurrence.starts_at, occurrence.ends_at) == (at("09:20"), at("09:50"))
    assert occurrence.checked_in_at == at("09:20")


@pytest.mark.parametrize("rule", [{"needs_approval": True}, {"is_bookable": False}, {"open_to_all": False}])
def test_rooms_not_open_to_all_are_not_booked_at_the_door(travel, db, rule):
    with pytest.raises(NotAtTheDoor):
        book_at_the_door(RoomFactory(**rule), minutes=30)

    assert not Booking.objects.exists()


def test_people_who_leave_early_free_the_room(booking, travel):
    travel("10:20")

    free_at_the_door(booking.room)

    assert booking.occurrences.get().ends_at == at("10:20")
    travel("10:30")
    with pytest.raises(AlreadyDecided):
        free_at_the_door(booking.room)


def test_the_display_says_who_is_in_and_hides_what_is_private(booking, travel):
    travel("10:20")
    address = reverse("door", args=[booking.room.pk, token_for(DOOR, booking.room.door_nonce)])
    assert booking.purpose in Client().get(address).content.decode()

    Booking.objects.update(is_private=True)
    private = Client().get(address).content.decode()
    Booking.objects.update(is_private=False)
    RoomSettings.objects.update(hide_booking_details=True)
    hidden = Client().get(address).content.decode()

    assert booking.purpose not in private
    assert booking.purpose not in hidden


def test_a_display_with_an_old_address_shows_nothing(booking):
    address = reverse("door", args=[booking.room.pk, token_for(DOOR, booking.room.door_nonce)])
    booking.room.door_nonce = "another"
    booking.room.save()

    assert Client().get(address).status_code == 404


def test_the_display_acts_by_its_buttons(booking, travel):
    travel("09:05")
    address = reverse("door", args=[booking.room.pk, token_for(DOOR, booking.room.door_nonce)])
    display = Client(enforce_csrf_checks=True)

    assert display.post(address, {"minutes": "30"}).status_code == 302
    assert display.post(address, {"act": "free"}).status_code == 302
    assert "not booked at its door" in display.post(address, {"minutes": "999"}).content.decode()
    travel("09:50")
    assert display.post(address, {"act": "here"}).status_code == 302
    assert booking.occurrences.get().checked_in_at == at("09:50")


@pytest.mark.django_db(transaction=True)
def test_check_in_and_release_at_one_moment_have_one_winner(time_machine):
    time_machine.move_to(at("10:20"), tick=False)
    for _round in range(5):
        booking = BookingFactory(room=RoomFactory(check_in=True), created_at=at("08:00"))
        booking.occurrences.update(warned_at=at("10:08"))
        occurrence, barrier = booking.occurrences.get(), Barrier(2)

        def arrive(occurrence=occurrence, barrier=barrier):
            barrier.wait()
            try:
                check_in(occurrence, by=None)
                return True
            except Refused:
                return False
            finally:
                connection.close()

        def sweep(barrier=barrier):
            barrier.wait()
            try:
                return bool(release_no_shows())
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            came, freed = pool.submit(arrive), pool.submit(sweep)

        assert came.result() != freed.result()
        assert (booking.occurrences.get().checked_in_at is None) == freed.result()


def test_a_long_series_is_asked_about_reminded_and_freed(travel, db):
    room_settings()
    RoomSettings.objects.update(reconfirm_weeks=8)
    booking = BookingFactory(rule=Rule("WEEKLY", count=40), created_at=at("08:00"))
    asked = DAY + timedelta(weeks=8)

    travel("09:00", asked)
    assert (ask_again(), ask_again()) == (1, 0)
    travel("09:00", asked + timedelta(weeks=1))
    assert (ask_again(), ask_again()) == (1, 0)
    travel("09:00", asked + timedelta(weeks=2))
    assert (ask_again(), ask_again()) == (1, 0)

    assert booking.occurrences.accepted().count() == 10
    assert outbox().filter(subject__startswith="Do you still need").count() == 2


def test_a_confirmed_series_keeps_its_dates(travel, db):
    room_settings()
    RoomSettings.objects.update(reconfirm_weeks=8)
    booking = BookingFactory(rule=Rule("WEEKLY", count=40), created_at=at("08:00"))
    travel("09:00", DAY + timedelta(weeks=8))
    ask_again()

    reconfirm(booking, by=None)
    travel("09:00", DAY + timedelta(weeks=12))

    assert ask_again() == 0
    assert booking.occurrences.accepted().count() == 40
