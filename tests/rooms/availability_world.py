"""Small houses of all sorts for the tests of availability, and the slow, obvious answers about them.

All times lie on quarters of an hour, so an oracle looks at one quarter after the other.
"""

from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from hypothesis import strategies as st

from access.models import AccessList
from access.operations import open_access_list
from journal.operations import open_logbook
from kit.recurrence import Rule
from rooms.models import BlockedRoom, Blocking, Booking, Closure, Hours, Occurrence, Room, RoomPart, State
from rooms.times import Times
from tests.factories.rooms import LocationFactory, RoomFactory

ZONE = ZoneInfo("Europe/Zurich")
QUARTER = timedelta(minutes=15)
WEEK_OF_CHANGE = [
    date(2027, 3, 24),
    date(2027, 10, 27),
    date(2027, 6, 9),
]  # spring, autumn, neither; Wednesdays
DAYS = 7
ROOMS = 4
MOST_DATES = 25
MOST_BLOCKINGS = 4
PARTS = [[], [(0, 1), (0, 2)], [(0, 1), (0, 2), (3, 2)]]
WORKING_DAYS = [(weekday, 8 * 60, 20 * 60) for weekday in range(5)]
HOURS = [
    [],
    WORKING_DAYS,
    [(4, 22 * 60, 24 * 60), (5, 0, 6 * 60), (6, 12 * 60, 24 * 60), (0, 0, 12 * 60)],
    [(2, 0, 8 * 60), (2, 8 * 60, 20 * 60), (3, 20 * 60, 24 * 60)],
]
quarters = st.integers(0, DAYS * 96)
rooms = st.integers(0, ROOMS - 1)
lengths = st.integers(1, 20) | st.integers(40, 48) | st.integers(49, 300)  # 48 quarters are 12 hours
buffers = st.sampled_from([0, 15, 30, 240])


@dataclass
class Plan:
    """What hypothesis draws: quarters from midnight (UTC) of the first day, and lengths in quarters."""

    first: date
    parts: list
    buffers: list
    hours: list
    dates: list  # (room, start, length, state, released)
    closures: list  # (room or None for the location, start, length)
    blockings: list  # (room, start, length, in force, passed)


plans = st.builds(
    Plan,
    first=st.sampled_from(WEEK_OF_CHANGE),
    parts=st.sampled_from(PARTS),
    buffers=st.lists(st.tuples(buffers, buffers), min_size=ROOMS, max_size=ROOMS)
    | st.just([(0, 0)] * ROOMS),  # without any, reads look no further than they must
    hours=st.lists(st.sampled_from(HOURS), min_size=ROOMS, max_size=ROOMS),
    dates=st.lists(
        st.tuples(rooms, quarters, lengths, st.sampled_from([1, 1, 1, 0, 2, 3]), st.booleans()),
        max_size=MOST_DATES,
    ),
    closures=st.lists(st.tuples(st.none() | rooms, quarters, lengths), max_size=4),
    blockings=st.lists(
        st.tuples(rooms, quarters, lengths, st.booleans(), st.booleans()), max_size=MOST_BLOCKINGS
    ),
)


