"""Tidying a stretch of a timetable: one after the other with equal gaps, as long as there is room, blocks as long as
what they hold (pure).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from timetable.plan.days import EventDays
from timetable.plan.entry import Key, Plan, PlanEntry, moved_by
from timetable.plan.moving import Moved, with_contents
from timetable.plan.neighbours import entry_of, on_day, overlap, shares_place
from timetable.plan.refusals import CannotHold, NothingToMove, NotThatLong

Order = tuple[datetime, int, Key]

LONGEST_GAP = 240
SHORTEST = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Scope:
    """What is tidied: the top level of a day, of it the blocks of one `session`, or what one `block` holds."""

    day: date
    block: Key | None = None
    session: Key | None = None


class Starts:
    """When the next thing begins after an entry, in its place: in its own room, or a break or plenary for all."""

    def __init__(self, plan: Plan, entries: Sequence[PlanEntry]) -> None:
        self.plan = plan
        self.by_room: dict[Key | None, list[Order]] = {}
        for entry in entries:
            if entry.starts_at < entry.ends_at:
                self.by_room.setdefault(plan.room_of(entry), []).append(_order(entry))
        for orders in self.by_room.values():
            orders.sort()

    def after(self, entry: PlanEntry) -> datetime | None:
        """In its own room what is next in order, even when it begins too early; elsewhere what begins after its end."""
        room = self.plan.room_of(entry)
        found = [self._first(room, _order(entry), strictly=True)]
        others = [each for each in self.by_room if each != room and None in (each, room)]
        found += [self._first(each, (entry.ends_at,), strictly=False) for each in others]
        return min((start for start in found if start is not None), default=None)

    def _first(self, room: Key | None, order: tuple[Any, ...], *, strictly: bool) -> datetime | None:
        orders = self.by_room.get(room, [])
        index = (bisect_right if strictly else bisect_left)(orders, order)
        return orders[index][0] if index < len(orders) else None


def compacted(plan: Plan, days: EventDays, scope: Scope, gap_minutes: int) -> Moved:
    """One after the other, `gap_minutes` apart. What runs at the same time stays together as it is.

    A day begins when the event does (or with its first entry, where that is earlier), blocks of a session with the
    first, the inside of a block with the block. What is pinned, or not in the scope, stays and is not run into.
    """
    entries, others = _entries(plan, days, scope)
    gap = _gap(gap_minutes)
    changes: Moved = {}
    cursor = _start(plan, days, scope, entries)
    for group in _groups(entries):
        delta = _free_from(plan, group, others, cursor - group[0].starts_at, gap)
        if delta:
            for entry in group:
                changes |= with_contents(plan, moved_by(entry, delta))
        cursor = max(entry.ends_at for entry in group) + delta + gap
    return changes


def stretched(plan: Plan, days: EventDays, scope: Scope, gap_minutes: int) -> Moved:
    """Each entry as long as it can be: until `gap_minutes` before the next in its place. The last keeps its length.

    Raises NotThatLong where less than a minute would be left.
    """
    entries, others = _entries(plan, days, scope)
    own, foreign = Starts(plan, entries), Starts(plan, others)
    gap = _gap(gap_minutes)
    changes: Moved = {}
    for entry in entries:
        if entry.starts_at == entry.ends_at:
            continue
        next_start = own.after(entry)
        if next_start is None:
            continue
        ends_at = min(next_start, foreign.after(entry) or next_start) - gap
        if ends_at - entry.starts_at < SHORTEST:
            raise NotThatLong(
                _("With this gap, less than a minute would be left for “%(entry)s”.") % {"entry": entry.label}
            )
        if ends_at != entry.ends_at:
            changes[entry.key] = replace(entry, ends_at=ends_at)
    return changes


def fitted(plan: Plan, key: Key) -> Moved:
    """A block from the start of the first to the end of the last thing in it."""
    block, inside = plan[_block(plan, key)], plan.inside(key)
    if not inside:
        raise NothingToMove(_("“%(entry)s” holds nothing that it could fit.") % {"entry": block.label})
    starts_at, ends_at = min(each.starts_at for each in inside), max(each.ends_at for each in inside)
    if (starts_at, ends_at) == (block.starts_at, block.ends_at):
        return {}
    return {key: replace(block, starts_at=starts_at, ends_at=ends_at)}


def fitted_all(plan: Plan, days: EventDays, scope: Scope) -> Moved:
    """The blocks of a scope that hold something, as long as that."""
    keys = {entry.parent for entry in plan.values()}
    blocks = [plan[_block(plan, scope.block)]] if scope.block is not None else _entries(plan, days, scope)[0]
    changes: Moved = {}
    for block in blocks:
        if block.is_block and block.key in keys:
            changes |= fitted(plan, block.key)
    return changes


def _entries(plan: Plan, days: EventDays, scope: Scope) -> tuple[list[PlanEntry], list[PlanEntry]]:
    """What the act is about, and what else is at the same level."""
    level = on_day(plan, days, scope.day) if scope.block is None else plan.inside(_block(plan, scope.block))
    chosen = [
        entry
        for entry in level
        if not entry.is_pinned and (scope.session is None or entry.session == scope.session)
    ]
    keys = {entry.key for entry in chosen}
    return chosen, [entry for entry in level if entry.key not in keys]


def _block(plan: Plan, key: Key) -> Key:
    block = entry_of(plan, key)
    if not block.is_block:
        raise CannotHold(_("“%(entry)s” is not a session, so it holds nothing.") % {"entry": block.label})
    return key


def _start(plan: Plan, days: EventDays, scope: Scope, entries: Sequence[PlanEntry]) -> datetime:
    if scope.block is not None:
        return plan[scope.block].starts_at
    first = entries[0].starts_at if entries else days.starts_at
    if scope.session is not None:
        return first
    return min(first, days.same_clock(days.starts_at, scope.day))


def _groups(entries: Sequence[PlanEntry]) -> list[list[PlanEntry]]:
    """Entries that run at the same time, directly or by way of others; an announcement goes with what it announces."""
    groups: list[list[PlanEntry]] = []
    end: datetime | None = None
    for entry in sorted(entries, key=lambda each: (each.starts_at, each.ends_at)):
        if end is not None and (entry.starts_at < end or entry.starts_at == groups[-1][0].starts_at):
            groups[-1].append(entry)
            end = max(end, entry.ends_at)
        else:
            groups.append([entry])
            end = entry.ends_at
    return groups


def _free_from(
    plan: Plan, group: Sequence[PlanEntry], others: Sequence[PlanEntry], delta: timedelta, gap: timedelta
) -> timedelta:
    """How far the group goes so that it runs into nothing that stays and that it does not run into already."""
    pairs = [
        (entry, other)
        for other in others
        for entry in group
        if shares_place(plan, entry, other) and not overlap(entry, other)
    ]
    for _turn in range(len(pairs) + 1):
        hit = next((pair for pair in pairs if overlap(moved_by(pair[0], delta), pair[1])), None)
        if hit is None:
            break
        delta = hit[1].ends_at + gap - hit[0].starts_at
    return delta


def _order(entry: PlanEntry) -> Order:
    return entry.starts_at, entry.position, entry.key


def _gap(minutes: int) -> timedelta:
    if not 0 <= minutes <= LONGEST_GAP:
        raise NotThatLong(_("Give a gap from 0 to %(longest)d minutes.") % {"longest": LONGEST_GAP})
    return timedelta(minutes=minutes)
