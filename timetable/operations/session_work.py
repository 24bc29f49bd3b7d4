"""What coordinators do in the timetable of their session, and in no other.

Each act is done by the operation organisers use, and afterwards the whole timetable is compared with what it was: if
anything but this session changed, or the event became longer, nothing has happened (Indico moves foreign blocks here).
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from events.models import Event, EventRoom
from events.operations import lock_event
from events.permissions import can_manage_event
from kit.refusals import Refused
from programme.models import Contribution, Session
from programme.operations import edit_contribution
from timetable.models import Slot
from timetable.operations.freshness import check_fresh
from timetable.operations.moving import swap_neighbour
from timetable.operations.slots import Placed, edit_slot, schedule_contribution, schedule_session, unschedule
from timetable.operations.undoing import undo
from timetable.permissions import talks_open_to
from timetable.plan import Plan, PlanEntry, differing, plan_of
from timetable.refusals import CannotHold, CannotUndo, NotOfThisSession, OutsideTheBlock, OutsideTheEvent

Expected = Mapping[int, int] | None
TALK_FIELDS = frozenset({"title", "abstract", "minutes"})


def add_block(
    session: Session,
    *,
    by: User,
    starts_at: datetime,
    minutes: int,
    room: EventRoom | None = None,
    title: str = "",
) -> Placed:
    """One more block of the session. Raises what `schedule_session` raises, OutsideTheEvent."""
    with within_session(session, by=by, may_grow=True):
        return schedule_session(session, starts_at=starts_at, minutes=minutes, room=room, title=title, by=by)


def change_block(
    block: Slot, *, session: Session, by: User, expected: Expected = None, **values: Any
) -> Placed:
    """Another start, length, room or title for a block; it takes along what it holds."""
    with within_session(session, by=by, may_grow=True, expected=expected):
        _check_own(session, block)
        return edit_slot(block, by=by, **values)


def remove_block(block: Slot, *, session: Session, by: User, expected: Expected = None) -> None:
    """Take out a block that holds nothing. Raises CannotHold while it does."""
    with within_session(session, by=by, may_grow=True, expected=expected):
        _check_own(session, block)
        if block.children.exists():
            raise CannotHold(_("The block still holds something. Take that out first."))
        unschedule(block, by=by)


def place_talk(
    talk: Contribution,
    block: Slot,
    *,
    session: Session,
    by: User,
    may_grow: bool,
    starts_at: datetime | None = None,
    minutes: int | None = None,
) -> Placed:
    """A talk of the session into one of its blocks, after what is there unless a start is given.

    `may_grow`: the block may become longer for it.
    """
    with within_session(session, by=by, may_grow=may_grow):
        _check_own(session, block)
        if talk.session_id != session.pk:
            raise NotOfThisSession(_("“%(talk)s” is not of this session.") % {"talk": talk})
        start = _end_of(block) if starts_at is None else starts_at
        return schedule_contribution(talk, starts_at=start, minutes=minutes, parent=block, by=by)


def move_talk(
    slot: Slot, *, session: Session, by: User, may_grow: bool, expected: Expected = None, **values: Any
) -> Placed:
    """Another start, length or block of the session for a talk in it. Refused like `place_talk`."""
    with within_session(session, by=by, may_grow=may_grow, expected=expected):
        _check_inside(session, slot)
        if "parent" in values:
            _check_own(session, values["parent"])
        return edit_slot(slot, by=by, **values)


def step_talk(slot: Slot, *, session: Session, by: User, up: bool, expected: Expected = None) -> None:
    """A talk goes past its neighbour in the block. Raises NothingToMove, InTheWay, NotOfThisSession."""
    with within_session(session, by=by, may_grow=False, expected=expected):
        _check_inside(session, slot)
        if _hides_something(session, slot.parent_id, by=by):
            raise NotOfThisSession(
                _("This block holds something you may not see. Ask the organisers to change the order.")
            )
        swap_neighbour(session.event, slot.pk, up=up, by=by)


def take_talk_out(slot: Slot, *, session: Session, by: User, expected: Expected = None) -> None:
    """It waits among the talks of the session without a time."""
    with within_session(session, by=by, may_grow=False, expected=expected):
        _check_inside(session, slot)
        unschedule(slot, by=by)


def edit_talk(talk: Contribution, *, session: Session, by: User, may_grow: bool, **values: Any) -> None:
    """Title, abstract and length of a talk of the session; its only slot lasts as long."""
    if unknown := values.keys() - TALK_FIELDS:
        raise TypeError(f"Coordinators do not edit {', '.join(sorted(unknown))}.")
    with within_session(session, by=by, may_grow=may_grow):
        if talk.session_id != session.pk:
            raise NotOfThisSession(_("“%(talk)s” is not of this session.") % {"talk": talk})
        edit_contribution(talk, by=by, **values)


def undo_in_session(session: Session, *, by: User, may_grow: bool) -> None:
    """The person's own last act, if it was in this session. Raises CannotUndo.

    Why not is only for those who run the event: it would name what others did, also to what the person may not see.
    """
    with within_session(session, by=by, may_grow=may_grow):
        try:
            undo(session.event, by=by)
        except Refused as refusal:
            if can_manage_event(by, session.event):
                raise
            raise CannotUndo(
                _(
                    "There is nothing here that you could undo: it was undone, or somebody changed the same since."
                )
            ) from refusal


@contextmanager
def within_session(
    session: Session, *, by: User, may_grow: bool, expected: Expected = None
) -> Iterator[None]:
    """Do something as somebody who works on this session, and take it back if anything else changed by it.

    Raises NotOfThisSession, OutsideTheEvent, Stale, and without `may_grow` OutsideTheBlock.
    """
    with transaction.atomic():
        event = lock_event(session.event)
        check_fresh(event, expected or {})
        before, dates = plan_of(event), (event.starts_at, event.ends_at)
        try:
            yield
        except OutsideTheBlock:
            if _hides_something(session, None, by=by):  # the refusal would name what they may not see
                raise OutsideTheBlock(_("What the block holds would no longer fit into it.")) from None
            raise
        _check_nothing_else(event, session, before, plan_of(event), may_grow=may_grow)
        if (event.starts_at, event.ends_at) != dates or _dates(event) != dates:
            raise OutsideTheEvent(
                _("That is outside the times of the event, which only its organisers change.")
            )


def _dates(event: Event) -> tuple[datetime, datetime]:
    return Event.objects.values_list("starts_at", "ends_at").get(pk=event.pk)


def _check_nothing_else(event: Event, session: Session, before: Plan, after: Plan, *, may_grow: bool) -> None:
    talks = set(Contribution.objects.filter(session=session).values_list("pk", flat=True))
    blocks = {key for plan in (before, after) for key, entry in plan.items() if entry.session == session.pk}
    for key in differing(before, after):
        for entry in (before.get(key), after.get(key)):
            if entry is not None and not _is_of(entry, session, blocks, talks):
                raise NotOfThisSession(_("That would change something that is not of this session."))
        if not may_grow and key in blocks and _span(before.get(key)) != _span(after.get(key)):
            raise OutsideTheBlock(
                _("It does not fit into the session's time, which only the organisers change.")
            )


def _is_of(entry: PlanEntry, session: Session, blocks: set[int], talks: set[int]) -> bool:
    return entry.session == session.pk or entry.parent in blocks or entry.contribution in talks


def _span(entry: PlanEntry | None) -> tuple[datetime, datetime] | None:
    return (entry.starts_at, entry.ends_at) if entry is not None else None


def _check_own(session: Session, block: Slot) -> None:
    if block.session_id != session.pk:
        raise NotOfThisSession(_("This block is not of this session."))


def _check_inside(session: Session, slot: Slot) -> None:
    if slot.parent is None or slot.parent.session_id != session.pk:
        raise NotOfThisSession(_("“%(entry)s” is not in a block of this session.") % {"entry": slot.label})


def _hides_something(session: Session, block: int | None, *, by: User) -> bool:
    """Whether the blocks of the session (or the one) hold a talk the person may not see."""
    inside = Slot.objects.filter(parent__session=session, contribution__isnull=False)
    if block is not None:
        inside = inside.filter(parent=block)
    return inside.exclude(contribution__in=talks_open_to(by, session)).exists()


def _end_of(block: Slot) -> datetime:
    """Where the next talk goes; posters hang all the time."""
    if block.session is not None and block.session.is_poster:
        return block.starts_at
    return max((slot.ends_at for slot in block.children.all()), default=block.starts_at)