@dataclass
class World:
    """The plan as rows, with what the oracles read."""

    plan: Plan
    rooms: list[Room]
    dates: list[Occurrence] = field(default_factory=list)
    closures: list[Closure] = field(default_factory=list)
    blocked: list[BlockedRoom] = field(default_factory=list)
    passing: set[int] = field(default_factory=set)

    @property
    def ids(self):
        return [room.pk for room in self.rooms]

    def moment(self, quarter):
        return datetime.combine(self.plan.first, time(0), UTC) + quarter * QUARTER

    def cells(self, place):
        return {part for whole, part in self.plan.parts if whole == place} or {place}

    def sharing(self, place):
        """The rooms that take space from it, itself included."""
        return [other for other in range(ROOMS) if self.cells(other) & self.cells(place)]

    def place(self, room_id):
        return self.ids.index(room_id)

    def held(self, occurrence):
        before, after = self.plan.buffers[self.place(occurrence.room_id)]
        minute = timedelta(minutes=1)
        return occurrence.starts_at - before * minute, occurrence.ends_at + after * minute

    def is_open(self, place, weekday, minute):
        hours = self.plan.hours[place]
        return not hours or any(day == weekday and start <= minute < end for day, start, end in hours)

    def taken(self, place, starts_at, ends_at):
        """Accepted dates that stand against the room between two moments, buffers of both kept."""
        before, after = self.plan.buffers[place]
        starts_at, ends_at = starts_at - timedelta(minutes=before), ends_at + timedelta(minutes=after)
        return [
            occurrence
            for occurrence in self.dates
            if occurrence.state == State.ACCEPTED
            and self.place(occurrence.room_id) in self.sharing(place)
            and self.held(occurrence)[0] < ends_at
            and self.held(occurrence)[1] > starts_at
        ]

    def blocked_then(self, place, starts_at, ends_at, passing):
        return [
            row
            for row in self.blocked
            if row.state == BlockedRoom.State.ACCEPTED
            and row.blocking_id not in passing
            and self.place(row.room_id) in self.sharing(place)
            and row.starts_at < ends_at
            and row.ends_at > starts_at
        ]

    def closed_then(self, place, starts_at, ends_at):
        return [
            closure
            for closure in self.closures
            if closure.room_id in (None, self.ids[place])
            and closure.starts_at < ends_at
            and closure.ends_at > starts_at
        ]

    def usable(self, place, quarter):
        """Whether the room may be booked in that quarter of an hour."""
        starts_at = self.moment(quarter)
        ends_at = starts_at + QUARTER
        wall = starts_at.astimezone(ZONE)
        return (
            self.is_open(place, wall.weekday(), wall.hour * 60 + wall.minute)
            and not self.taken(place, starts_at, ends_at)
            and not self.blocked_then(place, starts_at, ends_at, self.passing)
            and not self.closed_then(place, starts_at, ends_at)
        )

    def outside_hours(self, place, times, day):
        start = day.weekday() * 1440 + times.start.hour * 60 + times.start.minute
        walls = [minute % 10080 for minute in range(start, start + times.minutes, 15)]
        return not all(self.is_open(place, minute // 1440, minute % 1440) for minute in walls)

    def days_of(self, occurrence):
        """The minutes of a date by day on the clocks of the room."""
        minutes = defaultdict(int)
        moment = occurrence.starts_at
        while moment < occurrence.ends_at:
            minutes[moment.astimezone(ZONE).date()] += 15
            moment += QUARTER
        return minutes


class House:
    """What all worlds of a test have in common: rooms, bookings and blockings that take nothing yet."""

    def __init__(self):
        self.location = LocationFactory(time_zone=ZONE.key)
        self.rooms = [RoomFactory(location=self.location, own_hours=True) for _number in range(ROOMS)]
        self.bookings = [self._booking() for _number in range(MOST_DATES)]
        self.blockings = [self._blocking() for _number in range(MOST_BLOCKINGS)]

    def __repr__(self):  # what hypothesis shows of it
        return "House()"

    @contextmanager
    def world(self, plan):
        """The world of a plan in the database, gone at the end."""
        with transaction.atomic():
            yield self._build(plan)
            transaction.set_rollback(True)

    def _booking(self):
        room = self.rooms[0]
        return Booking.objects.create(
            room=room,
            state=State.CANCELLED,
            first_day=WEEK_OF_CHANGE[0],
            start=time(0),
            end=time(1),
            time_zone=ZONE.key,
            logbook=open_logbook(),
        )

    def _blocking(self):
        return Blocking.objects.create(
            reason="Works",
            first_day=WEEK_OF_CHANGE[0],
            last_day=WEEK_OF_CHANGE[0],
            access=open_access_list(mode=AccessList.Mode.RESTRICTED),
            logbook=open_logbook(),
        )

    def _build(self, plan):
        world = World(plan, self.rooms)
        for room, (before, after) in zip(self.rooms, plan.buffers, strict=True):
            Room.objects.filter(pk=room.pk).update(buffer_before=before, buffer_after=after)
        Hours.objects.bulk_create(
            Hours(room=room, weekday=weekday, start=start, end=end)
            for room, hours in zip(self.rooms, plan.hours, strict=True)
            for weekday, start, end in hours
        )
        RoomPart.objects.bulk_create(
            RoomPart(whole=self.rooms[whole], part=self.rooms[part]) for whole, part in plan.parts
        )
        self._add_dates(world)
        world.closures = Closure.objects.bulk_create(
            Closure(
                location=self.location if place is None else None,
                room=None if place is None else self.rooms[place],
                starts_at=world.moment(start),
                ends_at=world.moment(start + length),
            )
            for place, start, length in plan.closures
        )
        self._block(world)
        return world

    def _add_dates(self, world):
        """Those of the plan that the constraint lets in, in turn."""
        for number, (place, start, length, state, released) in enumerate(world.plan.dates):
            starts_at, ends_at = world.moment(start), world.moment(start + length)
            if state == State.ACCEPTED and world.taken(place, starts_at, ends_at):
                continue
            world.dates.append(
                Occurrence(
                    booking=self.bookings[number],
                    room=self.rooms[place],
                    date=starts_at.astimezone(ZONE).date(),
                    starts_at=starts_at,
                    ends_at=ends_at,
                    state=state,
                    released_at=starts_at if released and state == State.CANCELLED else None,
                )
            )
        Occurrence.objects.bulk_create(world.dates)

    def _block(self, world):
        for number, (place, start, length, in_force, passed) in enumerate(world.plan.blockings):
            blocking = self.blockings[number]
            world.blocked.append(
                BlockedRoom(
                    blocking=blocking,
                    room=self.rooms[place],
                    starts_at=world.moment(start),
                    ends_at=world.moment(start + length),
                    state=BlockedRoom.State.ACCEPTED if in_force else BlockedRoom.State.PENDING,
                )
            )
            if passed:
                world.passing.add(blocking.pk)
        BlockedRoom.objects.bulk_create(world.blocked)


@st.composite
def wishes(draw, plan):
    """Times on quarters of an hour within the week of the plan: once, or on some days."""
    start = draw(st.integers(0, 95))
    nights = draw(st.sampled_from([0, 0, 0, 1, 2, 7]))
    end = draw(st.integers(start + 1, 95) if not nights and start < 95 else st.integers(0, 95))
    if not nights and end <= start:
        nights = 1
    rule = draw(
        st.none() | st.builds(Rule, st.sampled_from(["DAILY", "DAILY", "WEEKLY"]), count=st.integers(2, DAYS))
    )
    day = plan.first + timedelta(days=draw(st.integers(0, DAYS - 1)))
    return Times(day, _clock(start), _clock(end), nights, rule)


def _clock(quarter):
    return time(quarter // 4, quarter % 4 * 15)
