"""Clone an event on many dates, each with its rooms: a clone and its rooms are made together, or not at all."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction

from accounts.models import User
from events.cloning import Cloning, WallShift
from events.models import Category, Event, EventRoom
from events.operations import delete_event
from events.operations.cloning import check_amount, check_parts, clone_event
from kit.refusals import Refused
from rooms.models import Booking, Room
from rooms.operations.turns import lock_rooms
from rooms.outlook import Choice
from timetable.models import Slot
from venue.clone_plan import Choices
from venue.clone_rooms import RoomWish, room_wishes
from venue.needs import Need, Scope
from venue.operations.booking import book_for_event


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one date: the clone and the bookings of its rooms, or why there is none."""

    starts_at: datetime
    event: Event | None = None
    bookings: list[Booking] = field(default_factory=list)
    refusal: str = ""


def clone_on_dates(
    event: Event,
    shifts: Sequence[WallShift],
    *,
    by: User,
    category: Category | None = None,
    parts: Collection[str] | None = None,
    with_rooms: bool = False,
    choices: Choices | None = None,
) -> list[Made]:
    """One clone for each shift, in one transaction each. A date whose rooms can not be had is not cloned, and says so.

    Raises UnknownPart and TooManyClones, before anything is made.
    """
    chosen = check_parts(parts)
    check_amount(event, by=by, parts=chosen, times=len(shifts))
    wishes = room_wishes(event, by=by, parts=chosen) if with_rooms else []
    made = []
    for shift in shifts:
        try:
            made.append(
                _clone_one(
                    event,
                    shift,
                    by=by,
                    category=category,
                    parts=chosen,
                    wishes=wishes,
                    choices=choices or {},
                )
            )
        except Refused as refusal:
            made.append(Made(shift.starts_at, refusal=str(refusal)))
    return made


def take_clones_back(clones: Sequence[Event], *, by: User) -> int:
    """Delete clones that were just made, and free their rooms; those somebody published since stay. How many went.

    One transaction each: rooms of several events are never locked one after the other in one.
    """
    gone = 0
    for clone in clones:
        clone.refresh_from_db()
        if clone.is_draft and clone.deleted_at is None:
            delete_event(clone, by=by)
            gone += 1
    return gone


@transaction.atomic
def _clone_one(
    event: Event,
    shift: WallShift,
    *,
    by: User,
    category: Category | None,
    parts: Collection[str],
    wishes: Sequence[RoomWish],
    choices: Choices,
) -> Made:
    cloning = clone_event(event, shift, by=by, category=category, parts=parts)
    wanted = _wanted(cloning, wishes, choices)
    if wanted:
        lock_rooms({room.pk for room in wanted})
    bookings = [
        booking
        for room, needs in wanted.items()
        for booking in book_for_event(cloning.clone, room, needs, by=by)
    ]
    return Made(shift.starts_at, cloning.clone, bookings)


def _wanted(cloning: Cloning, wishes: Sequence[RoomWish], choices: Choices) -> dict[Room, list[Need]]:
    """By room: what the clone needs it for, named by its own rooms and entries."""
    columns = EventRoom.objects.in_bulk(cloning.made[EventRoom].values())
    slots = Slot.objects.in_bulk(_twins_of_slots(cloning, wishes))
    found: dict[Room, list[Need]] = defaultdict(list)
    for wish in wishes:
        choice = choices.get((cloning.shift.day, wish.key), Choice())
        if choice.skip:
            continue
        for need in wish.needs_then(cloning.shift):
            slot = slots.get(cloning.twin_of(Slot, need.slot.pk) or 0) if need.slot else None
            if need.scope is Scope.SLOT and slot is None:
                continue
            column = columns.get(cloning.twin_of(EventRoom, need.room.pk) or 0) if need.room else None
            found[choice.room or wish.room].append(replace(need, room=column, slot=slot))
    return {room: needs for room, needs in sorted(found.items(), key=lambda it: it[0].pk) if needs}


def _twins_of_slots(cloning: Cloning, wishes: Sequence[RoomWish]) -> list[int]:
    keys = {need.slot.pk for wish in wishes for need in wish.needs if need.slot}
    return [twin for key in keys if (twin := cloning.twin_of(Slot, key))]
