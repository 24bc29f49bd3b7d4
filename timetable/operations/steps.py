"""Steps: what an act did to the working timetable is kept, so that it can be undone, by whom it concerns.

Every operation that changes working slots does so inside `step(…)`. The plan is read before and after, so a step
knows all that followed from the act: a block that grew, what moved along.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from events.models import Event
from events.operations import lock_event
from timetable.models import Step
from timetable.plan import Plan, PlanEntry, as_json, differing, from_json, plan_of
from timetable.refusals import CannotUndo

LONGEST_LABEL = 300

_under_way: ContextVar[int | None] = ContextVar("step_under_way", default=None)


@dataclass(slots=True)
class Act:
    """An act under way: the event, locked, the plan as it was, and as it is afterwards, if somebody knows already."""

    event: Event
    label: str
    before: Plan
    after: Plan | None = None


@contextmanager
def step(event: Event, verb: str, label: str, *, by: User | None) -> Iterator[Act | None]:
    """Do something to the timetable as one act; `verb` is that of the log. Acts inside belong to the outermost,
    which alone gets an Act.
    """
    if _under_way.get() == event.pk:
        yield None
        return
    with transaction.atomic():
        locked = lock_event(event)
        act = Act(locked, label, plan_of(locked))
        token = _under_way.set(event.pk)
        try:
            yield act
        finally:
            _under_way.reset(token)
        _keep(event, verb, act.label, before=act.before, after=act.after or plan_of(event), by=by)


def last_step(event: Event, *, by: User) -> Step | None:
    """What the person would undo: the newest of their own acts that is not undone."""
    return Step.objects.filter(event=event, by=by).done().first()


def next_step(event: Event, *, by: User) -> Step | None:
    """What the person would do again: the one they undid last, unless they did something else since."""
    return next_after(last_step(event, by=by), event, by=by)


def next_after(last: Step | None, event: Event, *, by: User) -> Step | None:
    """The same, if it is known what they would undo."""
    undone = Step.objects.filter(event=event, by=by, undone_at__isnull=False, pk__gt=last.pk if last else 0)
    return undone.order_by("pk").first()


def changes_of(chosen: Step, *, back: bool) -> dict[int, PlanEntry | None]:
    """What undoing it (`back`), or doing it again, makes of each entry."""
    return {int(key): _entry(value) for key, value in (chosen.before if back else chosen.after).items()}


def check_untouched(chosen: Step, plan: Plan, *, back: bool) -> None:
    """Raise CannotUndo if an entry is not as the act left it (or, for doing it again, as it found it)."""
    left = changes_of(chosen, back=not back)
    touched = [key for key, entry in left.items() if not _is_as(plan.get(key), entry)]
    if not touched:
        return
    keys = [str(key) for key in touched]
    newer = Step.objects.filter(event=chosen.event_id, pk__gt=chosen.pk, after__has_any_keys=keys).done()
    later = newer.select_related("by").first()
    entry = plan.get(touched[0]) or left[touched[0]]
    said = {"entry": entry.label if entry else chosen.label}
    if later is not None and later.by is not None and later.by_id != chosen.by_id:
        said["person"] = str(later.by)
        raise CannotUndo(
            _("%(person)s has changed “%(entry)s” since. Undo that first, or move it by hand.") % said
        )
    raise CannotUndo(_("“%(entry)s” has changed since. Undo the later change first.") % said)


def mark_undone(chosen: Step, *, by: User | None) -> None:
    """It can be done again from now on."""
    chosen.undone_at, chosen.undone_by = timezone.now(), by
    chosen.save(update_fields=["undone_at", "undone_by"])


def mark_done(chosen: Step) -> None:
    """It can be undone again from now on."""
    chosen.undone_at = chosen.undone_by = None
    chosen.save(update_fields=["undone_at", "undone_by"])


@contextmanager
def quiet_step(event: Event) -> Iterator[None]:
    """For undo itself: acts inside leave no step of their own."""
    token = _under_way.set(event.pk)
    try:
        yield
    finally:
        _under_way.reset(token)


def _keep(event: Event, verb: str, label: str, *, before: Plan, after: Plan, by: User | None) -> None:
    keys = differing(before, after)
    if keys:
        Step.objects.create(
            event=event,
            verb=verb,
            label=label[:LONGEST_LABEL],
            before={str(key): _json(before.get(key)) for key in keys},
            after={str(key): _json(after.get(key)) for key in keys},
            by=by,
        )


def _json(entry: PlanEntry | None) -> dict[str, Any] | None:
    return None if entry is None else as_json(entry)


def _entry(value: dict[str, Any] | None) -> PlanEntry | None:
    return None if value is None else from_json(value)


def _is_as(one: PlanEntry | None, other: PlanEntry | None) -> bool:
    return one is None if other is None else other.same_place(one)
