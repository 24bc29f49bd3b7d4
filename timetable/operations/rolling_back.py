"""Make the working timetable what it was in a version."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from events.models import Event, EventRoom
from events.operations import lock_event
from programme.models import Contribution, Session
from timetable.models import Version
from timetable.operations.rewriting import Changes, write_plan
from timetable.plan import Plan, PlanEntry, plan_of
from timetable.versions import edition_of


@dataclass(frozen=True, slots=True)
class RolledBack:
    """How many entries changed, and sentences on what did not come back, or not as it was."""

    changed: int
    notes: list[str]


@transaction.atomic
def roll_back(event: Event, version: Version, *, by: User | None) -> RolledBack:
    """Put every entry where it was in that version, as one act that can be undone.

    In drafts nobody sees it before it is published; titles and all else that talks say of themselves stay as they are.
    What was deleted since can not come back, and is named. Raises what placing entries raises: of a version from before
    the event had other dates, say. Then nothing is changed.
    """
    event = lock_event(event)
    now = plan_of(event)
    wanted, notes = _possible(event, edition_of(version).plan)
    changes: Changes = {
        **dict.fromkeys(now.keys() - wanted.keys()),
        **{key: entry for key, entry in wanted.items() if not entry.same_place(now.get(key))},
    }
    if not changes:
        return RolledBack(0, notes)
    written = write_plan(event, changes, by=by, verb="timetable.rolled-back", label=str(version))
    return RolledBack(len(changes), [*notes, *written.notes])


def _possible(event: Event, plan: Plan) -> tuple[Plan, list[str]]:
    """The plan without what was deleted since. What lay in a session that is gone stays at its time and in its room."""
    rooms = _keys(EventRoom.objects.filter(event=event))
    talks = _keys(Contribution.objects.filter(event=event, deleted_at__isnull=True))
    sessions = _keys(Session.objects.filter(event=event).alive())
    lost = [entry for entry in plan.values() if _is_lost(entry, talks, sessions)]
    gone = {entry.key for entry in lost}
    notes = [_("“%(entry)s” was deleted and can not come back.") % {"entry": entry.label} for entry in lost]
    kept: list[PlanEntry] = []
    for entry in plan.values():
        if entry.key in gone:
            continue
        if entry.parent in gone:
            entry = replace(entry, room=plan.room_of(entry), parent=None)
        if entry.room is not None and entry.room not in rooms:
            said = {"entry": entry.label, "room": _room_name(entry, plan)}
            notes.append(_("“%(entry)s” comes back without its room: %(room)s was deleted.") % said)
            entry = replace(entry, room=None)
        kept.append(entry)
    return Plan.of(kept), notes


def _is_lost(entry: PlanEntry, talks: Collection[int], sessions: Collection[int]) -> bool:
    if entry.contribution is not None:
        return entry.contribution not in talks
    return entry.session is not None and entry.session not in sessions


def _room_name(entry: PlanEntry, plan: Plan) -> str:
    parent = plan[entry.key].parent
    block = plan.get(parent) if parent is not None else None
    return entry.room_name or (block.room_name if block else "")


def _keys(rows: QuerySet[Any]) -> set[int]:
    return set(rows.values_list("pk", flat=True))
