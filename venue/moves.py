"""How the dates of an event's bookings would follow what they are for, and what stands against that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from kit.moments import Span, local
from rooms.models import Booking, Occurrence, Room, RoomSettings, State
from rooms.outlook import Plan, Prospect, weigh
from rooms.permissions import can_edit, can_see_details, names_room
from rooms.rights import Rights
from rooms.rules import objections
from rooms.times import Wanted
from venue.models import EventBooking
from venue.needs import EventTimes, Scope, room_of
from venue.pieces import times_of_span


@dataclass(frozen=True, slots=True)
class Shift:
    """How many days the event went, and whether its timetable went with it."""

    days: int = 0
    with_timetable: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with a date that can not follow: take another room, or give it back."""

    room_id: int | None = None
    give_back: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A date, the times of what it is for now, and where it would have to be."""

    link: EventBooking
    anchor: Span
    day: date | None
    room_id: int
    span: Span
    gives_back: bool = False

    @property
    def is_still(self) -> bool:
        """The date may stay as it is; only the times of what it is for are others."""
        held = self.link.occurrence
        return not self.gives_back and self.room_id == held.room_id and self.span == _span(held)

    @property
    def shrinks(self) -> bool:
        """It takes nothing that it does not have already."""
        held = self.link.occurrence
        inside = held.starts_at <= self.span.starts_at and self.span.ends_at <= held.ends_at
        return self.room_id == held.room_id and inside


@dataclass(frozen=True, slots=True)
class Move:
    """A step that was looked at: the date's room and state afterwards, and the sentences that stand against it."""

    step: Step
    room: Room
    state: State
    against: tuple[str, ...] = ()
    requests: tuple[int, ...] = ()

    @property
    def link(self) -> EventBooking:
        return self.step.link

    @property
    def occurrence(self) -> Occurrence:
        return self.step.link.occurrence

    @property
    def asks_again(self) -> bool:
        return self.occurrence.state == State.ACCEPTED and self.state == State.PENDING


def steps_of(
    links: Sequence[EventBooking],
    times: EventTimes,
    *,
    shift: Shift,
    decisions: Mapping[int, Decision] | None = None,
) -> list[Step]:
    """What differs from when the dates were last in step. A date whose purpose is gone, or without a room, stays."""
    found = []
    for link in links:
        day = _day_after(link, shift)
        anchor = times.span_of(link, day=day)
        if anchor is None or anchor.length <= timedelta(0):
            continue
        room_id = _room_after(link, times)
        if room_id is None or (anchor, day, room_id) == (
            link.in_step_with,
            link.day,
            link.occurrence.room_id,
        ):
            continue
        decision = (decisions or {}).get(link.pk, Decision())
        span = _span_after(link, anchor, shift)
        step = Step(link, anchor, day, decision.room_id or room_id, span, gives_back=decision.give_back)
        found.append(step)
    return found


def looked_at(
    steps: Sequence[Step],
    rooms: Mapping[int, Room],
    *,
    rights: Rights,
    settings: RoomSettings,
    now: datetime,
) -> list[Move]:
    """Each step with what stands against it. Dates that move do not stand in each other's way where they are now."""
    moving = [step for step in steps if not step.is_still and not step.gives_back]
    plans = [_plan(step, rooms[step.room_id]) for step in moving]
    leaving = [step.link.occurrence_id for step in steps if not step.is_still]
    prospects = dict(
        zip((step.link.pk for step in moving), weigh(plans, rights=rights, apart_from=leaving), strict=True)
    )
    plan_of = {step.link.pk: plan for step, plan in zip(moving, plans, strict=True)}
    moves = []
    for step in steps:
        prospect = prospects.get(step.link.pk)
        room = rooms[step.room_id]
        if prospect is None:
            state = State(step.link.occurrence.state)
            foreign = _not_theirs(step, rights, settings) if step.gives_back else ""
            moves.append(Move(step, room, state, against=tuple(filter(None, [foreign]))))
            continue
        rules = [] if step.shrinks else _rules(plan_of[step.link.pk], step, rights, settings, now)
        against = list(filter(None, ["" if step.shrinks else prospect.why, *rules]))
        if against and not names_room(rights, step.link.occurrence.booking, room):
            against = [_("You may not see this room, and it can not be had then.")]
        foreign = _not_theirs(step, rights, settings)
        moves.append(_move(step, room, prospect, against=tuple(filter(None, [foreign, *against]))))
    return moves


def _move(step: Step, room: Room, prospect: Prospect, *, against: tuple[str, ...]) -> Move:
    state = State(step.link.occurrence.state) if step.shrinks else prospect.state
    requests = tuple(hit.id for hit in prospect.requests) if state == State.ACCEPTED else ()
    return Move(step, room, state, against=against, requests=requests)


def _rules(plan: Plan, step: Step, rights: Rights, settings: RoomSettings, now: datetime) -> list[str]:
    """The rules of the room against the new times; one that goes on already may be held longer."""
    span = plan.wanted.span
    if span.starts_at == step.link.occurrence.starts_at:
        span = Span(max(span.starts_at, min(now, span.ends_at)), span.ends_at)
    wanted = [Wanted(plan.wanted.day, span)]
    return objections(plan.room, plan.times, wanted, rights=rights, settings=settings, now=now)


def _not_theirs(step: Step, rights: Rights, settings: RoomSettings) -> str:
    """A booking that was only linked is moved by those whom it belongs to; one made for the event by its organisers."""
    held = step.link.occurrence
    booking: Booking = held.booking
    if step.link.made_here or can_edit(rights, booking):
        return ""
    is_known = booking.booked_for and can_see_details(rights, settings, booking, held.room)
    who = booking.booked_for.name if booking.booked_for and is_known else _("somebody else")
    return _("This booking belongs to {who}. Ask them to move it, or take the link away.").format(who=who)


def _day_after(link: EventBooking, shift: Shift) -> date | None:
    if link.day is None:
        return None
    moves = link.scope == Scope.EVENT_DAY or shift.with_timetable
    return link.day + timedelta(days=shift.days) if moves else link.day


def _room_after(link: EventBooking, times: EventTimes) -> int | None:
    """An entry that changed its room takes the date along; None where its new room can not be booked."""
    slot = times.by_key.get(link.slot_id or 0)
    if slot is None:
        return link.occurrence.room_id
    room = room_of(slot)
    if (room.pk if room else None) == link.room_id:
        return link.occurrence.room_id
    return room.bookable_id if room else None


def _span_after(link: EventBooking, anchor: Span, shift: Shift) -> Span:
    """As far from the new times as it was from the old. A day of the timetable only grows by itself."""
    held, before = link.occurrence, link.in_step_with
    if link.scope == Scope.DAY and not shift.with_timetable:
        return Span(min(held.starts_at, anchor.starts_at), max(held.ends_at, anchor.ends_at))
    starts_at = held.starts_at + (anchor.starts_at - before.starts_at)
    ends_at = held.ends_at + (anchor.ends_at - before.ends_at)
    return Span(starts_at, ends_at) if starts_at < ends_at else anchor


def _plan(step: Step, room: Room) -> Plan:
    """The exact moments, and what they are on the clocks of the room for its rules."""
    times = times_of_span(step.span, room.zone)
    return Plan(room, Wanted(local(step.span.starts_at, room.zone).date(), step.span), times, is_moved=True)


def _span(occurrence: Occurrence) -> Span:
    return Span(occurrence.starts_at, occurrence.ends_at)
