"""What follows in a plan from changes to some entries: blocks hold what is put into them (pure)."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from timetable.plan.days import EventDays
from timetable.plan.entry import Changes, Key, Plan, PlanEntry
from timetable.plan.refusals import (
    CannotHold,
    GoneFromTheTimetable,
    NotThatLong,
    OutsideTheBlock,
    OutsideTheEvent,
)

LONGEST_SECONDS = 24 * 60 * 60


def grown(before: Plan, changes: Changes, *, posters: Collection[Key]) -> tuple[Plan, list[PlanEntry]]:
    """The plan with these changes and all that follows from them, and the blocks that grew.

    What is inside a block that goes, goes. A block grows around what is put into it, unless it is made shorter by
    the same changes. Talks in the blocks of `posters` (sessions) have the whole time of the block.
    """
    wanted = _without_orphans(before.changed(changes), changes)
    if not any(entry.parent is not None or entry.is_block for entry in changes.values() if entry):
        return wanted, []
    inside = _by_block(wanted, changes)
    follow: dict[Key, PlanEntry | None] = {}
    longer: list[PlanEntry] = []
    for key, children in inside.items():
        block = wanted.get(key)
        if block is None:
            raise GoneFromTheTimetable(
                _("The session around “%(entry)s” is not in the timetable.") % {"entry": children[0].label}
            )
        if block.is_block and block.session in posters:
            _fill(follow, block, children)
            children = [child for child in children if child.contribution is None]
        put_in = [child for child in children if child.key in changes and child.key != key]
        around = _around(block, put_in)
        if not around.same_place(block) and not _is_shorter(before.get(key), block):
            follow[key] = around
            if block.is_block:
                longer.append(around)
    for key in [key for key, entry in follow.items() if entry and entry.is_block]:
        if wanted[key].session in posters:
            _fill(follow, follow[key] or wanted[key], inside[key])
    return wanted.changed(follow), longer


def check_places(wanted: Plan, moved: Collection[Key], days: EventDays) -> None:
    """Raise what stands against the new places of these entries: NotThatLong, OutsideTheEvent, CannotHold,
    OutsideTheBlock (also for what a moved block holds).
    """
    whole = days.whole
    touched = set(moved)
    for entry in wanted.values():
        if entry.key in touched:
            _check_time(entry, days, is_held=whole.starts_at <= entry.starts_at < whole.ends_at)
        if entry.parent is not None and (entry.key in touched or entry.parent in touched):
            _check_inside(entry, wanted.get(entry.parent), days)


def _without_orphans(wanted: Plan, changes: Changes) -> Plan:
    gone = {key for key, entry in changes.items() if entry is None}
    if not gone:
        return wanted
    return Plan.of(entry for entry in wanted.values() if entry.parent not in gone or entry.key in changes)


def _by_block(wanted: Plan, changes: Changes) -> dict[Key, list[PlanEntry]]:
    """What lies in the blocks that change, or in which something changes."""
    concerned = {entry.parent for entry in changes.values() if entry}
    concerned |= {key for key, entry in changes.items() if entry and entry.is_block}
    inside: dict[Key, list[PlanEntry]] = {}
    for entry in wanted.values():
        if entry.parent is not None and entry.parent in concerned:
            inside.setdefault(entry.parent, []).append(entry)
    return inside


def _fill(follow: dict[Key, PlanEntry | None], block: PlanEntry, children: Iterable[PlanEntry]) -> None:
    for child in children:
        if child.contribution is not None:
            follow[child.key] = replace(child, starts_at=block.starts_at, ends_at=block.ends_at)


def _around(block: PlanEntry, children: Iterable[PlanEntry]) -> PlanEntry:
    starts_at, ends_at = block.starts_at, block.ends_at
    for child in children:
        starts_at, ends_at = min(starts_at, child.starts_at), max(ends_at, child.ends_at)
    return replace(block, starts_at=starts_at, ends_at=ends_at)


def _is_shorter(old: PlanEntry | None, new: PlanEntry) -> bool:
    return old is not None and new.ends_at - new.starts_at < old.ends_at - old.starts_at


def _check_time(entry: PlanEntry, days: EventDays, *, is_held: bool) -> None:
    said = {"entry": entry.label or entry.title}
    if not 0 <= (entry.ends_at - entry.starts_at).total_seconds() <= LONGEST_SECONDS:
        raise NotThatLong(_("“%(entry)s” would last less than nothing, or more than a day.") % said)
    if not is_held:
        said["day"] = days.said(entry.starts_at)
        raise OutsideTheEvent(
            _("“%(entry)s” can not be on %(day)s: the event is not held then. Change its dates first.") % said
        )


def _check_inside(entry: PlanEntry, block: PlanEntry | None, days: EventDays) -> None:
    said = {"entry": entry.label or entry.title}
    if block is None or not block.is_block or entry.is_block:
        raise CannotHold(_("Only a session in the timetable can hold talks and breaks."))
    said["block"] = block.label
    if entry.starts_at < block.starts_at or entry.ends_at > block.ends_at:
        raise OutsideTheBlock(
            _(
                "“%(entry)s” would lie outside “%(block)s”. Move the session too, or take it out of the session."
            )
            % said
        )
    if days.day(entry.starts_at) != days.day(block.starts_at):
        raise OutsideTheBlock(
            _("“%(block)s” is on another day than “%(entry)s”. Choose that day, or leave the session.") % said
        )
