"""Days out of reach, and times nobody can read: a sentence for the person, nothing booked, never an error of ours."""

from datetime import date

import pytest
from django.urls import reverse

from kit.recurrence import BadRule, Rule, dates_of
from kit.recurrence.rule import YEARS
from rooms.models import Blocking, Booking
from rooms.operations.blockings import BadBlocking, request_blocking
from rooms.operations.booking import Wish, book
from tests.clock import DAY, at
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory, hours

pytestmark = [pytest.mark.django_db, pytest.mark.case("S32")]
FAR = ["0001-01-01", "1899-12-31", "2200-12-31", "9999-12-31"]


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to(at("08:10"), tick=False)


@pytest.fixture
def booker(client):
    user = UserFactory(is_admin=True)
    client.force_login(user)
    return user


@pytest.fixture
def room():
    return RoomFactory(location=LocationFactory(time_zone="America/Los_Angeles"))


def send(client, room, query, **said):
    address = f"{reverse('book-room', args=[room.pk])}?{query}"
    return client.post(address, {"purpose": "Group meeting", **said})


@pytest.mark.parametrize("day", [*FAR, "2027-02-30", "soon"])
def test_a_day_nobody_can_mean_books_nothing(client, booker, room, day):
    answer = send(client, room, f"date={day}&from=10:00&to=11:00")

    assert answer.status_code == 422
    assert not Booking.objects.exists()


@pytest.mark.parametrize(
    "wrong", ["from=25:00&to=26:00", "from=10:00&to=09:00", "from=10:00&to=11:00&nights=-1"]
)
def test_times_nobody_can_read_book_nothing(client, booker, room, wrong):
    answer = send(client, room, f"date={DAY.isoformat()}&{wrong}")

    assert answer.status_code == 422
    assert not Booking.objects.exists()


@pytest.mark.parametrize("repeat", ["never", "weekly", "monthly"])
@pytest.mark.parametrize("day", FAR)
def test_the_finder_says_which_days_there_are(client, booker, room, day, repeat):
    answer = client.get(reverse("room-finder"), {"date": day, "repeat": repeat, "room": room.pk})

    assert answer.status_code == 200


def test_bookings_as_far_ahead_as_they_go_have_their_mails(booker, room):
    """Whatever may be booked has to fit into the years of calendar files."""
    last = hours("23:30", "23:59", day=date(YEARS[-1], 12, 31))

    booking = book(Wish(room, last, purpose="Far"), by=booker)

    assert booking.occurrences.get().date.year == YEARS[-1]
    with pytest.raises(BadRule, match="too far away"):
        dates_of(date(YEARS[-1] + 1, 1, 1), None)


@pytest.mark.parametrize("chosen", ["time:10:00-11:00+02:00", "time:10:00+01:00-11:00"])
def test_a_choice_with_an_offset_is_read_on_the_clocks_of_the_room(client, booker, room, chosen):
    field = {f"on-{DAY.isoformat()}": chosen}

    answer = send(client, room, f"date={DAY.isoformat()}&from=10:00&to=11:00&repeat=weekly&count=2", **field)

    assert answer.status_code == 302


@pytest.mark.parametrize("day", FAR)
def test_one_date_of_a_series_does_not_move_out_of_reach(client, booker, room, day):
    booking = BookingFactory(room=room, rule=Rule("WEEKLY", count=5))
    address = f"{reverse('edit-booking', args=[booking.pk])}?scope=this&day={DAY.isoformat()}"

    answer = client.post(
        address, {"date": day, "start": "00:00", "end": "00:30", "nights": "60", "act": "look"}
    )

    assert answer.status_code == 422


def test_a_start_at_the_end_of_all_days_is_refused_over_rest(client, booker, room):
    booking = BookingFactory(room=room)

    answer = client.patch(
        reverse("api-booking-detail", args=[booking.pk]),
        {"start": "9999-12-31T23:30"},
        content_type="application/json",
    )

    assert answer.status_code == 400
    assert list(answer.json()) == ["start"]


def test_rooms_are_not_kept_free_at_the_end_of_all_days(room):
    with pytest.raises(BadBlocking, match="too far away"):
        request_blocking(rooms=[room], first_day=date.max, last_day=date.max, reason="Ever", by=UserFactory())

    assert not Blocking.objects.exists()


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00"])
@pytest.mark.parametrize("name", ["from", "to"])
def test_when_a_room_is_busy_is_not_told_of_years_out_of_reach(client, booker, room, name, moment):
    answer = client.get(reverse("room-freebusy", args=[room.pk]), {name: moment})

    assert answer.status_code == 400
