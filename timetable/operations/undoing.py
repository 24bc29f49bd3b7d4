"""Undo and redo: of one's own acts in the timetable, as long as nobody changed the same entries since."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from events.models import Event
from events.operations import lock_event
from timetable.models import Step
from timetable.operations.rewriting import Written, write_plan
from timetable.operations.steps import (
    changes_of,
    check_untouched,
    last_step,
    mark_done,
    mark_undone,
    next_step,
    quiet_step,
)
from timetable.operations.whole import VERB as WHOLE_EVENT
from timetable.operations.whole import move_event
from timetable.plan import plan_of
from timetable.plan.days import EventDays
from timetable.refusals import CannotUndo


@transaction.atomic
def undo(event: Event, *, by: User, chosen: Step | None = None) -> Written:
    """Take back the person's newest act, or the one given (anybody's). Raises CannotUndo."""
    event = lock_event(event)
    chosen = chosen or last_step(event, by=by)
    if chosen is None or chosen.undone_at is not None:
        raise CannotUndo(_("There is nothing to undo."))
    check_untouched(chosen, plan_of(event), back=True)
    written = _apply(event, chosen, back=True, by=by)
    mark_undone(chosen, by=by)
    return written


@transaction.atomic
def redo(event: Event, *, by: User) -> Written:
    """Do again what the person undid last. Raises CannotUndo."""
    event = lock_event(event)
    chosen = next_step(event, by=by)
    if chosen is None:
        raise CannotUndo(_("There is nothing to do again."))
    check_untouched(chosen, plan_of(event), back=False)
    written = _apply(event, chosen, back=False, by=by)
    mark_done(chosen)
    return written


def _apply(event: Event, chosen: Step, *, back: bool, by: User) -> Written:
    verb = "timetable.undone" if back else "timetable.redone"
    with quiet_step(event):
        if chosen.verb == WHOLE_EVENT:
            return _move_back(event, chosen, back=back, by=by)
        return write_plan(event, changes_of(chosen, back=back), by=by, verb=verb, label=chosen.label)


def _move_back(event: Event, chosen: Step, *, back: bool, by: User) -> Written:
    """The event with all that is in it goes as far as the act moved it, the other way where it is undone."""
    there, here = changes_of(chosen, back=back), changes_of(chosen, back=not back)
    pairs = ((here[key], there[key]) for key in there)
    days = EventDays.of(event)
    distance = next(
        (
            days.distance(one.starts_at, other.starts_at)
            for one, other in pairs
            if one and other and not one.parent
        ),
        timedelta(0),
    )
    return move_event(event, starts_at=days.later(event.starts_at, distance), by=by, exactly=there)
