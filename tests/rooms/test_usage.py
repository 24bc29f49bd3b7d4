"""How much rooms are used, counted in one statement, is what counting quarter of an hour by quarter gives."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.moments import day_bounds
from rooms.availability.usage import FEW, Usage, heat, usage
from rooms.models import Occurrence, RoomDay, State
from rooms.operations.room_days import rebuild_room_days
from tests.factories.rooms import BookingFactory
from tests.rooms.availability_world import DAYS, QUARTER, ROOMS, ZONE, House, plans

pytestmark = pytest.mark.django_db
# (The house is made once for all examples: each takes back what it did to it.)
EXAMPLES = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
FIRST = st.integers(-3, DAYS)
LENGTH = st.integers(1, 12)
NOBODY = range(-FEW, 0)  # ids of no rooms, with which they are too many to be looked up one by one


@pytest.fixture
def house():
    return House()


def takers(world, place):
    """The rooms whose dates count for a room: itself, and the wholes it is part of."""
    return {place} | {whole for whole, part in world.plan.parts if part == place}


def count(world, place, day):
    """Minutes, bookings, cancellations and no-shows of a room on a day."""
    counts = [0, 0, 0, 0]
    for it in world.dates:
        if world.place(it.room_id) not in takers(world, place):
            continue
        starts_on = it.starts_at.astimezone(ZONE).date()
        if it.state == State.ACCEPTED:
            counts[0] += world.days_of(it)[day]
            counts[1] += starts_on == day
        elif it.state == State.CANCELLED:
            counts[3 if it.released_at else 2] += starts_on == day
    return counts


def bookable_quarters(world, place, day):
    """The quarters of a day's clock in which a room is open, as minutes after midnight."""
    for minute in range(0, 1440, 15):
        wall = (day, minute)
        closed = any(
            wall_of(closure.starts_at) <= wall < wall_of(closure.ends_at)
            for closure in world.closures
            if closure.room_id in (None, world.ids[place])
        )
        if world.is_open(place, day.weekday(), minute) and not closed:
            yield minute


def wall_of(moment):
    there = moment.astimezone(ZONE)
    return there.date(), there.hour * 60 + there.minute


def days_from(first, length):
    return [first + timedelta(days=number) for number in range(length)]


@EXAMPLES
@given(plan=plans, number=FIRST, length=LENGTH)
def test_the_usage_of_a_room_is_what_was_booked_over_what_could_be(house, plan, number, length):
    with house.world(plan) as world:
        days = days_from(plan.first + timedelta(days=number), length)
        expected = []
        for place, room_id in enumerate(world.ids):
            counts = [sum(column) for column in zip(*(count(world, place, day) for day in days), strict=True)]
            bookable = 15 * sum(len(list(bookable_quarters(world, place, day))) for day in days)
            expected.append(Usage(room_id, counts[0], bookable, *counts[1:]))

        found = usage(world.ids, days[0], days[-1], by="room")
        among_many = usage([*world.ids, *NOBODY], days[0], days[-1], by="room")

        assert found == expected
        assert among_many == expected


@EXAMPLES
@given(plan=plans, number=FIRST, length=LENGTH)
def test_usage_by_month_and_by_building_sums_up_the_rooms(house, plan, number, length):
    with house.world(plan) as world:
        days = days_from(plan.first + timedelta(days=number), length)
        months = {}
        for day in days:
            sums = months.setdefault(day.replace(day=1), [0, 0, 0, 0, 0])
            for place in range(ROOMS):
                booked, *counts = count(world, place, day)
                row = [booked, 15 * len(list(bookable_quarters(world, place, day))), *counts]
                sums[:] = [one + other for one, other in zip(sums, row, strict=True)]
        whole = [sum(column) for column in zip(*months.values(), strict=True)]

        by_month = usage(world.ids, days[0], days[-1], by="month")
        by_building = usage(world.ids, days[0], days[-1], by="building")

        assert by_month == [Usage(month, *sums) for month, sums in sorted(months.items())]
        assert by_building == [Usage((house.location.pk, "40"), *whole)]


@EXAMPLES
@given(plan=plans, number=FIRST, length=LENGTH)
def test_the_heat_of_an_hour_is_the_share_of_it_that_was_booked(house, plan, number, length):
    with house.world(plan) as world:
        days = days_from(plan.first + timedelta(days=number), length)
        booked, bookable = Counter(), Counter()
        begins, ends = day_bounds(days[0], ZONE).starts_at, day_bounds(days[-1], ZONE).ends_at
        for place in range(ROOMS):
            for day in days:
                for minute in bookable_quarters(world, place, day):
                    bookable[day.weekday(), minute // 60] += 15
            for it in world.dates:
                if it.state != State.ACCEPTED or world.place(it.room_id) not in takers(world, place):
                    continue
                starts_at, ends_at = max(it.starts_at, begins), min(it.ends_at, ends)
                wall = starts_at.astimezone(ZONE)
                minute = wall.weekday() * 1440 + wall.hour * 60 + wall.minute
                for step in range(max((ends_at - starts_at) // QUARTER, 0)):
                    hour = (minute + step * 15) // 60 % 168
                    booked[divmod(hour, 24)] += 15

        found = heat(world.ids, days[0], days[-1])

        assert found == [
            [booked[day, hour] / bookable[day, hour] if bookable[day, hour] else None for hour in range(24)]
            for day in range(7)
        ]


@EXAMPLES
@given(plan=plans)
def test_the_rollup_counted_anew_is_the_one_that_followed_every_change(house, plan):
    with house.world(plan) as world:
        Occurrence.objects.filter(pk__in=[it.pk for it in world.dates[::3]]).delete()
        Occurrence.objects.filter(pk__in=[it.pk for it in world.dates[1::3]], state=State.ACCEPTED).update(
            state=State.CANCELLED
        )

        assert rebuild_room_days() == 0


def test_a_wrong_rollup_is_put_right():
    booking = BookingFactory()
    RoomDay.objects.update(minutes=7)
    RoomDay.objects.create(room=booking.room, day=booking.first_day - timedelta(days=1), bookings=1)

    wrong = rebuild_room_days()

    rows = RoomDay.objects.values_list("room", "day", "minutes", "bookings")
    assert list(rows) == [(booking.room.pk, booking.first_day, 60, 1)]
    assert wrong == 3


def test_a_room_without_bookings_is_counted_too():
    booking = BookingFactory(room__own_hours=True)

    found = usage([booking.room.pk], date(2020, 1, 1), date(2020, 1, 2), by="room")

    assert found == [Usage(booking.room.pk, 0, 2 * 1440, 0, 0, 0)]
    assert found[0].share == 0.0


def test_rooms_that_never_open_have_no_share():
    assert Usage(1, 60, 0, 1, 0, 0).share is None


@pytest.mark.parametrize("by", ["room", "building", "month"])
def test_more_rooms_cost_no_more_queries(by, django_assert_num_queries):
    rooms = [BookingFactory().room.pk for _number in range(3)]
    day = date(2027, 3, 15)

    for some in (rooms[:1], rooms):
        with django_assert_num_queries(3):
            usage(some, day, day, by=by)
