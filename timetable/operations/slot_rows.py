"""Slots as rows: many of them written at once, in a handful of statements however many there are."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from django.db import connection

from events.models import Event
from timetable.models import Slot
from timetable.plan import Key, Plan, PlanEntry

UPDATE = """
UPDATE timetable_slot AS slot
   SET starts_at = new.starts_at, ends_at = new.ends_at, room_id = new.room, parent_id = new.parent,
       session_id = new.session, contribution_id = new.contribution, title = new.title,
       description = new.description, position = new.position, is_pinned = new.is_pinned
  FROM unnest(%s::bigint[], %s::timestamptz[], %s::timestamptz[], %s::bigint[], %s::bigint[], %s::bigint[],
              %s::bigint[], %s::text[], %s::text[], %s::int[], %s::bool[])
    AS new (id, starts_at, ends_at, room, parent, session, contribution, title, description, position, is_pinned)
 WHERE slot.id = new.id
"""


def write_rows(event: Event, moved: Mapping[Key, PlanEntry], known: Iterable[Key]) -> dict[Key, Key]:
    """Write entries as rows, blocks before what they hold; returns the ids of those that had none, by key."""
    known = set(known)
    new = [entry for entry in moved.values() if entry.key not in known]
    made = _create(event, [entry for entry in new if entry.parent is None], {})
    changed = [entry for entry in moved.values() if entry.key in known]
    if changed:
        with connection.cursor() as cursor:
            cursor.execute(UPDATE, _columns(changed, made))
    return made | _create(event, [entry for entry in new if entry.parent is not None], made)


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


def _columns(entries: Sequence[PlanEntry], made: Mapping[Key, Key]) -> list[list[object]]:
    rows = [
        (
            *(entry.key, entry.starts_at, entry.ends_at, entry.room, _parent(entry, made)),
            *(entry.session, entry.contribution, entry.title, entry.description),
            *(entry.position, entry.is_pinned),
        )
        for entry in entries
    ]
    return [list(column) for column in zip(*rows, strict=True)]


def _parent(entry: PlanEntry, made: Mapping[Key, Key]) -> Key | None:
    return None if entry.parent is None else made.get(entry.parent, entry.parent)


def _has_other_times(entry: PlanEntry, old: PlanEntry | None) -> bool:
    return old is None or (entry.starts_at, entry.ends_at) != (old.starts_at, old.ends_at)
