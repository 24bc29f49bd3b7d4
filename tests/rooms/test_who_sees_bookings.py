"""Who is told who booked and what for: the list of bookings and the single question give one answer."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from access.models import AccessList
from access.operations import set_mode
from rooms.models import Booking, Room
from rooms.operations.settings import room_settings
from rooms.permissions import can_see_details
from rooms.rights import rights_of
from tests.clock import DAY, at
from tests.factories.access import GrantFactory
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, RoomFactory

pytestmark = pytest.mark.django_db


def sees(user, booking: Booking) -> bool:
    """Both doors, which have to agree."""
    listed = Booking.objects.visible_to(user).filter(pk=booking.pk).exists()
    booking = Booking.objects.for_rights().get(pk=booking.pk)
    settings = room_settings()
    rights = rights_of(user)
    rooms = Room.objects.for_rights().filter(occurrences__booking=booking).distinct()
    assert listed == any(can_see_details(rights, settings, booking, room) for room in rooms)
    return listed


@pytest.fixture
def booking():
    return BookingFactory()


def test_whoever_sees_the_room_sees_its_bookings(booking):
    assert sees(UserFactory(), booking)


def test_nobody_is_told_who_is_not_signed_in(booking):
    room_settings()
    assert not sees(AnonymousUser(), booking)


def test_a_room_that_is_closed_to_somebody_hides_its_bookings(booking):
    set_mode(booking.room.access, mode=AccessList.Mode.RESTRICTED)

    assert not sees(UserFactory(), booking)
    assert sees(booking.booked_for, booking)


@pytest.mark.parametrize("hiding", ["private", "settings"])
def test_hidden_details_are_for_those_concerned(booking, hiding):
    creator, owner, moderator, manager = (UserFactory() for _ in range(4))
    booking.created_by = creator
    booking.is_private = hiding == "private"
    booking.save()
    room_settings()
    type(room_settings()).objects.update(hide_booking_details=hiding == "settings")
    Room.objects.filter(pk=booking.room_id).update(owner=owner)
    GrantFactory(access_list=booking.room.access, user=moderator, permission=Room.MODERATE)
    GrantFactory(access_list=booking.room.location.access, user=manager, permission="manage")

    told = [creator, booking.booked_for, owner, moderator, manager, UserFactory(is_admin=True)]
    assert [sees(user, booking) for user in [*told, UserFactory()]] == [*[True] * 6, False]


def test_a_date_moved_to_a_room_shows_the_booking_to_its_moderators():
    booking = BookingFactory(is_private=True, first_day=DAY + timedelta(days=1))
    other = RoomFactory()
    moderator = UserFactory()
    GrantFactory(access_list=other.access, user=moderator, permission=Room.MODERATE)
    assert not sees(moderator, booking)

    booking.occurrences.update(room=other, is_moved=True)

    assert sees(moderator, booking)


def test_a_retired_room_keeps_its_bookings_to_those_concerned(booking):
    Room.objects.filter(pk=booking.room_id).update(retired_at=at("08:00"))

    assert not sees(UserFactory(), booking)
    assert sees(booking.booked_for, booking)
