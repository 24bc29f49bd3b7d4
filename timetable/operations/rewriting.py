"""Put several entries of the working timetable into other places at once: everything, or nothing.

Undo, roll-back, fixes of conflicts, proposals and all acts on many entries end here: they work out what the
entries become as plain values, and this writes it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from events.models import Event, EventRoom
from events.operations import lock_event
from journal.operations import record
from kit.words import moment_words
from programme.models import Contribution, Session
from programme.operations import edit_contribution
from timetable.models import Slot
from timetable.operations.freshness import check_fresh
from timetable.operations.placing import extend_event
from timetable.operations.slot_rows import take_deleted_along, write_rows
from timetable.operations.slots import check_texts
from timetable.operations.steps import step
from timetable.plan import Changes, Key, Plan, PlanEntry, moved_by, plan_after, plan_of
from timetable.plan.days import EventDays
from timetable.plan.growing import check_places, grown
from timetable.refusals import GoneFromTheTimetable
from timetable.signals import slots_moved

__all__ = ["Changes", "Written", "moved_by", "rewrite", "write_plan"]


@dataclass(slots=True)
class Written:
    """The plan as it is now, the ids of entries that had none, and sentences on what else changed."""

    plan: Plan
    made: dict[Key, Key] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def write_plan(event: Event, changes: Changes, *, by: User | None, verb: str, label: str) -> Written:
    """Make these entries what they should be; None takes one out, with what a block still holds then.

    A block grows around what is put into it, and the event around what is put beyond it. `verb` and `label` are for
    the log and for undo. Raises what placing a single entry raises, GoneFromTheTimetable for rooms, talks or sessions
    that are not there any more, and what a listener of `slots_moved` refuses.
    """
    return rewrite(event, lambda _plan, _days: changes, by=by, verb=verb, label=label)


def rewrite(
    event: Event,
    work_out: Callable[[Plan, EventDays], Changes],
    *,
    by: User | None,
    verb: str,
    label: str | Callable[[Plan], str],
    expected: Mapping[int, int] | None = None,
    leave_sessions: bool = False,
    dates: EventDays | None = None,
) -> Written:
    """The same for changes that are worked out from the timetable as it is, while nobody else writes to it.

    `expected`: the revisions the person saw (see `check_fresh`). With `leave_sessions`, a talk that leaves its block
    for another day leaves the session too. With `dates`, the event is held then from now on, which the caller sees to.
    """
    said = label if isinstance(label, str) else ""
    with transaction.atomic(), step(event, verb, said, by=by) as act:
        event = act.event if act else lock_event(event)
        check_fresh(event, expected or {})
        before = act.before if act else plan_of(event)
        changes = work_out(before, EventDays.of(event))
        said = label if isinstance(label, str) else label(before)
        written = _written(event, before, changes, dates, by=by)
        if written is None:
            return Written(before)
        others = _follow(event, written, before, leave_sessions=leave_sessions, by=by)
        _record(event, before, written, by=by, verb=verb, label=said)
        if others:
            event.refresh_from_db()
        _tell(event, written, by=by)
        touched = written.moved.keys() | written.gone
        after = plan_of(event) if others else plan_after(event, before, touched)
        if act:
            act.label, act.after = said, after
        return Written(after, written.made, written.notes)


@dataclass(slots=True)
class _Written:
    """What was written: entries in other places (with the ids they have now), the ids that are gone."""

    moved: dict[Key, PlanEntry]
    gone: set[Key]
    made: dict[Key, Key]
    notes: list[str]


def _written(
    event: Event, before: Plan, changes: Changes, dates: EventDays | None, *, by: User | None
) -> _Written | None:
    """Write the rows; None when nothing is in another place."""
    wanted, longer = grown(before, changes, posters=_posters(event, changes))
    moved = {key: entry for key, entry in wanted.items() if not entry.same_place(before.get(key))}
    gone = before.keys() - wanted.keys()
    if not moved and not gone:
        return None
    _check(event, before, wanted, moved, dates or EventDays.of(event))
    made = write_rows(event, before, moved)
    take_deleted_along(event, before, moved)
    Slot.objects.filter(event=event, pk__in=gone).delete()
    notes = [_longer_words(entry) for entry in longer]
    notes += _extend(event, moved.values(), by=by) if dates is None else []
    return _Written({made.get(key, key): entry for key, entry in moved.items()}, gone, made, notes)


def _posters(event: Event, changes: Changes) -> set[Key]:
    """The poster sessions, where a block or something in one changes."""
    entries = [entry for entry in changes.values() if entry]
    if not any(entry.is_block or entry.parent is not None for entry in entries):
        return set()
    return set(Session.objects.filter(event=event, type__is_poster=True).values_list("pk", flat=True))


def _longer_words(block: PlanEntry) -> str:
    return _("“%(block)s” is longer now, so that it holds what is in it.") % {"block": block.label}


def _check(
    event: Event, before: Plan, wanted: Plan, moved: Mapping[Key, PlanEntry], dates: EventDays
) -> None:
    check_places(wanted, moved, dates)
    for entry in moved.values():
        check_texts(entry)
    _check_known(event, before, moved)
    strange = [key for key in moved if key > 0 and key not in before]
    if strange and Slot.every.filter(pk__in=strange).exists():
        raise GoneFromTheTimetable(_("An entry is not of this timetable, or its talk was deleted."))


def _check_known(event: Event, before: Plan, moved: Mapping[Key, PlanEntry]) -> None:
    """Raise GoneFromTheTimetable where an entry names what is not (or no longer) there."""
    for name, there in (
        ("room", EventRoom.objects.filter(event=event)),
        ("contribution", Contribution.objects.filter(event=event, deleted_at__isnull=True)),
        ("session", Session.objects.filter(event=event, deleted_at__isnull=True)),
    ):
        new = {
            key: value
            for key, entry in moved.items()
            if (value := getattr(entry, name)) is not None and value != getattr(before.get(key), name, None)
        }
        if not new:
            continue
        found = set(there.filter(pk__in=set(new.values())).values_list("pk", flat=True))
        lost = next((moved[key] for key, value in new.items() if value not in found), None)
        if lost is not None:
            raise GoneFromTheTimetable(
                _("“%(entry)s” can not be placed: its talk, session or room was deleted.")
                % {"entry": lost.label or lost.title}
            )


def _extend(event: Event, moved: Iterable[PlanEntry], *, by: User | None) -> list[str]:
    """Make the event as long as what it holds now."""
    moved = list(moved)
    if not moved:
        return []
    around = Slot(
        starts_at=min(entry.starts_at for entry in moved), ends_at=max(entry.ends_at for entry in moved)
    )
    return extend_event(event, around, by=by)


def _follow(event: Event, written: _Written, before: Plan, *, leave_sessions: bool, by: User | None) -> bool:
    """A talk joins the session of its block, and lasts as long as its slot. Tells whether any changed: then its other
    slots may have too.
    """
    concerned = [
        key
        for key, entry in written.moved.items()
        if entry.contribution and _may_follow(entry, before.get(key))
    ]
    if not concerned:
        return False
    followed = False
    slots = Slot.objects.filter(event=event, pk__in=concerned)
    for slot in slots.select_related("contribution__event", "parent__session__type"):
        contribution, old = slot.contribution, before.get(slot.pk)
        if contribution is None:
            continue
        session = slot.parent.session if slot.parent is not None else None
        values: dict[str, Any] = {}
        joined = old is None or old.parent != slot.parent_id
        if session is not None and joined and contribution.session_id != session.pk:
            values["session"] = session
        if leave_sessions and session is None and _left(event, slot, before):
            values["session"] = None
        resized = old is None or old.ends_at - old.starts_at != slot.ends_at - slot.starts_at
        if resized and contribution.minutes != slot.minutes and not (session and session.is_poster):
            values["minutes"] = slot.minutes
        if values:
            edit_contribution(contribution, by=by, **values)
            followed = True
    return followed


def _may_follow(entry: PlanEntry, old: PlanEntry | None) -> bool:
    if old is None or old.parent != entry.parent:
        return True
    return old.ends_at - old.starts_at != entry.ends_at - entry.starts_at


def _left(event: Event, slot: Slot, before: Plan) -> bool:
    """Whether a talk went from the only block in which it was to another day."""
    old, days = before.get(slot.pk), EventDays.of(event)
    if old is None or old.parent is None or days.day(old.starts_at) == days.day(slot.starts_at):
        return False
    others = [entry for entry in before.values() if entry.contribution == old.contribution]
    return not any(entry.parent is not None and entry.key != old.key for entry in others)


def _record(event: Event, before: Plan, written: _Written, *, by: User | None, verb: str, label: str) -> None:
    keys = [*written.moved, *written.gone]
    changes: dict[str, tuple[object, object]] = {}
    if len(keys) == 1:
        old, new = before.get(keys[0]), written.moved.get(keys[0])
        changes["starts_at"] = (_when(old, event), _when(new, event))
    else:
        number = ngettext("%(number)d entry", "%(number)d entries", len(keys)) % {"number": len(keys)}
        changes["contents"] = ("", number)
    record(event.logbook, verb, by=by, subject=label, changes=changes)


def _when(entry: PlanEntry | None, event: Event) -> str:
    return moment_words(entry.starts_at, zone=event.zone) if entry else ""


def _tell(event: Event, written: _Written, *, by: User | None) -> None:
    touched = written.moved.keys() | written.gone
    slots = Slot.objects.filter(pk__in=touched).select_related("room", "parent__room").order_by()
    only = slots.first() if len(touched) == 1 and not written.gone else None
    is_new = only is not None and only.pk in written.made.values()
    slots_moved.send(sender=Slot, event=event, slot=only, is_new=is_new, by=by)
