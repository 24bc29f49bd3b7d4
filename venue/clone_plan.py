"""What would become of a cloning, before it is done: date by date, and on each date room by room."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from events.cloning import WallShift
from events.models import Event
from kit.moments import Span
from rooms.models import Room, RoomSettings, State
from rooms.operations.settings import room_settings
from rooms.outlook import Choice, Plan, Prospect, weigh
from rooms.rights import Rights, rights_of
from rooms.rules import objections
from rooms.times import BadTimes, Wanted
from venue.candidates import Candidate, candidates
from venue.clone_rooms import RoomWish, room_wishes
from venue.needs import Need
from venue.pieces import times_of_span

MOST_OTHERS = 6
MOST_CANDIDATES = 200

Choices = Mapping[tuple[date, str], Choice]
"""By the day on which a clone starts and the key of the room it would have: leave that room out, or take another."""


@dataclass(frozen=True, slots=True)
class RoomThen:
    """A room on one date: `why` says what stands against it, `others` are free instead."""

    day: date
    wish: RoomWish
    room: Room
    needs: tuple[Need, ...]
    why: str = ""
    asks: bool = False
    is_left_out: bool = False
    others: tuple[Room, ...] = ()

    @property
    def is_nameless(self) -> bool:
        """It would have the room of the original, which who clones may not see: nothing names it to them."""
        return self.wish.is_hidden and self.room == self.wish.room

    @property
    def name(self) -> str:
        """Of the room it would have."""
        return _("A room you may not see") if self.is_nameless else self.room.full_name

    @property
    def name_before(self) -> str:
        """Of the room of the original."""
        return _("a room you may not see") if self.wish.is_hidden else self.wish.room.full_name

    @property
    def field(self) -> str:
        """Where a form says what to do about it."""
        return f"room-{self.day.isoformat()}-{self.wish.key}"


@dataclass(frozen=True, slots=True)
class DatePlan:
    """One clone as it would be; `notes` tell of a change of the clocks."""

    day: date
    starts_at: datetime
    ends_at: datetime
    notes: list[str] = field(default_factory=list)
    rooms: list[RoomThen] = field(default_factory=list)

    @property
    def conflicts(self) -> list[RoomThen]:
        return [then for then in self.rooms if then.why]


def plan_clones(
    event: Event,
    shifts: Sequence[WallShift],
    *,
    by: User,
    parts: Collection[str],
    with_rooms: bool,
    choices: Choices | None = None,
) -> list[DatePlan]:
    """As many queries, however many dates there are."""
    wishes = room_wishes(event, by=by, parts=parts) if with_rooms else []
    outlook = _Outlook(by=by, choices=choices or {})
    thens = [[outlook.then(wish, shift) for wish in wishes] for shift in shifts]
    looked_at = iter(outlook.looked_at([then for row in thens for then in row]))
    plans = []
    for shift, row in zip(shifts, thens, strict=True):
        starts_at, ends_at = shift.span(event.starts_at, event.ends_at)
        plans.append(
            DatePlan(shift.day, starts_at, ends_at, shift.notes(), [next(looked_at) for _then in row])
        )
    return plans


class _Outlook:
    """One person's view of rooms at one moment."""

    def __init__(self, *, by: User, choices: Choices) -> None:
        self.by, self.choices = by, choices
        self.rights: Rights = rights_of(by)
        self.settings: RoomSettings = room_settings()
        self.now = timezone.now()

    def then(self, wish: RoomWish, shift: WallShift) -> RoomThen:
        choice = self.choices.get((shift.day, wish.key), Choice())
        needs = tuple(wish.needs_then(shift))
        return RoomThen(shift.day, wish, choice.room or wish.room, needs, is_left_out=choice.skip)

    def looked_at(self, thens: Sequence[RoomThen]) -> list[RoomThen]:
        wanted = [then for then in thens if not then.is_left_out]
        plans: list[Plan] = []
        places: dict[int, list[int]] = defaultdict(list)
        whys: dict[int, list[str]] = defaultdict(list)
        for number, then in enumerate(wanted):
            for need in then.needs:
                try:
                    plan = _plan(then.room, need.span)
                except BadTimes as refusal:
                    whys[number].append(str(refusal))
                    continue
                places[number].append(len(plans))
                plans.append(plan)
        prospects = weigh(plans, rights=self.rights) if plans else []
        twice = _twice(plans)
        found = {}
        for number, then in enumerate(wanted):
            mine = places[number]
            for place in mine:
                whys[number] += self._against(plans[place], prospects[place], is_twice=place in twice)
            why = " ".join(dict.fromkeys(filter(None, whys[number])))
            if then.is_nameless:
                why = _("Only those who may see a room book it.")
            asks = any(prospects[place].state == State.PENDING for place in mine)
            found[id(then)] = replace(then, why=why, asks=asks and not why)
        return self._with_others([found.get(id(then), then) for then in thens])

    def _against(self, plan: Plan, prospect: Prospect, *, is_twice: bool) -> list[str]:
        said = objections(
            plan.room,
            plan.times,
            [plan.wanted],
            rights=self.rights,
            settings=self.settings,
            now=self.now,
        )
        if is_twice:
            said.append(_("{room} is wanted by another of these dates at that time.").format(room=plan.room))
        return [prospect.why, *said]

    def _with_others(self, thens: Sequence[RoomThen]) -> list[RoomThen]:
        """Rooms that are free for all that a room is needed for that day, asked for all conflicts at once."""
        places: dict[int, set[int]] = {}
        spans: list[Span] = []
        for number, then in enumerate(thens):
            if then.why or then.room != then.wish.room:
                places[number] = set(range(len(spans), len(spans) + len(then.needs)))
                spans += [need.span for need in then.needs]
        if not spans:
            return list(thens)
        found = candidates(spans, user=self.by, seats=None, most=MOST_CANDIDATES)
        shown = list(thens)
        for number, mine in places.items():
            then = thens[number]
            like = then.wish.room
            # How large a room is that one may not see is nothing to tell by the order of others.
            near = found if then.wish.is_hidden else sorted(found, key=partial(_differs, like))
            free = [it.room for it in near if mine.isdisjoint(it.missing) and it.room != like]
            shown[number] = replace(then, others=tuple(free[:MOST_OTHERS]))
        return shown


def _differs(like: Room, other: Candidate) -> int:
    """In seats."""
    return abs(other.room.capacity - like.capacity)


def _plan(room: Room, span: Span) -> Plan:
    times = times_of_span(span, room.zone)
    return Plan(room, Wanted(times.first_day, span), times)


def _twice(plans: Sequence[Plan]) -> set[int]:
    """The places of plans that an earlier one of the same room overlaps."""
    by_room: dict[int, list[tuple[Span, int]]] = defaultdict(list)
    for place, plan in enumerate(plans):
        by_room[plan.room.pk].append((plan.wanted.span, place))
    found = set()
    for held in by_room.values():
        held.sort()
        reached = held[0][0]
        for span, place in held[1:]:
            if span.overlaps(reached):
                found.add(place)
            reached = max(reached, span, key=lambda each: each.ends_at)
    return found
