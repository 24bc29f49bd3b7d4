"""Two entries change places; one goes past its neighbour (pure)."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from timetable.plan.days import EventDays
from timetable.plan.entry import Key, Plan, PlanEntry
from timetable.plan.moving import Moved, with_contents
from timetable.plan.neighbours import entry_of, lane, overlap, siblings
from timetable.plan.refusals import CannotHold, InTheWay, NothingToMove


def swapped(plan: Plan, days: EventDays, one: Key, other: Key) -> Moved:
    """Each in the other's place: time, room and block. Both keep their length.

    Of two that follow each other in one place the later one ends where it ended before, so that they do not overlap.
    """
    first, second = sorted((entry_of(plan, one), entry_of(plan, other)), key=lambda each: each.starts_at)
    if first.key == second.key:
        raise NothingToMove(_("Choose two entries to swap."))
    if second.parent == first.key or first.parent == second.key:
        raise CannotHold(_("A session does not swap with what it holds."))
    starts = second.starts_at
    if _are_neighbours(plan, days, first, second):
        starts = second.ends_at - (first.ends_at - first.starts_at)
    return _moved(plan, second, like=first, at=first.starts_at) | _moved(plan, first, like=second, at=starts)


def stepped(plan: Plan, days: EventDays, key: Key, *, up: bool) -> Moved:
    """An entry changes places with the one before (`up`) or after it; where time lies between them, it closes up.

    The rule of Indico: not past a neighbour that runs at the same time as something else.
    """
    entry = entry_of(plan, key)
    others = lane(plan, days, entry)
    if up:
        before = [each for each in others if each.ends_at <= entry.starts_at]
        neighbour = max(before, key=lambda each: (each.ends_at, each.starts_at), default=None)
    else:
        after = [each for each in others if each.starts_at >= entry.ends_at]
        neighbour = min(after, key=lambda each: (each.starts_at, each.ends_at), default=None)
    if neighbour is None:
        said = _("Nothing comes before “%(entry)s”.") if up else _("Nothing comes after “%(entry)s”.")
        raise NothingToMove(said % {"entry": entry.label})
    length = entry.ends_at - entry.starts_at
    if up and neighbour.ends_at != entry.starts_at:
        return _at(plan, entry, neighbour.ends_at)
    if not up and entry.ends_at != neighbour.starts_at:
        return _at(plan, entry, neighbour.starts_at - length)
    _check_alone(plan, days, neighbour, apart_from=entry)
    if up:
        return _at(plan, entry, neighbour.starts_at) | _at(plan, neighbour, neighbour.starts_at + length)
    other_length = neighbour.ends_at - neighbour.starts_at
    return _at(plan, neighbour, entry.starts_at) | _at(plan, entry, entry.starts_at + other_length)


def _moved(plan: Plan, entry: PlanEntry, *, like: PlanEntry, at: datetime) -> Moved:
    new = replace(
        entry,
        starts_at=at,
        ends_at=at + (entry.ends_at - entry.starts_at),
        room=like.room,
        parent=like.parent,
    )
    return with_contents(plan, new)


def _at(plan: Plan, entry: PlanEntry, starts_at: datetime) -> Moved:
    return with_contents(
        plan, replace(entry, starts_at=starts_at, ends_at=starts_at + (entry.ends_at - entry.starts_at))
    )


def _are_neighbours(plan: Plan, days: EventDays, first: PlanEntry, second: PlanEntry) -> bool:
    """Whether they are in one place, one after the other, with nothing between them."""
    if first.ends_at > second.starts_at or first.room != second.room:
        return False
    others = lane(plan, days, first)
    between = [each for each in others if first.ends_at <= each.starts_at < second.starts_at]
    return second in others and all(each.key == second.key for each in between)


def _check_alone(plan: Plan, days: EventDays, entry: PlanEntry, *, apart_from: PlanEntry) -> None:
    said = {"entry": entry.label}
    if entry.is_pinned:
        raise InTheWay(_("“%(entry)s” is pinned. Unpin it first.") % said)
    room = plan.room_of(entry)
    for other in siblings(plan, days, entry):
        meets = room is None or plan.room_of(other) in (room, None) or entry.parent is not None
        if other.key != apart_from.key and meets and overlap(entry, other):
            raise InTheWay(
                _("“%(entry)s” runs at the same time as “%(other)s”. Move one of them by hand.")
                % {**said, "other": other.label}
            )
