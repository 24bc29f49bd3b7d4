"""Those who run all rooms delete what is cancelled or rejected, and nobody deletes anything else."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from access.models import Grant
from journal.models import Entry
from kit.recurrence import Rule
from rooms.models import Booking, Occurrence, State
from rooms.operations.deleting import delete_booking, undelete_booking
from rooms.operations.settings import room_settings
from rooms.refusals import NotEditable, StillUsed
from tests.clock import at
from tests.factories.access import GrantFactory
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory
from tests.factories.rooms import BookingFactory, RoomFactory
from tests.rooms.programs import caller
from venue.models import EventBooking

pytestmark = pytest.mark.django_db
CANCELLED = {"state": State.CANCELLED}


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to(at("08:00"), tick=False)


@pytest.fixture
def admin():
    return UserFactory(is_admin=True)


def rows_of(booking):
    """All that is written of it, derived columns too."""
    return [
        Booking.objects.filter(pk=booking.pk).values().get(),
        *Occurrence.objects.filter(booking=booking.pk).order_by("pk").values(),
    ]


def test_what_was_deleted_is_gone_and_comes_back_as_it_was(admin):
    series = BookingFactory(rule=Rule("WEEKLY", count=3), purpose="Séminaire “x”", **CANCELLED)
    rest = BookingFactory(split_from=series)
    before = rows_of(series)

    remains = delete_booking(series, by=admin)

    assert list(Booking.objects.values_list("pk", flat=True)) == [rest.pk]
    assert Entry.objects.get(logbook=series.room.logbook).verb == "booking.deleted"

    undelete_booking(remains, by=admin)

    assert rows_of(series) == before
    rest.refresh_from_db()
    assert rest.split_from == series
    with pytest.raises(NotEditable):
        undelete_booking(remains, by=admin)


@pytest.mark.parametrize("state", [State.ACCEPTED, State.PENDING])
def test_what_holds_or_asks_for_its_room_stays(admin, state):
    booking = BookingFactory(state=state)

    with pytest.raises(NotEditable):
        delete_booking(booking, by=admin)

    assert Booking.objects.count() == 1


def test_what_something_else_refers_to_stays(admin):
    booking = BookingFactory(**CANCELLED)
    date = booking.occurrences.get()
    EventBooking.objects.create(
        event=EventFactory(),
        occurrence=date,
        scope="event",
        for_starts_at=date.starts_at,
        for_ends_at=date.ends_at,
    )

    with pytest.raises(StillUsed):
        delete_booking(booking, by=admin)


def test_the_page_offers_it_to_those_who_run_all_rooms_and_takes_it_back(client, admin):
    booking = BookingFactory(**CANCELLED)
    page = reverse("booking", args=[booking.pk])
    client.force_login(booking.booked_for)
    offered = "Delete the booking" in client.get(page).content.decode()
    client.force_login(admin)

    shown = client.get(page).content.decode()
    gone = client.post(reverse("delete-booking", args=[booking.pk]))
    (toast,) = get_messages(gone.wsgi_request)
    left = Booking.objects.count()
    back = client.post(toast.extra_tags)

    assert (offered, "Delete the booking" in shown) == (False, True)
    assert (gone.url, toast.message, left) == (
        reverse("bookings-in-my-rooms"),
        f"Deleted booking #{booking.pk}",
        0,
    )
    assert (back.url, Booking.objects.get()) == (page, booking)


def test_after_ten_minutes_nothing_comes_back(client, admin, time_machine):
    booking = BookingFactory(**CANCELLED)
    client.force_login(admin)
    client.post(reverse("delete-booking", args=[booking.pk]))
    time_machine.shift(timedelta(minutes=11))

    client.post(reverse("undelete-booking", args=[booking.pk]))

    assert Booking.objects.count() == 0


def test_nobody_undoes_what_others_deleted(client, admin):
    booking = BookingFactory(**CANCELLED)
    client.force_login(admin)
    client.post(reverse("delete-booking", args=[booking.pk]))
    client.force_login(UserFactory(is_admin=True))

    assert client.post(reverse("undelete-booking", args=[booking.pk])).status_code == 404


def test_programs_delete_by_the_same_rule(admin):
    booking = BookingFactory(**CANCELLED)
    live = BookingFactory()
    manager, owner = UserFactory(), booking.booked_for
    GrantFactory(access_list=room_settings().access, user=manager, permission=Grant.MANAGE)

    def delete(user, which):
        return caller(user).delete(f"/api/v1/bookings/{which.pk}/").status_code

    assert [delete(owner, booking), delete(UserFactory(), booking)] == [403, 403]
    assert "delete" in caller(manager).get(f"/api/v1/bookings/{booking.pk}/").json()["actions"]
    assert [delete(manager, live), delete(manager, booking), delete(manager, booking)] == [409, 204, 404]


def test_who_runs_one_room_deletes_nothing_of_it(client):
    booking = BookingFactory(room=RoomFactory(owner=UserFactory()), **CANCELLED)
    client.force_login(booking.room.owner)

    assert client.post(reverse("delete-booking", args=[booking.pk])).status_code == 403
