"""Slots: put things into the timetable, move them, take them out.

What is put beyond its block makes the block longer, what is put beyond the event makes the event longer, and
the person is told; but nothing begins on a day on which its block or the event is not held.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from events.models import Event, EventRoom
from events.operations import lock_event
from journal.operations import differences, record
from kit.words import moment_words
from programme.models import Contribution, Session
from programme.operations import check_same_event, edit_contribution
from programme.refusals import NeedsATitle, TooLong
from timetable.models import Slot
from timetable.operations.placing import check_day, check_minutes, check_parent, extend_block, extend_event
from timetable.operations.steps import step
from timetable.operations.taking_along import take_along
from timetable.plan import PlanEntry
from timetable.refusals import GoneFromTheTimetable
from timetable.signals import slots_moved

EDITABLE = frozenset({"starts_at", "minutes", "room", "parent", "title", "description", "is_pinned"})
TIMES = ("starts_at", "ends_at")
LONGEST_TITLE = 300
LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class Placed:
    """A slot in its place, and sentences that tell the person what else changed."""

    slot: Slot
    notes: list[str]


@transaction.atomic
def schedule_contribution(
    contribution: Contribution,
    *,
    starts_at: datetime,
    by: User | None,
    minutes: int | None = None,
    room: EventRoom | None = None,
    parent: Slot | None = None,
) -> Placed:
    """Give a contribution a (further) slot, of its own length unless told otherwise.

    In a block it joins the block's session; in a poster session it has the whole block's time.
    """
    slot = Slot(event=contribution.event, contribution=contribution, room=room, parent=parent)
    length = contribution.minutes if minutes is None else minutes
    return _schedule(slot, starts_at=starts_at, minutes=length, by=by)


@transaction.atomic
def schedule_session(
    session: Session,
    *,
    starts_at: datetime,
    minutes: int,
    by: User | None,
    room: EventRoom | None = None,
    title: str = "",
) -> Placed:
    """Add a block of a session; a session may have several, each with a title of its own."""
    slot = Slot(event=session.event, session=session, room=room, title=title)
    return _schedule(slot, starts_at=starts_at, minutes=minutes, by=by)


@transaction.atomic
def schedule_break(
    event: Event,
    title: str,
    *,
    starts_at: datetime,
    minutes: int,
    by: User | None,
    room: EventRoom | None = None,
    parent: Slot | None = None,
    description: str = "",
) -> Placed:
    """Add a break, which is anything that is neither a session nor a talk: coffee, lunch, doors open."""
    slot = Slot(event=event, title=title, room=room, parent=parent, description=description)
    return _schedule(slot, starts_at=starts_at, minutes=minutes, by=by)


@transaction.atomic
def edit_slot(slot: Slot, *, by: User | None, **values: Any) -> Placed:
    """Change some of the EDITABLE values. A block takes what it holds along when it starts at another time.

    A contribution is as long as its slot from then on. Raises what scheduling raises, and what a listener of
    `slots_moved` refuses: a room that can not follow, say.
    """
    if unknown := values.keys() - EDITABLE:
        raise TypeError(f"A slot has no editable {', '.join(sorted(unknown))}.")
    with step(slot.event, "slot.edited", slot.label, by=by):
        return _edit(slot, values, by=by)


def _edit(slot: Slot, values: dict[str, Any], *, by: User | None) -> Placed:
    event = lock_event(slot.event)
    _refresh(slot)
    before = (slot.starts_at, slot.room_id)
    changes = _apply(slot, values, event)
    if not changes:
        return Placed(slot, [])
    if slot.is_block:
        take_along(slot, by=slot.starts_at - before[0], room_before=before[1])
    notes = _settle(slot, event, by=by)
    slot.save(update_fields={*changes, *TIMES})
    _follow(slot, changes, by=by)
    record(event.logbook, "slot.edited", by=by, subject=slot, changes=_in_words(changes, event))
    return _placed(slot, notes, by=by)


@transaction.atomic
def unschedule(slot: Slot, *, by: User | None) -> None:
    """Take it out of the timetable; what a block holds goes with it. Talks and sessions themselves stay."""
    with step(slot.event, "slot.unscheduled", slot.label, by=by):
        _take_out(slot, by=by)


def _take_out(slot: Slot, *, by: User | None) -> None:
    event = lock_event(slot.event)
    _refresh(slot)
    label, starts_at = slot.label, slot.starts_at
    inside = ", ".join(child.label for child in slot.children.select_related("contribution", "session"))
    slot.delete()
    changes = {"starts_at": (moment_words(starts_at, zone=event.zone), "")}
    if inside:
        changes["contents"] = (inside, "")
    record(event.logbook, "slot.unscheduled", by=by, subject=label, changes=changes)
    slots_moved.send(sender=Slot, event=event, slot=None, is_new=False, by=by)


def _schedule(slot: Slot, *, starts_at: datetime, minutes: int, by: User | None) -> Placed:
    with step(slot.event, "slot.scheduled", slot.label, by=by):
        return _put_in(slot, starts_at=starts_at, minutes=minutes, by=by)


def _put_in(slot: Slot, *, starts_at: datetime, minutes: int, by: User | None) -> Placed:
    event = lock_event(slot.event)
    _apply(slot, {"starts_at": starts_at, "minutes": minutes}, event)
    notes = _settle(slot, event, by=by)
    slot.save(force_insert=True)
    _follow(slot, {"ends_at": (None, slot.ends_at), "parent": (None, slot.parent)}, by=by)
    changes = {"starts_at": ("", slot.starts_at), "room": ("", slot.room)}
    record(event.logbook, "slot.scheduled", by=by, subject=slot, changes=_in_words(changes, event))
    return _placed(slot, notes, by=by, is_new=True)


def _refresh(slot: Slot) -> None:
    try:
        slot.refresh_from_db()
    except Slot.DoesNotExist as error:
        raise GoneFromTheTimetable(_("Somebody else took this out of the timetable.")) from error


def _apply(slot: Slot, values: dict[str, Any], event: Event) -> dict[str, tuple[Any, Any]]:
    """Set the values on the row (not yet saved) and return the differences."""
    values = dict(values)
    minutes = values.pop("minutes", None)
    if minutes is not None:
        check_minutes(minutes)
        values["ends_at"] = values.get("starts_at", slot.starts_at) + timedelta(minutes=minutes)
    elif "starts_at" in values:
        values["ends_at"] = values["starts_at"] + (slot.ends_at - slot.starts_at)
    check_same_event(event, [slot.room, slot.parent, slot.contribution, slot.session, *values.values()])
    changes = differences(slot, values)
    for name in changes:
        setattr(slot, name, values[name])
    check_texts(slot)
    return changes


def check_texts(slot: Slot | PlanEntry) -> None:
    """Raise NeedsATitle for a break without one, TooLong."""
    if slot.is_break and not slot.title.strip():
        raise NeedsATitle(_("A break needs a title."))
    for text, limit in ((slot.title, LONGEST_TITLE), (slot.description, LONGEST_NOTE)):
        if len(text) > limit:
            raise TooLong(_("The text is too long. The limit is %(limit)d characters.") % {"limit": limit})


def _settle(slot: Slot, event: Event, *, by: User | None) -> list[str]:
    """Check the place of a slot and make room for it around it."""
    notes: list[str] = []
    check_day(slot, event)
    parent = slot.parent
    if parent is not None:
        parent.refresh_from_db()
        check_parent(slot, parent, event)
        if slot.contribution_id is not None and parent.session is not None and parent.session.is_poster:
            slot.starts_at, slot.ends_at = parent.starts_at, parent.ends_at
        notes += extend_block(parent, slot, event)
    return notes + extend_event(event, slot, by=by)


def _follow(slot: Slot, changes: dict[str, tuple[Any, Any]], *, by: User | None) -> None:
    """The contribution joins the session of its block, and lasts as long as its slot."""
    contribution = slot.contribution
    if contribution is None:
        return
    values: dict[str, Any] = {}
    session = slot.parent.session if slot.parent is not None else None
    if session is not None and "parent" in changes:
        values["session"] = session
    if "ends_at" in changes and not (session is not None and session.is_poster):
        values["minutes"] = slot.minutes
    if values:
        edit_contribution(contribution, by=by, **values)


def _placed(slot: Slot, notes: list[str], *, by: User | None, is_new: bool = False) -> Placed:
    slot.refresh_from_db()
    slots_moved.send(sender=Slot, event=slot.event, slot=slot, is_new=is_new, by=by)
    return Placed(slot, notes)


def _in_words(changes: dict[str, tuple[Any, Any]], event: Event) -> dict[str, tuple[Any, Any]]:
    """Moments as the clocks at the event show them; what stayed empty is left out."""
    said = {
        name: tuple(
            moment_words(value, zone=event.zone) if isinstance(value, datetime) else value for value in pair
        )
        for name, pair in changes.items()
    }
    return {
        name: (before, after) for name, (before, after) in said.items() if (before or "") != (after or "")
    }
