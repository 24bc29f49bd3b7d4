"""Put several entries of the working timetable into other places at once: everything, or nothing.

Undo, roll-back, fixes of conflicts, proposals and all acts on many entries end here: they work out what the
entries become as plain values, and this writes it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

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
from timetable.operations.placing import check_day, check_minutes, check_parent, extend_event
from timetable.operations.slots import check_texts
from timetable.operations.steps import step
from timetable.plan import Key, Plan, PlanEntry, plan_of
from timetable.refusals import GoneFromTheTimetable, OutsideTheBlock
from timetable.signals import slots_moved

COLUMNS = (
    *("starts_at", "ends_at", "room_id", "parent_id", "session_id", "contribution_id"),
    *("title", "description", "position", "is_pinned"),
)
AT_ONCE = 200

Changes = Mapping[Key, PlanEntry | None]


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
    with transaction.atomic(), step(event, verb, label, by=by):
        event = lock_event(event)
        before = plan_of(event)
        wanted, notes = _grown(before.changed(changes), changes, event)
        moved = {key: entry for key, entry in wanted.items() if not entry.same_place(before.get(key))}
        gone = before.keys() - wanted.keys()
        _check_known(event, moved.values())
        made = _write(event, moved, gone)
        notes += _extend(event, moved.values(), by=by)
        _follow(event, {made.get(key, key): entry for key, entry in moved.items()}, before, by=by)
        _record(event, before, moved, gone, by=by, verb=verb, label=label)
        _tell(event, {made.get(key, key) for key in moved} | gone, gone, made, by=by)
        return Written(plan_of(event), made, notes)


def _grown(wanted: Plan, changes: Changes, event: Event) -> tuple[Plan, list[str]]:
    """What is inside a block that goes, goes; blocks hold what is put into them; posters have their block's time."""
    gone = {key for key, entry in changes.items() if entry is None}
    wanted = Plan.of(entry for entry in wanted.values() if entry.parent not in gone or entry.key in changes)
    posters = set(Session.objects.filter(event=event, type__is_poster=True).values_list("pk", flat=True))
    grown: dict[Key, PlanEntry | None] = {}
    for key in [key for key, entry in changes.items() if entry is not None]:
        entry = wanted[key]
        if entry.parent is None:
            continue
        block = grown.get(entry.parent) or wanted.get(entry.parent)
        if block is None:
            raise GoneFromTheTimetable(
                _("The session around “%(entry)s” is not in the timetable.") % {"entry": entry.label}
            )
        if block.session in posters and entry.contribution is not None:
            grown[key] = replace(entry, starts_at=block.starts_at, ends_at=block.ends_at)
        else:
            starts_at, ends_at = min(block.starts_at, entry.starts_at), max(block.ends_at, entry.ends_at)
            grown[entry.parent] = replace(block, starts_at=starts_at, ends_at=ends_at)
    longer = [wanted[key] for key, entry in grown.items() if entry and not entry.same_place(wanted[key])]
    return wanted.changed(grown), [_longer_words(entry) for entry in longer if entry.is_block]


def _longer_words(block: PlanEntry) -> str:
    return _("“%(block)s” is longer now, so that it holds what is in it.") % {"block": block.label}


def _check_known(event: Event, entries: Iterable[PlanEntry]) -> None:
    """Raise GoneFromTheTimetable where an entry names what is not (or no longer) there."""
    entries = list(entries)
    rooms = set(EventRoom.objects.filter(event=event).values_list("pk", flat=True))
    talks = set(
        Contribution.objects.filter(event=event, deleted_at__isnull=True).values_list("pk", flat=True)
    )
    sessions = set(Session.objects.filter(event=event).alive().values_list("pk", flat=True))
    for entry in entries:
        unknown = (
            (entry.room is not None and entry.room not in rooms)
            or (entry.contribution is not None and entry.contribution not in talks)
            or (entry.session is not None and entry.session not in sessions)
        )
        if unknown:
            raise GoneFromTheTimetable(
                _("“%(entry)s” can not be placed: its talk, session or room was deleted.")
                % {"entry": entry.label or entry.title}
            )


