"""What the reads in SQL say about rooms is what a slow, obvious look at every quarter of an hour says."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.moments import day_bounds
from rooms.availability.fit import Fit, fits
from rooms.availability.next_free import Gap, free_gaps, next_free
from rooms.availability.timeline import Bar, Kind, bars
from rooms.models import BlockedRoom, Hours, State
from tests.clock import at
from tests.factories.rooms import BookingFactory, RoomFactory, hours
from tests.rooms.availability_world import DAYS, QUARTER, ROOMS, ZONE, House, plans, wishes

pytestmark = pytest.mark.django_db
# (The house is made once for all examples: each takes back what it did to it.)
EXAMPLES = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def house():
    return House()


@st.composite
def plans_and_wishes(draw):
    plan = draw(plans)
    return plan, draw(st.lists(wishes(plan), min_size=6, max_size=6))


def fit_of(world, place, times):
    """Date by date."""
    dates = list(enumerate(times.wanted(ZONE)))
    taken = tuple(n for n, it in dates if world.taken(place, it.span.starts_at, it.span.ends_at))
    blocked = tuple(
        n for n, it in dates if world.blocked_then(place, it.span.starts_at, it.span.ends_at, world.passing)
    )
    closed = tuple(
        n
        for n, it in dates
        if world.closed_then(place, it.span.starts_at, it.span.ends_at)
        or world.outside_hours(place, times, it.day)
    )
    return Fit(world.ids[place], taken, blocked, closed)


@EXAMPLES
@given(drawn=plans_and_wishes())
def test_a_room_fits_on_the_dates_on_which_nothing_stands_against_it(house, drawn):
    plan, wanted = drawn
    with house.world(plan) as world:
        for times in wanted:
            expected = [fit_of(world, place, times) for place in range(ROOMS)]
            expected = {fit.room_id: fit for fit in expected if fit.taken or fit.blocked or fit.closed}

            found = fits(times, ZONE.key, passing=world.passing)
            of_some = fits(times, ZONE.key, rooms=world.ids[:2], passing=world.passing)

            assert found == expected
            assert of_some == {key: fit for key, fit in expected.items() if key in world.ids[:2]}


def runs(world, place, first, last):
    """The usable stretches between two quarters."""
    found, begun = [], None
    for quarter in range(first, last + 1):
        if quarter < last and world.usable(place, quarter):
            begun = quarter if begun is None else begun
        elif begun is not None:
            found.append((begun, quarter))
            begun = None
    return found


@EXAMPLES
@given(
    plan=plans,
    after=st.integers(0, DAYS * 96),
    minutes=st.sampled_from([15, 90, 480, 900]),
    most=st.integers(1, 4),
    days=st.integers(1, 3),
)
def test_the_next_free_stretch_of_a_room_is_the_soonest_in_which_it_may_be_booked(
    house, plan, after, minutes, most, days
):
    with house.world(plan) as world:
        expected = []
        for place, room_id in enumerate(world.ids):
            for begun, ended in runs(world, place, after, after + days * 96 + minutes // 15):
                if (ended - begun) * 15 >= minutes and begun < after + days * 96:
                    starts_at = world.moment(begun)
                    expected.append(Gap(room_id, starts_at, starts_at + timedelta(minutes=minutes)))
                    break
        expected.sort(key=lambda gap: (gap.starts_at, gap.room_id))

        found = next_free(
            world.ids,
            minutes=minutes,
            after=world.moment(after),
            zone=ZONE.key,
            days=days,
            most=most,
            passing=world.passing,
        )

        assert found == expected[:most]


@EXAMPLES
@given(plan=plans, number=st.integers(0, DAYS - 1), place=st.integers(0, ROOMS - 1))
def test_the_gaps_of_a_day_are_all_in_which_the_room_may_be_booked(house, plan, number, place):
    with house.world(plan) as world:
        day = plan.first + timedelta(days=number)
        bounds = day_bounds(day, ZONE)
        first, last = ((at - world.moment(0)) // QUARTER for at in (bounds.starts_at, bounds.ends_at))
        expected = [
            Gap(world.ids[place], world.moment(begun), world.moment(ended))
            for begun, ended in runs(world, place, first, last)
        ]

        found = free_gaps(world.ids[place], day, passing=world.passing)

        assert found == expected


@EXAMPLES
@given(plan=plans, start=st.integers(0, DAYS * 96), length=st.integers(1, 400), requests=st.booleans())
def test_the_bars_of_a_timeline_are_all_that_shares_a_moment_with_it(house, plan, start, length, requests):
    with house.world(plan) as world:
        starts_at, ends_at = world.moment(start), world.moment(start + length)
        states = (State.ACCEPTED, State.PENDING) if requests else (State.ACCEPTED,)
        expected = {room_id: [] for room_id in world.ids}
        for place, room_id in enumerate(world.ids):
            for it in world.dates:
                there = world.place(it.room_id)
                if it.state in states and there in world.sharing(place) and shares(it, starts_at, ends_at):
                    kind = Kind.BOOKING if there == place else Kind.PART
                    bar = Bar(room_id, it.pk, it.booking_id, it.starts_at, it.ends_at, it.state, kind)
                    expected[room_id].append(bar)
            for it in world.closed_then(place, starts_at, ends_at):
                expected[room_id].append(
                    Bar(room_id, None, None, it.starts_at, it.ends_at, None, Kind.CLOSURE)
                )
            for it in world.blocked_then(place, starts_at, ends_at, ()):
                assert it.state == BlockedRoom.State.ACCEPTED
                expected[room_id].append(
                    Bar(room_id, None, None, it.starts_at, it.ends_at, None, Kind.BLOCKING, it.blocking_id)
                )

        found = bars(world.ids, starts_at, ends_at, requests=requests)

        assert {key: sorted(some, key=repr) for key, some in found.items()} == {
            key: sorted(some, key=repr) for key, some in expected.items()
        }
        for some in found.values():
            assert [bar.starts_at for bar in some] == sorted(bar.starts_at for bar in some)


def shares(it, starts_at, ends_at):
    return it.starts_at < ends_at and it.ends_at > starts_at


def test_rooms_of_other_zones_are_not_judged_by_the_clocks_of_this_one():
    hours_of_night = {"weekday": 0, "start": 0, "end": 60}
    here, there = (RoomFactory(location__time_zone=zone, own_hours=True) for zone in (ZONE.key, "Asia/Tokyo"))
    for room in (here, there):
        Hours.objects.create(room=room, **hours_of_night)

    found = fits(hours("10:00", "11:00"), ZONE.key)

    assert found == {here.pk: Fit(here.pk, closed=(0,))}


def test_all_conflicts_of_a_room_are_named_once_and_in_order():
    fit = Fit(1, taken=(2, 4), blocked=(1, 2), closed=(4, 5))

    assert fit.conflicts == (1, 2, 4, 5)


@pytest.mark.parametrize(
    ("read", "queries"),
    [
        (lambda rooms: fits(hours("10:00", "11:00"), "UTC", rooms=rooms), 1),
        (lambda rooms: bars(rooms, at("00:00"), at("23:00")), 1),
        (lambda rooms: next_free(rooms, minutes=90, after=at("10:00"), zone="UTC"), 2),
    ],
)
def test_more_rooms_cost_no_more_queries(read, queries, django_assert_num_queries):
    rooms = [BookingFactory().room.pk for _number in range(3)]

    for some in (rooms[:1], rooms):
        with django_assert_num_queries(queries):
            read(some)
