"""Slots as rows: many of them written at once, in a handful of statements however many there are."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db import connection

from events.models import Event
from timetable.models import Slot
from timetable.plan import Key, Plan, PlanEntry

UPDATE = """
UPDATE timetable_slot AS slot SET {sets}
  FROM unnest(%s::bigint[], {arrays}) AS new (id, {names}) WHERE slot.id = new.id
"""
COLUMNS = {
    "starts_at": ("starts_at", "timestamptz"),
    "ends_at": ("ends_at", "timestamptz"),
    "room": ("room_id", "bigint"),
    "parent": ("parent_id", "bigint"),
    "session": ("session_id", "bigint"),
    "contribution": ("contribution_id", "bigint"),
    "title": ("title", "text"),
    "description": ("description", "text"),
    "position": ("position", "int"),
    "is_pinned": ("is_pinned", "bool"),
}
"""Of each field of an entry: its column, and the type of that."""


def write_rows(event: Event, before: Plan, moved: Mapping[Key, PlanEntry]) -> dict[Key, Key]:
    """Write entries as rows, blocks before what they hold; returns the ids of those that had none, by key."""
    new = [entry for entry in moved.values() if entry.key not in before]
    made = _create(event, [entry for entry in new if entry.parent is None], {})
    _update(before, [entry for entry in moved.values() if entry.key in before], made)
    return made | _create(event, [entry for entry in new if entry.parent is not None], made)


def _update(before: Plan, entries: Sequence[PlanEntry], made: Mapping[Key, Key]) -> None:
    """One statement with the columns in which anything differs."""
    names = [
        name
        for name in COLUMNS
        if any(getattr(each, name) != getattr(before[each.key], name) for each in entries)
    ]
    if not names:
        return
    columns = [COLUMNS[name] for name in names]
    said = {
        "sets": ", ".join(f"{column} = new.{column}" for column, _type in columns),
        "arrays": ", ".join(f"%s::{of_type}[]" for _column, of_type in columns),
        "names": ", ".join(column for column, _type in columns),
    }
    values = [
        [_parent(each, made) if name == "parent" else getattr(each, name) for each in entries]
        for name in names
    ]
    with connection.cursor() as cursor:
        cursor.execute(UPDATE.format(**said), [[each.key for each in entries], *values])


def take_deleted_along(event: Event, before: Plan, moved: Mapping[Key, PlanEntry]) -> None:
    """Talks that were deleted are in no plan, but keep their place in a block: where it goes, they go."""
    blocks = {
        key: entry
        for key, entry in moved.items()
        if entry.is_block and _has_other_times(entry, before.get(key))
    }
    if not blocks:
        return
    hidden = list(Slot.objects.filter(parent__in=blocks, contribution__deleted_at__isnull=False))
    for slot in hidden:
        block, old = blocks[slot.parent_id or 0], before.get(slot.parent_id or 0)
        delta = block.starts_at - old.starts_at if old else timedelta(0)
        length = min(slot.ends_at - slot.starts_at, block.ends_at - block.starts_at)
        latest = block.ends_at - length
        slot.starts_at = min(max(slot.starts_at + delta, block.starts_at), latest)
        slot.ends_at = slot.starts_at + length
    Slot.objects.bulk_update(hidden, ["starts_at", "ends_at"])


def _create(event: Event, entries: Sequence[PlanEntry], made: Mapping[Key, Key]) -> dict[Key, Key]:
    """Insert entries: those that come back with their own id, the others with a new one.

    Who comes back goes on counting above what calendars know of it: no slot changes more often than its event.
    """
    back = [_slot(event, entry, made, revision=event.revision) for entry in entries if entry.key > 0]
    fresh = [_slot(event, entry, made) for entry in entries if entry.key <= 0]
    created = Slot.objects.bulk_create([*back, *fresh])
    keys = [entry.key for entry in entries if entry.key > 0] + [e.key for e in entries if e.key <= 0]
    return {key: slot.pk for key, slot in zip(keys, created, strict=True)}


def _slot(event: Event, entry: PlanEntry, made: Mapping[Key, Key], *, revision: int = 0) -> Slot:
    return Slot(
        pk=entry.key if entry.key > 0 else None,
        event=event,
        revision=revision,
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        room_id=entry.room,
        parent_id=_parent(entry, made),
        session_id=entry.session,
        contribution_id=entry.contribution,
        title=entry.title,
        description=entry.description,
        position=entry.position,
        is_pinned=entry.is_pinned,
    )


def _parent(entry: PlanEntry, made: Mapping[Key, Key]) -> Key | None:
    return None if entry.parent is None else made.get(entry.parent, entry.parent)


def _has_other_times(entry: PlanEntry, old: PlanEntry | None) -> bool:
    return old is None or (entry.starts_at, entry.ends_at) != (old.starts_at, old.ends_at)
