"""The timetable of an event, read as a plan: one query."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Field, Func

from events.models import Event
from timetable.models import Slot
from timetable.plan.entry import Key, Plan, PlanEntry


class Microseconds(Func):
    """A moment as microseconds since 1970: as a number it is read in a tenth of the time; there are hundreds."""

    template = "(extract(epoch FROM %(expressions)s) * 1000000)::bigint"
    output_field: Field = Field()  # as it comes: a field of numbers would look at each again


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOMENTS = {"start": Microseconds("starts_at"), "end": Microseconds("ends_at")}
COLUMNS = (
    *("pk", "copy_of", "start", "end", "room_id", "parent_id", "parent__copy_of"),
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
    return Plan.of(_entry(row) for row in there.order_by().annotate(**MOMENTS).values_list(*COLUMNS))


def _entry(row: tuple[Any, ...]) -> PlanEntry:
    pk, copy_of, start, end, room, parent, parent_copy_of, session, contribution, *others = row
    title, description, position, is_pinned, talk_title, session_title, room_name = others
    label = talk_title or (f"{session_title}: {title}" if title and session_title else session_title) or title
    return PlanEntry(
        key=copy_of or pk,
        starts_at=EPOCH + timedelta(microseconds=start),
        ends_at=EPOCH + timedelta(microseconds=end),
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
