"""What the engine has to know besides the timetable: people, rooms, talks, sessions and rules, as plain values.

Periods are pairs of seconds since 1970 (UTC), which compare far quicker than moments. A person is an `EventPerson`,
a room an `EventRoom`, both by their ids.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from kit.moments import day_bounds, day_of
from timetable.plan import Key

Period = tuple[float, float]
NO_NAME = "?"


@dataclass(frozen=True, slots=True)
class Talk:
    """`people` speak in it or in one of its parts; `unanswered` of them have not said yet whether they come."""

    id: int
    title: str
    number: int = 0
    minutes: int = 20
    track: int | None = None
    session: int | None = None
    people: tuple[int, ...] = ()
    audience: int | None = None
    stars: int = 0
    needs: tuple[str, ...] = ()
    unanswered: tuple[int, ...] = ()
    declined: tuple[int, ...] = ()
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """`people` convene it: they are there as long as each of its blocks."""

    id: int
    title: str
    track: int | None = None
    people: tuple[int, ...] = ()
    is_poster: bool = False


@dataclass(frozen=True, slots=True)
class RoomFacts:
    """`cells` are the spaces it consists of: two rooms that share one can not be used at once.

    `available` is empty for a room that is there all the time, `open` is None where there are no opening hours.
    """

    id: int
    name: str
    capacity: int | None = None
    equipment: frozenset[str] = frozenset()
    building: str | None = None
    cells: tuple[int, ...] = ()
    available: tuple[Period, ...] = ()
    open: tuple[Period, ...] | None = None
    closures: tuple[tuple[float, float, str], ...] = ()

    def lacks(self, needs: Iterable[str]) -> list[str]:
        """What of these it does not have; capital letters do not matter."""
        return [need for need in needs if need.casefold() not in self.equipment]


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Somebody with no `available` periods can come at any time."""

    id: int
    name: str
    available: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """What counts as a conflict at this event: see `TimetableSettings`."""

    change_minutes: int = 0
    building_minutes: int = 10
    popular_stars: int = 20
    keeps_tracks_apart: bool = True
    asks_speakers: bool = False


@dataclass(frozen=True, slots=True)
class Booked:
    """What is known of the booking of an entry's room, in a few words and by the look of their chip (`Standing`).

    It is so for this time and room only: for what is moved nothing is known until it is saved.
    """

    starts_at: datetime
    ends_at: datetime
    room: int | None
    words: str
    look: str


@dataclass(frozen=True)
class Facts:
    """Everything of one event."""

    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo
    day_change: time = time(0)
    rules: Rules = Rules()
    talks: Mapping[int, Talk] = field(default_factory=dict)
    sessions: Mapping[int, SessionFacts] = field(default_factory=dict)
    rooms: Mapping[int, RoomFacts] = field(default_factory=dict)
    people: Mapping[int, PersonFacts] = field(default_factory=dict)
    tracks: Mapping[int, str] = field(default_factory=dict)
    booked: Mapping[Key, Booked] = field(default_factory=dict)

    @cached_property
    def period(self) -> Period:
        return (self.starts_at.timestamp(), self.ends_at.timestamp())

    @cached_property
    def day_starts(self) -> list[float]:
        """When the days of the programme begin, from the one before the event to the one after it."""
        first = self.day_of(self.starts_at) - timedelta(days=1)
        count = (self.day_of(self.ends_at) - first).days + 3
        days = (first + timedelta(days=number) for number in range(count))
        return [day_bounds(day, self.zone, self.day_change).starts_at.timestamp() for day in days]

    @cached_property
    def longest_change(self) -> float:
        """Seconds within which two entries of a person can get in each other's way."""
        return 60.0 * max(self.rules.change_minutes, self.rules.building_minutes)

    def change_seconds(self, one: int, other: int) -> float:
        """How long the way takes from one room to another; within a room no time."""
        if one == other:
            return 0
        rooms = self.rooms
        buildings = {rooms[room].building if room in rooms else None for room in (one, other)}
        is_far = len(buildings - {None}) == 2
        return 60.0 * (self.rules.building_minutes if is_far else self.rules.change_minutes)

    def person_name(self, person: int) -> str:
        known = self.people.get(person)
        return known.name if known else NO_NAME

    def people_names(self, people: Sequence[int]) -> str:
        return ", ".join(self.person_name(person) for person in people)

    def room_name(self, room: int | None) -> str:
        known = self.rooms.get(room) if room is not None else None
        return known.name if known else ""

    def day_of(self, moment: datetime) -> date:
        """The day of the programme."""
        return day_of(moment, self.zone, self.day_change)


def merged(periods: Iterable[Period]) -> tuple[Period, ...]:
    """The same time in as few periods as possible, in order."""
    found: list[Period] = []
    for start, end in sorted(periods):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def hold(periods: Iterable[Period], start: float, end: float) -> bool:
    """Whether one of the periods (merged) holds all of this time."""
    return any(since <= start and end <= until for since, until in periods)
