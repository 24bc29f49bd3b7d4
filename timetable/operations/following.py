"""How slots follow what happens to talks, sessions and the event."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import ngettext

from accounts.models import User
from events.models import Event
from journal.operations import record
from programme.models import Contribution, Session
from timetable.models import Slot
from timetable.operations.slots import edit_slot
from timetable.operations.steps import step
from timetable.refusals import StillInTheTimetable
from timetable.signals import slots_moved


@transaction.atomic
def follow_length(contribution: Contribution, *, by: User | None) -> None:
    """Its only slot lasts as long as the contribution; with several slots, each keeps its own length."""
    slots = list(contribution.slots.select_related("parent__session__type"))
    if len(slots) != 1 or slots[0].minutes == contribution.minutes:
        return
    parent = slots[0].parent
    if parent is None or parent.session is None or not parent.session.is_poster:
        edit_slot(slots[0], minutes=contribution.minutes, by=by)


@transaction.atomic
def leave_other_sessions(contribution: Contribution, *, by: User | None = None) -> None:
    """Its slots leave the blocks of sessions it does not belong to; they keep their time and room."""
    inside = contribution.slots.filter(parent__isnull=False).select_related("parent__room")
    strangers = list(inside.exclude(parent__session=contribution.session_id))
    if strangers:
        with step(contribution.event, "slot.edited", contribution.title, by=by):
            for slot in strangers:
                _let_out(slot)


@transaction.atomic
def dissolve_blocks(session: Session, *, by: User | None) -> None:
    """The blocks of a session that goes; breaks in them stay at their time and in their room."""
    with step(session.event, "slot.unscheduled", session.title, by=by):
        _dissolve(session, by=by)


def _dissolve(session: Session, *, by: User | None) -> None:
    blocks = list(session.slots.all())
    for slot in Slot.objects.filter(parent__in=blocks).select_related("parent__room"):
        _let_out(slot)
    for block in blocks:
        record(session.event.logbook, "slot.unscheduled", by=by, subject=block)
        block.delete()
    slots_moved.send(sender=Slot, event=session.event, slot=None, is_new=False, by=by)


def check_timetable_fits(event: Event, *, starts_at: datetime, ends_at: datetime) -> None:
    """Raise StillInTheTimetable if an event of these dates would no longer hold what it holds now."""
    shown = Q(contribution__isnull=True) | Q(contribution__deleted_at__isnull=True)
    too_early = Q(starts_at__gte=event.starts_at, starts_at__lt=starts_at)
    too_late = Q(ends_at__lte=event.ends_at, ends_at__gt=ends_at)
    left_out = Slot.objects.filter(shown, too_early | too_late, event=event).in_order()
    count = left_out.count()
    if count:
        first = left_out.select_related("contribution", "session")[0]
        raise StillInTheTimetable(
            ngettext(
                "“%(first)s” is scheduled outside these dates. Move it first.",
                "%(number)d entries, “%(first)s” first, are scheduled outside these dates. Move them first.",
                count,
            )
            % {"number": count, "first": first.label}
        )


def _let_out(slot: Slot) -> None:
    slot.room = slot.room or (slot.parent.room if slot.parent is not None else None)
    slot.parent = None
    slot.save(update_fields=["room", "parent"])
