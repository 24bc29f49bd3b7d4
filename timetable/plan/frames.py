"""The frame of a day: its breaks, and the blocks of its sessions without talks (pure)."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from timetable.plan.days import EventDays
from timetable.plan.entry import Key, Plan, PlanEntry, moved_by
from timetable.plan.moving import Moved
from timetable.plan.neighbours import on_day, overlap
from timetable.plan.refusals import InTheWay, NothingToMove


def frame_copied(plan: Plan, days: EventDays, *, from_day: date, to_day: date, add: bool) -> Moved:
    """Copies of a day's breaks and blocks on another day, at the same times on the clocks.

    Unless told to `add` them, it refuses where something is at the same time in the same room there: InTheWay.
    """
    if from_day == to_day:
        raise NothingToMove(_("Choose another day to copy to."))
    frame = [entry for entry in on_day(plan, days, from_day) if entry.contribution is None]
    if not frame:
        raise NothingToMove(_("That day has no breaks and no sessions to copy."))
    there = on_day(plan, days, to_day)
    copies: Moved = {}
    for entry in frame:
        copy = _copy(entry, days, to_day, key=_free_key(plan, copies))
        _check_free(plan, copy, [] if add else there)
        copies[copy.key] = copy
        for child in plan.inside(entry.key):
            if child.is_break:
                inner = moved_by(child, copy.starts_at - entry.starts_at)
                key = _free_key(plan, copies)
                copies[key] = replace(inner, key=key, parent=copy.key, is_pinned=False)
    return copies


def _copy(entry: PlanEntry, days: EventDays, day: date, *, key: Key) -> PlanEntry:
    starts_at = days.same_clock(entry.starts_at, day)
    length = entry.ends_at - entry.starts_at
    return replace(entry, key=key, starts_at=starts_at, ends_at=starts_at + length, is_pinned=False)


def _free_key(plan: Plan, copies: Moved) -> Key:
    return min([0, *plan, *copies]) - 1


def _check_free(plan: Plan, copy: PlanEntry, there: list[PlanEntry]) -> None:
    for other in there:
        rooms = {copy.room, other.room}
        if overlap(copy, other) and (len(rooms) == 1 or None in rooms):
            said = {"entry": copy.label, "other": other.label}
            raise InTheWay(
                _(
                    "“%(other)s” is in the way of “%(entry)s” on that day. Move it first, or add the frame anyway."
                )
                % said
            )
