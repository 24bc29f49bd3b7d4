"""Single entries and several, as programs and plain forms change them: all of an act in one step, or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from events.models import Event
from events.operations import lock_event
from timetable.models import Slot
from timetable.operations.acting import Named, kept_in_days, key_of, label_of_all
from timetable.operations.freshness import check_fresh
from timetable.operations.moving import Expected, move_entry
from timetable.operations.rewriting import Written, rewrite
from timetable.operations.slots import edit_slot
from timetable.operations.steps import step
from timetable.plan import Changes, Key, Plan
from timetable.plan.days import EventDays
from timetable.plan.moving import LONGEST, UNSET, Moved, Unset, rearranged
from timetable.plan.neighbours import entry_of
from timetable.refusals import NotThatLong

WORDS = frozenset({"title", "description", "is_pinned"})


@dataclass(frozen=True, slots=True)
class Move:
    """Where one entry goes; what is not given stays. A block takes along what it holds."""

    starts_at: datetime | None = None
    minutes: int | None = None
    room: Named | Unset = UNSET
    parent: Named | Unset = UNSET


def change_entry(
    slot: Slot, *, by: User | None, expected: Expected = None, allow_midnight: bool = False, **values: Any
) -> Written:
    """Words and place of one entry in one step. `shift_later` moves what follows along by as much as its end does.

    Raises what `edit_slot` and `move_entry` raise, and Stale.
    """
    event = slot.event
    words = {name: values.pop(name) for name in WORDS & values.keys()}
    with step(event, "slot.edited", slot.label, by=by):
        lock_event(event)
        check_fresh(event, expected or {})
        notes = edit_slot(slot, by=by, **words).notes if words else []
        written = move_entry(event, slot.pk, by=by, allow_midnight=allow_midnight, **values)
    written.notes[:0] = notes
    return written


def move_many(
    event: Event,
    moves: Mapping[Key, Move],
    *,
    by: User | None,
    allow_midnight: bool = False,
    expected: Expected = None,
) -> Written:
    """Several entries to other starts, rooms, blocks and lengths: all of them, or none.

    What a block holds goes along with it. Raises what `move_entry` raises.
    """

    def work_out(plan: Plan, days: EventDays) -> Changes:
        places = {key: _place(plan, days, key, move) for key, move in moves.items()}
        changes = _resized(rearranged(plan, days, places), moves)
        return kept_in_days(plan, changes, days, allow_midnight=allow_midnight, keep_day=False)

    return rewrite(
        event,
        work_out,
        by=by,
        verb="timetable.rearranged",
        label=ngettext("%(number)d entry", "%(number)d entries", len(moves)) % {"number": len(moves)},
        expected=expected,
        leave_sessions=True,
    )


def remove_entries(
    event: Event, keys: Sequence[Key], *, by: User | None, expected: Expected = None
) -> Written:
    """Out of the timetable; what a block holds goes with it. Raises GoneFromTheTimetable, Stale."""
    return rewrite(
        event,
        lambda plan, _days: {entry_of(plan, key).key: None for key in keys},
        by=by,
        verb="slot.unscheduled",
        label=label_of_all(keys),
        expected=expected,
    )


def pin_entries(
    event: Event, keys: Sequence[Key], *, is_pinned: bool, by: User | None, expected: Expected = None
) -> Written:
    """They stay where they are when a timetable is proposed or tidied, or do not any more. Raises
    GoneFromTheTimetable, Stale.
    """
    return rewrite(
        event,
        lambda plan, _days: {key: replace(entry_of(plan, key), is_pinned=is_pinned) for key in keys},
        by=by,
        verb="slot.edited",
        label=label_of_all(keys),
        expected=expected,
    )


def _place(plan: Plan, days: EventDays, key: Key, move: Move) -> tuple[datetime, Key | None, Key | None]:
    """On another day than its block an entry leaves the block and keeps the room, unless told otherwise."""
    old = entry_of(plan, key)
    start = old.starts_at if move.starts_at is None else move.starts_at
    days.check_calendar(start)
    leaves = old.parent is not None and days.day(start) != days.day(old.starts_at)
    parent = (None if leaves else old.parent) if isinstance(move.parent, Unset) else key_of(move.parent)
    if not isinstance(move.room, Unset):
        return start, key_of(move.room), parent
    return start, plan.room_of(old) if parent is None else old.room, parent


def _resized(changes: Moved, moves: Mapping[Key, Move]) -> Moved:
    for key, move in moves.items():
        entry = changes.get(key)
        if entry is None or move.minutes is None:
            continue
        if not 0 <= move.minutes <= LONGEST:
            raise NotThatLong(_("Give a length from 0 to %(longest)d minutes.") % {"longest": LONGEST})
        changes[key] = replace(entry, ends_at=entry.starts_at + timedelta(minutes=move.minutes))
    return changes
