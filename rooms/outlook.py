"""What would become of a wish: date by date, in which room, in what state, and what stands against it.

The page that previews a booking, the dry run of the API and the operation that books all ask this; only the
operation asks it with the rooms locked.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from django.utils.translation import gettext as _

from access.models import Grant
from kit.moments import Span
from rooms.availability.collisions import Collision, Obstacle, collisions
from rooms.models import BlockedRoom, Blocking, Room, State
from rooms.rights import Rights
from rooms.times import Times, Wanted


@dataclass(frozen=True, slots=True)
class Choice:
    """What to do instead on one date: leave it out, take another room, or other times that day."""

    skip: bool = False
    room: Room | None = None
    start: time | None = None
    end: time | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """One date somebody wants: the room, the span, and that date alone on the clocks of the room.

    The day of `wanted` is the one the rule gave; that of `times` is where it lies, which may be another.
    """

    room: Room
    wanted: Wanted
    times: Times
    is_moved: bool = False


@dataclass(frozen=True, slots=True)
class Prospect:
    """One date as it would be. `obstacles` prevent it; `requests` are others' that it would reject if ACCEPTED."""

    wanted: Wanted
    room: Room
    state: State
    obstacles: tuple[Collision, ...] = ()
    requests: tuple[Collision, ...] = ()
    outside_hours: bool = False
    is_moved: bool = False

    @property
    def day(self) -> date:
        return self.wanted.day

    @property
    def span(self) -> Span:
        return self.wanted.span

    @property
    def is_free(self) -> bool:
        return not self.obstacles and not self.outside_hours

    @property
    def why(self) -> str:
        """The obstacle in a sentence that betrays nobody; "" when it is free."""
        if self.outside_hours:
            return _("{room} is not open at that time.").format(room=self.room)
        for collision in self.obstacles:
            if collision.obstacle is Obstacle.BOOKING:
                return _("{room} is taken.").format(room=self.room)
            if collision.obstacle is Obstacle.BLOCKING:
                return _("{room} is kept free for others.").format(room=self.room)
            return _("{room} is closed.").format(room=self.room)
        return ""


def prospects(
    room: Room,
    times: Times,
    *,
    rights: Rights,
    choices: Mapping[date, Choice] | None = None,
    ignoring: Collection[int] = (),
    apart_from: Collection[int] = (),
) -> list[Prospect]:
    """Every date of the wish in order, without those left out by choice. The rooms come from `for_rights()`."""
    plans = [
        plan_of(room, times, day, choice)
        for day in times.days()
        if not (choice := (choices or {}).get(day, Choice())).skip
    ]
    return weigh(plans, rights=rights, ignoring=ignoring, apart_from=apart_from)


def weigh(
    plans: Sequence[Plan],
    *,
    rights: Rights,
    ignoring: Collection[int] = (),
    apart_from: Collection[int] = (),
) -> list[Prospect]:
    """What would become of each of these plans, in their order, each in its own room."""
    found = collisions(
        {plan.room.pk for plan in plans},
        [plan.wanted for plan in plans],
        ignoring=ignoring,
        apart_from=apart_from,
    )
    passed = _passed(found, rights)
    hits: dict[int, list[Collision]] = defaultdict(list)
    for hit in found:
        is_passed = hit.obstacle is Obstacle.BLOCKING and hit.id in passed
        if hit.room_id == plans[hit.n].room.pk and not is_passed:
            hits[hit.n].append(hit)
    return [_prospect(plan, found=hits[n], rights=rights) for n, plan in enumerate(plans)]


def _passed(found: Sequence[Collision], rights: Rights) -> set[int]:
    """Which of the blocked rooms that stand in the way the person may book; asked only if there are any."""
    keys = {hit.id for hit in found if hit.obstacle is Obstacle.BLOCKING}
    if not keys:
        return set()
    passed = BlockedRoom.objects.filter(pk__in=keys, blocking__in=passed_by(rights))
    return set(passed.values_list("pk", flat=True))


def passed_by(rights: Rights) -> list[int]:
    """The blockings the person may book in: their own, and those that name them."""
    if rights.user_id is None:
        return []
    lists = [key for key, permission in rights.held if permission in (Blocking.USE, Grant.MANAGE)]
    blocked = BlockedRoom.objects.in_force()
    own = blocked.filter(blocking__created_by=rights.user_id).values_list("blocking", flat=True)
    named = blocked.filter(blocking__access__in=lists).values_list("blocking", flat=True) if lists else []
    return sorted({*own, *named})


def state_for(room: Room, rights: Rights) -> State:
    """ACCEPTED where the person takes the room at once, PENDING where they ask first."""
    return State.ACCEPTED if rights.books(room) else State.PENDING


def plan_of(room: Room, times: Times, day: date, choice: Choice) -> Plan:
    """A date of the series as its rule and the choice for it say."""
    room = choice.room or room
    here = times.once(day)
    if choice.start or choice.end:
        here = Times(day, choice.start or times.start, choice.end or times.end, times.nights)
    return Plan(room, here.on(day, room.zone), here, is_moved=bool(choice.room or choice.start or choice.end))


def _prospect(plan: Plan, *, found: Sequence[Collision], rights: Rights) -> Prospect:
    room = plan.room
    state = state_for(room, rights)
    return Prospect(
        plan.wanted,
        room,
        state,
        obstacles=tuple(hit for hit in found if _matters(hit, room, rights)),
        requests=tuple(hit for hit in found if hit.obstacle is Obstacle.REQUEST and state == State.ACCEPTED),
        outside_hours=not rights.overrides(room) and not is_open(room, plan.times, plan.times.first_day),
        is_moved=plan.is_moved,
    )


def _matters(hit: Collision, room: Room, rights: Rights) -> bool:
    if hit.obstacle is Obstacle.REQUEST:
        return False
    if hit.obstacle is Obstacle.CLOSURE:
        return not rights.overrides(room)
    if hit.obstacle is Obstacle.BLOCKING:
        return not rights.manages(room)
    return True


def is_open(room: Room, times: Times, day: date) -> bool:
    """Whether the hours of the room cover the date."""
    return all(
        any(hours.lower <= stretch.lower and stretch.upper <= hours.upper for hours in room.open_week)
        for stretch in times.of_week(day)
    )
