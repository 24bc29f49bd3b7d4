"""The timetable of an event, read as a plan: one query."""

from collections.abc import Collection
from typing import Any

from events.models import Event
from timetable.models import Slot
from timetable.plan.entry import Key, Plan, PlanEntry

COLUMNS = (
    *("pk", "copy_of", "starts_at", "ends_at", "room_id", "parent_id", "parent__copy_of"),
    *("session_id", "contribution_id", "title", "description", "position", "is_pinned"),
    *("contribution__title", "session__title", "room__name"),
)


def plan_of(event: Event) -> Plan:
    """What organisers work on. Entries of deleted contributions and sessions are not in it."""
    return _read(Slot.objects.filter(event=event))


def shown_plan_of(event: Event) -> Plan:
    """What the event shows, with the keys of the working slots."""
    return _read(Slot.shown.filter(event=event))


def plan_after(event: Event, before: Plan, touched: Collection[Key]) -> Plan:
    """The plan as it is now, when only these entries may differ from how they were."""
    found = _read(Slot.objects.filter(event=event, pk__in=touched))
    return before.changed({key: found.get(key) for key in touched})


def _read(slots: Any) -> Plan:
    there = slots.exclude(contribution__deleted_at__isnull=False).exclude(session__deleted_at__isnull=False)
    return Plan.of(_entry(row) for row in there.order_by().values_list(*COLUMNS))


def _entry(row: tuple[Any, ...]) -> PlanEntry:
    pk, copy_of, starts_at, ends_at, room, parent, parent_copy_of, session, contribution, *others = row
    title, description, position, is_pinned, talk_title, session_title, room_name = others
    label = talk_title or (f"{session_title}: {title}" if title and session_title else session_title) or title
    return PlanEntry(
        key=copy_of or pk,
        starts_at=starts_at,
        ends_at=ends_at,
        room=room,
        parent=parent_copy_of or parent,
        session=session,
        contribution=contribution,
        title=title,
        description=description,
        position=position,
        is_pinned=is_pinned,
        label=label,
        room_name=room_name or "",
    )
