"""Where a slot fits: in its block, in the days of its event; and what grows to hold it."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from accounts.models import User
from events.models import Event
from events.operations import edit_event
from kit.moments import day_of
from kit.words import clock_words, day_words, moment_words, today_in
from timetable.models import Slot
from timetable.refusals import CannotHold, NotThatLong, OutsideTheBlock, OutsideTheEvent

LONGEST = 24 * 60
"""Minutes of the longest slot."""


def check_minutes(minutes: int) -> None:
    """Raise NotThatLong for less than nothing or more than a day; nothing at all is an announcement."""
    if not 0 <= minutes <= LONGEST:
        raise NotThatLong(_("Give a length from 0 to %(longest)d minutes.") % {"longest": LONGEST})


def check_day(slot: Slot, event: Event) -> None:
    """Raise OutsideTheEvent unless the slot begins on a day of the event's programme."""
    day = _day(slot.starts_at, event)
    last_moment = max(event.starts_at, event.ends_at - timedelta(microseconds=1))
    if not _day(event.starts_at, event) <= day <= _day(last_moment, event):
        said = {"day": day_words(day, today=today_in(event.zone))}
        raise OutsideTheEvent(_("The event is not held on %(day)s. Change its dates first.") % said)


def check_parent(slot: Slot, parent: Slot, event: Event) -> None:
    """Raise unless the block may hold the slot: CannotHold, or OutsideTheBlock for another day."""
    if parent.event_id != event.pk or not parent.is_block or slot.is_block:
        raise CannotHold(_("Only a session in the timetable can hold talks and breaks."))
    if _day(slot.starts_at, event) != _day(parent.starts_at, event):
        raise OutsideTheBlock(
            _("“%(block)s” is on another day. Choose that day, or leave the session.")
            % {"block": parent.label}
        )


def extend_block(block: Slot, around: Slot, event: Event) -> list[str]:
    """Make a block long enough for a slot in it; returns what to tell the person."""
    starts_at, ends_at = min(block.starts_at, around.starts_at), max(block.ends_at, around.ends_at)
    if (starts_at, ends_at) == (block.starts_at, block.ends_at):
        return []
    block.starts_at, block.ends_at = starts_at, ends_at
    block.save(update_fields=["starts_at", "ends_at"])
    said = {
        "block": block.label,
        "start": clock_words(starts_at, zone=event.zone),
        "end": clock_words(ends_at, zone=event.zone),
    }
    return [_("“%(block)s” now runs from %(start)s to %(end)s.") % said]


def extend_event(event: Event, around: Slot, *, by: User | None) -> list[str]:
    """Make the event long enough for a slot of one of its days; returns what to tell the person."""
    notes = []
    if around.starts_at < event.starts_at:
        edit_event(event, by=by, starts_at=around.starts_at)
        notes.append(_("The event now starts on %(moment)s.") % {"moment": _said(event.starts_at, event)})
    if around.ends_at > event.ends_at:
        edit_event(event, by=by, ends_at=around.ends_at)
        notes.append(_("The event now ends on %(moment)s.") % {"moment": _said(event.ends_at, event)})
    return notes


def _day(moment: datetime, event: Event) -> date:
    return day_of(moment, event.zone, event.day_change)


def _said(moment: datetime, event: Event) -> str:
    return moment_words(moment, zone=event.zone)
