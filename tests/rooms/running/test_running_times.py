"""When rooms may be booked at all: hours of the week, closures and what they collide with."""

from datetime import date, time

import pytest

from rooms.models import Closure
from rooms.operations.hours import Stretch, set_hours
from tests.events.people import signed_in
from tests.factories.rooms import BookingFactory, RoomFactory
from tests.rooms.running.forms import errors_of

pytestmark = pytest.mark.django_db


def week(*stretches):
    return {f"{end}-{day}-{row}": value for day, row, pair in stretches for end, value in pair.items()}


def test_hours_of_a_room_hold_instead_of_those_of_its_location(room, location, keeper):
    set_hours(location, [Stretch(0, 480, 1080)], by=None)
    client = signed_in(keeper)
    nine_to_noon = {"from": "09:00", "to": "12:00"}
    late = {"from": "13:00", "to": "00:00"}

    client.post(
        f"/rooms/manage/{room.pk}/hours/",
        {"act": "save", "own": "own", **week((0, 0, nine_to_noon), (0, 1, late), (6, 0, nine_to_noon))},
    )

    room.refresh_from_db()
    assert [str(one) for one in room.hours.all()] == ["0 09:00–12:00", "0 13:00–24:00", "6 09:00–12:00"]
    assert [(one.lower, one.upper) for one in room.open_week] == [(540, 720), (780, 1440), (9180, 9360)]
    client.post(f"/rooms/manage/{room.pk}/hours/", {"act": "save", "own": "location"})
    room.refresh_from_db()
    assert [(one.lower, one.upper) for one in room.open_week] == [(480, 1080)]


def test_monday_is_copied_to_the_other_days_and_saved_only_then(room, keeper):
    client = signed_in(keeper)
    address = f"/rooms/manage/{room.pk}/hours/"
    monday = week((0, 0, {"from": "09:00", "to": "12:00"}))

    answer = client.post(address, {"act": "copy-week", "own": "own", **monday})

    form = answer.context["form"]
    assert [form[f"from-{day}-0"].value() for day in range(7)] == ["09:00"] * 5 + [None, None]
    assert not room.hours.exists()


@pytest.mark.parametrize(
    ("pair", "field"),
    [
        ({"from": "12:00", "to": "09:00"}, "to-2-0"),
        ({"from": "12:00"}, "to-2-0"),
        ({"to": "12:00"}, "from-2-0"),
        ({"from": "25:00", "to": "12:00"}, "from-2-0"),
    ],
)
def test_hours_that_are_none_are_refused_at_their_field(room, keeper, pair, field):
    answer = signed_in(keeper).post(
        f"/rooms/manage/{room.pk}/hours/", {"act": "save", "own": "own", **week((2, 0, pair))}
    )

    assert list(errors_of(answer)) == [field]


def test_more_than_two_stretches_a_day_find_their_fields(room, keeper):
    client = signed_in(keeper)
    address = f"/rooms/manage/{room.pk}/hours/"
    set_hours(room, [Stretch(0, 60 * n, 60 * n + 30) for n in range(4)], by=None)

    form = client.get(address).context["form"]

    assert [str(form[f"from-0-{row}"].value()) for row in range(4)] == [
        "00:00:00",
        "01:00:00",
        "02:00:00",
        "03:00:00",
    ]
    assert form.rows == 5


CLOSING = {"first_day": "2027-03-15", "last_day": "2027-03-16", "reason": "Works"}


def test_what_a_closure_collides_with_is_cancelled_or_kept_by_choice(room, keeper):

    client = signed_in(keeper)
    address = f"/rooms/manage/{room.pk}/closures/"
    gone = BookingFactory(room=room).occurrences.get()
    kept = BookingFactory(room=room, first_day=date(2027, 3, 16)).occurrences.get()

    shown = client.post(address, CLOSING)
    assert [(one.pk, to_come) for one, to_come in shown.context["dates"]] == [
        (gone.pk, True),
        (kept.pk, True),
    ]
    assert not Closure.objects.exists()
    client.post(address, {**CLOSING, "seen": [gone.pk, kept.pk], "cancel": [gone.pk]})

    gone.refresh_from_db()
    kept.refresh_from_db()
    closure = Closure.objects.get()
    assert (gone.get_state_display(), gone.reason, kept.get_state_display()) == (
        "Cancelled",
        "Works",
        "Booked",
    )
    assert (str(closure.starts_at), str(closure.ends_at)) == (
        "2027-03-15 00:00:00+00:00",
        "2027-03-17 00:00:00+00:00",
    )


def test_a_booking_that_came_in_meanwhile_is_shown_first(room, keeper):
    client = signed_in(keeper)
    address = f"/rooms/manage/{room.pk}/closures/"
    seen = BookingFactory(room=room).occurrences.get()

    new = BookingFactory(room=room, start=time(14), end=time(15)).occurrences.get()

    answer = client.post(address, {**CLOSING, "seen": [seen.pk], "cancel": []})

    assert not Closure.objects.exists()
    page = " ".join(answer.content.decode().split())
    assert f'name="cancel" value="{new.pk}" checked' in page
    assert f'name="cancel" value="{seen.pk}">' in page


def test_a_closure_of_a_location_shows_the_dates_of_all_its_rooms(room, location, keeper):
    dates = [BookingFactory(room=one).occurrences.get() for one in (room, RoomFactory(location=location))]
    BookingFactory()

    answer = signed_in(keeper).post(f"/rooms/manage/locations/{location.pk}/closures/", CLOSING)

    assert [one.pk for one, _to_come in answer.context["dates"]] == [one.pk for one in dates]


def test_opening_again_can_be_undone(room, keeper):
    client = signed_in(keeper)
    address = f"/rooms/manage/{room.pk}/closures/"
    client.post(address, CLOSING)
    closure = Closure.objects.get()

    page = client.post(address, {"open": closure.pk}, follow=True)
    assert not Closure.objects.exists()
    client.post(next(one.extra_tags for one in page.context["messages"] if one.extra_tags))

    again = Closure.objects.get()
    assert (again.starts_at, again.ends_at, again.reason) == (
        closure.starts_at,
        closure.ends_at,
        closure.reason,
    )


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"last_day": "2027-03-14"}, "last_day"),
        ({"last_day": "2027-03-15", "start": "10:00", "end": "10:00"}, "end"),
        ({"first_day": "0001-01-01"}, "first_day"),
        ({"last_day": "9999-12-31"}, "last_day"),
        ({"first_day": "soon"}, "first_day"),
    ],
)
def test_a_closure_that_can_not_be_is_refused_at_its_field(room, keeper, values, field):
    answer = signed_in(keeper).post(f"/rooms/manage/{room.pk}/closures/", {**CLOSING, **values})

    assert list(errors_of(answer)) == [field]