def _write(event: Event, moved: Mapping[Key, PlanEntry], gone: Iterable[Key]) -> dict[Key, Key]:
    """Write the rows, blocks before what they hold; returns the ids of entries that had none."""
    rows = {slot.pk: slot for slot in Slot.objects.filter(event=event).select_related("session__type")}
    made: dict[Key, Key] = {}
    changed: list[Slot] = []
    for entry in sorted(moved.values(), key=lambda entry: not entry.is_block):
        slot = rows.get(entry.key)
        is_new = slot is None
        slot = slot or Slot(event=event, pk=entry.key if entry.key > 0 else None)
        for name in COLUMNS:
            setattr(slot, name, getattr(entry, name.removesuffix("_id")))
        if entry.parent is not None:
            slot.parent_id = made.get(entry.parent, entry.parent)
        _check(slot, rows, event)
        if is_new:
            slot.save(force_insert=True)
            made[entry.key] = slot.pk
            rows[slot.pk] = slot
        else:
            changed.append(slot)
    Slot.objects.bulk_update(changed, [name.removesuffix("_id") for name in COLUMNS], batch_size=AT_ONCE)
    Slot.objects.filter(event=event, pk__in=gone).delete()
    return made


def _check(slot: Slot, rows: Mapping[int, Slot], event: Event) -> None:
    check_minutes(slot.minutes)
    check_day(slot, event)
    check_texts(slot)
    if slot.parent_id is not None:
        block = rows.get(slot.parent_id)
        if block is None or slot.starts_at < block.starts_at or slot.ends_at > block.ends_at:
            raise OutsideTheBlock(
                _("“%(entry)s” would lie outside its session. Move the session too, or leave it.")
                % {"entry": slot.label}
            )
        check_parent(slot, block, event)


def _extend(event: Event, moved: Iterable[PlanEntry], *, by: User | None) -> list[str]:
    """Make the event as long as what it holds now."""
    moved = list(moved)
    if not moved:
        return []
    around = Slot(
        starts_at=min(entry.starts_at for entry in moved), ends_at=max(entry.ends_at for entry in moved)
    )
    return extend_event(event, around, by=by)


def _follow(event: Event, moved: Mapping[Key, PlanEntry], before: Plan, *, by: User | None) -> None:
    """A talk joins the session of its block, and lasts as long as its slot."""
    slots = Slot.objects.filter(event=event, pk__in=moved, contribution__isnull=False)
    for slot in slots.select_related("contribution__event", "parent__session__type"):
        contribution, old = slot.contribution, before.get(slot.pk)
        if contribution is None:
            continue
        session = slot.parent.session if slot.parent is not None else None
        values: dict[str, object] = {}
        joined = old is None or old.parent != slot.parent_id
        if session is not None and joined and contribution.session_id != session.pk:
            values["session"] = session
        resized = old is None or old.ends_at - old.starts_at != slot.ends_at - slot.starts_at
        if resized and contribution.minutes != slot.minutes and not (session and session.is_poster):
            values["minutes"] = slot.minutes
        if values:
            edit_contribution(contribution, by=by, **values)


def _record(
    event: Event,
    before: Plan,
    moved: Mapping[Key, PlanEntry],
    gone: Iterable[Key],
    *,
    by: User | None,
    verb: str,
    label: str,
) -> None:
    keys = [*moved, *gone]
    if not keys:
        return
    changes: dict[str, tuple[object, object]] = {}
    if len(keys) == 1:
        old, new = before.get(keys[0]), moved.get(keys[0])
        changes["starts_at"] = (_when(old, event), _when(new, event))
    else:
        number = ngettext("%(number)d entry", "%(number)d entries", len(keys)) % {"number": len(keys)}
        changes["contents"] = ("", number)
    record(event.logbook, verb, by=by, subject=label, changes=changes)


def _when(entry: PlanEntry | None, event: Event) -> str:
    return moment_words(entry.starts_at, zone=event.zone) if entry else ""


def _tell(
    event: Event, touched: set[Key], gone: set[Key], made: Mapping[Key, Key], *, by: User | None
) -> None:
    only = Slot.objects.filter(pk__in=touched).first() if len(touched) == 1 and not gone else None
    if touched:
        event.refresh_from_db()
        is_new = only is not None and only.pk in made.values()
        slots_moved.send(sender=Slot, event=event, slot=only, is_new=is_new, by=by)


def moved_by(entry: PlanEntry, delta: timedelta) -> PlanEntry:
    """The same, later (or earlier)."""
    return replace(entry, starts_at=entry.starts_at + delta, ends_at=entry.ends_at + delta)
