"""Moving entries, with what goes along: what a block holds, and what follows (pure)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum

from django.utils.translation import gettext as _

from timetable.plan.days import EventDays
from timetable.plan.entry import Key, Plan, PlanEntry, moved_by
from timetable.plan.neighbours import entry_of, lane
from timetable.plan.refusals import CannotHold, NothingToMove, NotThatLong

Moved = dict[Key, PlanEntry | None]
Place = tuple[datetime, Key | None, Key | None]
"""Start, room, and block."""
LONGEST = 24 * 60
"""Minutes of the longest entry."""


class Unset(Enum):
    """Stands for a value that stays as it is, where None is a value."""

    UNSET = "unset"


UNSET = Unset.UNSET


def with_contents(plan: Plan, entry: PlanEntry) -> Moved:
    """An entry in its new place. A block takes what it holds along, as far as itself and into its room."""
    old = plan[entry.key]
    changes: Moved = {entry.key: entry}
    if not entry.is_block:
        return changes
    delta = entry.starts_at - old.starts_at
    for child in plan.inside(entry.key):
        room = entry.room if child.room is not None and child.room == old.room else child.room
        new = replace(moved_by(child, delta), room=room)
        if not new.same_place(child):
            changes[child.key] = new
    return changes


def placed(
    plan: Plan,
    days: EventDays,
    key: Key,
    *,
    starts_at: datetime | None = None,
    minutes: int | None = None,
    room: Key | Unset | None = UNSET,
    parent: Key | Unset | None = UNSET,
) -> PlanEntry:
    """An entry as it would be. On another day than its block it leaves the block, and keeps the room it was in."""
    old = entry_of(plan, key)
    if minutes is not None and not 0 <= minutes <= LONGEST:
        raise NotThatLong(_("Give a length from 0 to %(longest)d minutes.") % {"longest": LONGEST})
    start = old.starts_at if starts_at is None else starts_at
    days.check_calendar(start)
    length = old.ends_at - old.starts_at if minutes is None else timedelta(minutes=minutes)
    entry = replace(old, starts_at=start, ends_at=start + length)
    if parent is UNSET and old.parent is not None and days.day(start) != days.day(old.starts_at):
        parent = None
    if parent is not UNSET:
        check_holder(plan, entry, parent)
        keeps = parent is None and room is UNSET and old.room is None
        entry = replace(entry, parent=parent, room=plan.room_of(old) if keeps else old.room)
    return entry if room is UNSET else replace(entry, room=room)


def shifted_after(
    plan: Plan, days: EventDays, key: Key, delta: timedelta, *, session: Key | None = None
) -> Moved:
    """What comes after an entry, so much later: its lane from its end on; with a `session`, only blocks of that one.

    What is pinned stays.
    """
    entry = entry_of(plan, key)
    if abs(delta) > timedelta(minutes=LONGEST):
        raise NotThatLong(_("Shift by a day at most."))
    changes: Moved = {}
    for other in lane(plan, days, entry):
        follows = other.starts_at >= entry.ends_at and not other.is_pinned
        if follows and (session is None or other.parent is not None or other.session == session):
            changes |= with_contents(plan, moved_by(other, delta))
    return changes


def rearranged(plan: Plan, days: EventDays, moves: Mapping[Key, Place]) -> Moved:
    """Several entries in other places. What a block holds goes along, unless it has a place of its own in `moves`."""
    changes: Moved = {}
    for key, (starts_at, room, parent) in moves.items():
        old = entry_of(plan, key)
        days.check_calendar(starts_at)
        entry = replace(
            old,
            starts_at=starts_at,
            ends_at=starts_at + (old.ends_at - old.starts_at),
            room=room,
            parent=parent,
        )
        check_holder(plan, entry, parent)
        changes = with_contents(plan, entry) | changes
        changes[key] = entry
    return changes


def appended(plan: Plan, key: Key, block: Key) -> Moved:
    """An entry after the last one in a block."""
    old = entry_of(plan, key)
    if old.parent == block:
        raise NothingToMove(_("“%(entry)s” is in this session already.") % {"entry": old.label})
    start = end_inside(plan, block)
    entry = replace(
        old, starts_at=start, ends_at=start + (old.ends_at - old.starts_at), parent=block, room=None
    )
    check_holder(plan, entry, block)
    return {key: entry}


def end_inside(plan: Plan, block: Key) -> datetime:
    """When the last entry in a block ends; its start, when it is empty."""
    holder = entry_of(plan, block)
    return max([child.ends_at for child in plan.inside(block)], default=holder.starts_at)


def check_holder(plan: Plan, entry: PlanEntry, parent: Key | None) -> None:
    if parent is None:
        return
    if entry.is_block or not entry_of(plan, parent).is_block:
        raise CannotHold(_("Only a session in the timetable can hold talks and breaks."))
