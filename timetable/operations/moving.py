"""Entries in other places: one with what follows it, to another day, into a block, past a neighbour.

The rules are Indico's, but what follows is what follows in the same room: entries of other rooms, blocks and sessions
are never shifted by the way. Nothing runs past the end of its day unless `allow_midnight` says that it is meant.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from accounts.models import User
from events.models import Event
from timetable.operations.acting import Named, kept_in_days, key_of, key_or_unset, label_of
from timetable.operations.rewriting import Written, rewrite
from timetable.plan import Changes, Key, Plan
from timetable.plan.days import EventDays
from timetable.plan.moving import (
    UNSET,
    Moved,
    Unset,
    appended,
    placed,
    shifted_after,
    with_contents,
)
from timetable.plan.neighbours import entry_of
from timetable.plan.swapping import stepped, swapped
from timetable.refusals import NothingToMove

Expected = Mapping[int, int] | None
"""By the id of a slot: the revision that the person saw."""


def move_entry(
    event: Event,
    key: Key,
    *,
    by: User | None,
    starts_at: datetime | None = None,
    minutes: int | None = None,
    room: Named | Unset = UNSET,
    parent: Named | Unset = UNSET,
    shift_later: bool = False,
    allow_midnight: bool = False,
    expected: Expected = None,
) -> Written:
    """Another start, length, room or block for an entry; a block takes along what it holds.

    On another day than its block it leaves the block and the session. With `shift_later`, what follows on its old
    end moves as far as its end does: what is in the same block, or in the same room on that day. Raises PastMidnight,
    NotThatLong, OutsideTheEvent, OutsideTheBlock, CannotHold, NothingToMove, GoneFromTheTimetable, Stale.
    """

    def work_out(plan: Plan, days: EventDays) -> Changes:
        entry = placed(
            plan,
            days,
            key,
            starts_at=starts_at,
            minutes=minutes,
            room=key_or_unset(room),
            parent=key_or_unset(parent),
        )
        changes: Moved = {**with_contents(plan, entry)}
        kept_in_days(plan, changes, days, allow_midnight=allow_midnight, keep_day=False)
        if shift_later:
            later = _later(plan, days, key, changes)
            changes = {**kept_in_days(plan, later, days, allow_midnight=allow_midnight), **changes}
        return changes

    return _edited(event, key, work_out, by=by, expected=expected, leave_sessions=True)


def shift_following(
    event: Event,
    entry_key: Key,
    *,
    delta: timedelta,
    by: User | None,
    session: Named = None,
    allow_midnight: bool = False,
    expected: Expected = None,
) -> Written:
    """Everything after an entry so much later (or earlier): in its block, or in its room on that day.

    With a `session`, of the blocks only those of that session. What is pinned stays. Raises NothingToMove.
    """

    def work_out(plan: Plan, days: EventDays) -> Changes:
        changes = shifted_after(plan, days, entry_key, delta, session=key_of(session))
        if not changes:
            raise NothingToMove(_("Nothing comes after “%(entry)s”.") % {"entry": plan[entry_key].label})
        return kept_in_days(plan, changes, days, allow_midnight=allow_midnight)

    label = label_of(entry_key)
    return rewrite(event, work_out, by=by, verb="timetable.shifted", label=label, expected=expected)


def move_to_day(event: Event, key: Key, day: date, *, by: User | None, expected: Expected = None) -> Written:
    """An entry at the same time on the clocks of another day. It leaves its block, and a talk its session."""

    def work_out(plan: Plan, days: EventDays) -> Changes:
        starts_at = days.same_clock(entry_of(plan, key).starts_at, day)
        entry = placed(plan, days, key, starts_at=starts_at)
        return kept_in_days(plan, with_contents(plan, entry), days, allow_midnight=False, keep_day=False)

    return _edited(event, key, work_out, by=by, expected=expected, leave_sessions=True)


def place_contribution_in_block(
    event: Event,
    key: Key,
    block: Named,
    *,
    by: User | None,
    allow_midnight: bool = False,
    expected: Expected = None,
) -> Written:
    """An entry after the last one in a block, which grows around it; a talk joins the session of the block.

    For talks without a place see `schedule_many`.
    """

    def work_out(plan: Plan, days: EventDays) -> Changes:
        changes = appended(plan, key, key_of(block) or 0)
        return kept_in_days(plan, changes, days, allow_midnight=allow_midnight, keep_day=False)

    return _edited(event, key, work_out, by=by, expected=expected)


def swap_entries(
    event: Event,
    one: Key,
    other: Key,
    *,
    by: User | None,
    allow_midnight: bool = False,
    expected: Expected = None,
) -> Written:
    """Two entries change places: time, room and block. Raises NothingToMove, CannotHold."""

    def work_out(plan: Plan, days: EventDays) -> Changes:
        changes = swapped(plan, days, one, other)
        return kept_in_days(plan, changes, days, allow_midnight=allow_midnight, keep_day=False)

    label = label_of(one)
    return rewrite(event, work_out, by=by, verb="timetable.swapped", label=label, expected=expected)


def swap_neighbour(
    event: Event, key: Key, *, up: bool, by: User | None, expected: Expected = None
) -> Written:
    """An entry changes places with the one before or after it, or closes up to it where time lies between them.

    Raises NothingToMove at the edge of the day, InTheWay for a neighbour that runs at the same time as something else.
    """

    def work_out(plan: Plan, days: EventDays) -> Changes:
        return kept_in_days(plan, stepped(plan, days, key, up=up), days, allow_midnight=False)

    label = label_of(key)
    return rewrite(event, work_out, by=by, verb="timetable.swapped", label=label, expected=expected)


def _edited(
    event: Event,
    key: Key,
    work_out: Callable[[Plan, EventDays], Changes],
    *,
    by: User | None,
    expected: Expected,
    leave_sessions: bool = False,
) -> Written:
    """As a change of this one entry, whatever goes along with it."""
    return rewrite(
        event,
        work_out,
        by=by,
        verb="slot.edited",
        label=label_of(key),
        expected=expected,
        leave_sessions=leave_sessions,
    )


def _later(plan: Plan, days: EventDays, key: Key, changes: Changes) -> Changes:
    old, new = plan[key], changes[key]
    if new is None or new.parent != old.parent or days.day(new.starts_at) != days.day(old.starts_at):
        raise NothingToMove(_("What follows moves along only within a day and within its session."))
    if plan.room_of(old) != plan.room_of(new):
        raise NothingToMove(_("What follows moves along only in the same room."))
    return shifted_after(plan, days, key, new.ends_at - old.ends_at)
