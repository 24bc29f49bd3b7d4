"""What one room offers for the wanted times: date by date, with something else to do where it can not be had."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from accounts.models import User
from kit.moments import local
from kit.words import day_words
from rooms.availability.collisions import Obstacle
from rooms.finder.choices import field_of, value_of
from rooms.finder.free_variants import free_variants
from rooms.finder.rails import Detail, details
from rooms.finder.ranking import nearest
from rooms.finder.standing import Standing
from rooms.models import Room, RoomSettings, State
from rooms.outlook import Choice, Prospect, prospects
from rooms.rights import Rights, rights_of
from rooms.rules import objections
from rooms.times import Times

MOST_ROOMS = 2
MOST_TIMES = 1


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to do on a date; `value` is what the form sends."""

    value: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A date: as it was asked for, and `taken` as it would be with the choice made (None: left out)."""

    day: date
    words: str
    asked: Prospect
    taken: Prospect | None
    why: str = ""
    options: Sequence[Option] = ()

    @property
    def field(self) -> str:
        return field_of(self.day)

    @property
    def is_free(self) -> bool:
        return self.asked.is_free

    @property
    def notes(self) -> tuple[str, ...]:
        return (self.taken or self.asked).wanted.notes

    @property
    def still(self) -> str:
        """Why even the choice made can not be had."""
        return self.taken.why if self.taken and not self.taken.is_free and not self.is_free else ""


@dataclass(frozen=True, slots=True)
class Offer:
    """`objections` are rules that stand against all of it; `can_choose` whether conflicts have other choices."""

    room: Room
    times: Times
    lines: Sequence[Line] = ()
    objections: Sequence[str] = ()
    choices: Mapping[date, Choice] = field(default_factory=dict)

    @property
    def is_series(self) -> bool:
        return self.times.rule is not None

    @property
    def can_choose(self) -> bool:
        return self.is_series

    @property
    def booked(self) -> int:
        return self._count(State.ACCEPTED)

    @property
    def asked_for(self) -> int:
        return self._count(State.PENDING)

    @property
    def elsewhere(self) -> int:
        """Dates in another room."""
        return sum(1 for line in self.lines if line.taken and line.taken.room.pk != self.room.pk)

    @property
    def conflicts(self) -> list[Line]:
        return [line for line in self.lines if not line.is_free]

    @property
    def turned_down(self) -> int:
        """Requests of others that this booking would reject."""
        return len({hit.booking_id for line in self.lines if line.taken for hit in line.taken.requests})

    @property
    def is_possible(self) -> bool:
        """Whether there is anything to press a button for."""
        free = [line for line in self.lines if line.taken and line.taken.is_free]
        return bool(free) and not self.objections and (self.is_series or len(free) == len(self.lines))

    def _count(self, state: State) -> int:
        taken = [line.taken for line in self.lines if line.taken]
        return sum(1 for one in taken if one.is_free and one.state == state)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: with what rights, under which settings, when."""

    user: User | AnonymousUser
    rights: Rights
    settings: RoomSettings
    now: datetime

    @classmethod
    def of(cls, user: User | AnonymousUser, settings: RoomSettings, now: datetime) -> "Asker":
        return cls(user, rights_of(user), settings, now)


Others = Callable[[], Mapping[int, Standing]]


def offer(
    room: Room,
    times: Times,
    *,
    asker: Asker,
    others: Others,
    chosen: Mapping[date, Choice] | None = None,
    people: int = 0,
) -> Offer:
    """What the room (of `for_rights`) offers. `others` gives the standing of all rooms the person sees, and is asked
    only where a date of a series can not be had. Dates without a choice get the first thing there is.
    """
    against = objections(
        room, times, times.wanted(room.zone), rights=asker.rights, settings=asker.settings, now=asker.now
    )
    plain = prospects(room, times, rights=asker.rights)
    conflicts = [each for each in plain if not each.is_free]
    known = details(
        {hit.booking_id for each in conflicts for hit in each.obstacles if hit.booking_id}, asker.user
    )
    taken = {each.day: each for each in plain}
    instead: dict[date, list[Choice]] = {}
    choices: dict[date, Choice] = {}
    if conflicts and times.rule is not None and not against:
        instead = _alternatives(room, times, conflicts, plain, asker=asker, others=others(), people=people)
        choices = {each.day: (chosen or {}).get(each.day) or instead[each.day][0] for each in conflicts}
        taken = {each.day: each for each in prospects(room, times, rights=asker.rights, choices=choices)}
    today = local(asker.now, room.zone).date()
    lines = [
        Line(
            each.day,
            day_words(each.day, today=today),
            each,
            taken.get(each.day),
            _why(each, known),
            _options(instead[each.day], choices[each.day]) if each.day in instead else (),
        )
        for each in plain
    ]
    return Offer(room, times, lines, against, choices)


def _alternatives(
    room: Room,
    times: Times,
    conflicts: Sequence[Prospect],
    dates: Sequence[Prospect],
    *,
    asker: Asker,
    others: Mapping[int, Standing],
    people: int,
) -> dict[date, list[Choice]]:
    """For each date the nearest free rooms, the nearest free time, and leaving it out: three queries for all."""
    places = {each.day: place for place, each in enumerate(dates)}
    alike = nearest(others[room.pk].candidate, others.values(), people=people) if room.pk in others else []
    picked = {each.day: _first_free(alike, places[each.day]) for each in conflicts}
    keys = {key for found in picked.values() for key in found}
    rooms = Room.objects.for_rights().in_bulk(keys)
    days = [each.day for each in conflicts]
    near = free_variants([room], times, days, rights=asker.rights, now=asker.now)
    return {
        day: [
            *(Choice(room=rooms[key]) for key in picked[day]),
            *(
                Choice(start=one.times.start, end=one.times.end)
                for one in [each for each in near[room.pk, day] if not each.cut][:MOST_TIMES]
            ),
            Choice(skip=True),
        ]
        for day in days
    }


def _first_free(alike: Sequence[Standing], place: int) -> list[int]:
    """The first few rooms that are free on the date of that place."""
    free = (one.candidate.room.pk for one in alike if place not in one.conflicts)
    return list(islice(free, MOST_ROOMS))


def _options(instead: Sequence[Choice], made: Choice) -> list[Option]:
    """What there is to choose; the choice made is among them even where it is none of ours."""
    every = instead if value_of(made) in map(value_of, instead) else [made, *instead]
    return [Option(value_of(one), _label(one), value_of(one) == value_of(made)) for one in every]


def _label(choice: Choice) -> str:
    if choice.skip:
        return _("Skip this date")
    if choice.room is not None:
        return _("Use {room} that day").format(room=choice.room)
    return _("Use {start}–{end} that day").format(start=f"{choice.start:%H:%M}", end=f"{choice.end:%H:%M}")


def _why(date: Prospect, known: Mapping[int, Detail]) -> str:
    """The obstacle, with what the reader may know of the booking that is in the way."""
    for hit in date.obstacles:
        detail = known.get(hit.booking_id or 0)
        if hit.obstacle is Obstacle.BOOKING and detail and detail.purpose:
            return _("{room} is taken by “{purpose}”.").format(room=date.room, purpose=detail.purpose)
    return date.why
