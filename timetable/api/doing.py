"""An act on a timetable over REST, or a rehearsal of it: what changed, and which conflicts that brings and solves."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from rest_framework import serializers

from accounts.models import User
from events.models import Event
from events.operations import lock_event
from timetable.api.conflict_fields import DeltaSerializer, conflict_shown
from timetable.api.entry_fields import EntrySerializer, revisions_of, shown_in
from timetable.conflicts import Checker, Conflict, facts_of
from timetable.operations import Placed
from timetable.operations.rewriting import Written
from timetable.operations.rolling_back import RolledBack
from timetable.operations.steps import last_step
from timetable.plan import Plan, differing, plan_of


class ActedSerializer(serializers.Serializer[Any]):
    """What an act changed, or with `dry_run` what it would."""

    dry_run = serializers.BooleanField()
    entries = EntrySerializer(many=True, help_text="Those in another place, and new ones, as they are then.")
    removed = serializers.ListField(child=serializers.IntegerField())
    notes = serializers.ListField(child=serializers.CharField(), help_text="What else changed, as sentences.")
    step = serializers.IntegerField(
        allow_null=True, help_text="To undo it: the act “undo” takes this number."
    )
    conflicts = DeltaSerializer(allow_null=True, help_text="Only with `dry_run`.")


@dataclass(frozen=True, slots=True)
class Done:
    """The plan before and after; `new` are the keys of entries that were not there."""

    event: Event
    before: Plan
    after: Plan
    notes: list[str]
    dry_run: bool
    step: int | None
    appeared: list[Conflict]
    vanished: list[Conflict]

    @property
    def changed(self) -> list[int]:
        return differing(self.before, self.after)


def do(
    event: Event, act: Callable[[], Written | Placed | RolledBack | None], *, by: User, dry_run: bool
) -> Done:
    """Carry out one operation. In a rehearsal it is carried out as well, looked at, and taken back."""
    with transaction.atomic():
        event = lock_event(event)
        before = plan_of(event)
        found = Checker(facts_of(event), before).conflicts if dry_run else []
        last = last_step(event, by=by)
        written = act()
        notes = written.notes if written else []
        after = written.plan if isinstance(written, Written) else plan_of(event)
        if dry_run:
            event.refresh_from_db()
            then = Checker(facts_of(event), after).conflicts
            transaction.set_rollback(True)
            was, will = set(found), set(then)
            appeared = [each for each in then if each not in was]
            vanished = [each for each in found if each not in will]
            return Done(event, before, after, notes, True, None, appeared, vanished)
        newest = last_step(event, by=by)
        step = newest.pk if newest is not None and newest != last else None
        return Done(event, before, after, notes, False, step, [], [])


def acted(done: Done) -> dict[str, Any]:
    """The fields of an ActedSerializer."""
    there = [key for key in done.changed if key in done.after]
    revisions = {} if done.dry_run else revisions_of(there)
    entries = [shown_in(done.after, done.after[key], event=done.event, revisions=revisions) for key in there]
    if done.dry_run:
        for entry in entries:
            entry["id"] = entry["id"] if entry["id"] in done.before else None
    return {
        "dry_run": done.dry_run,
        "entries": entries,
        "removed": [key for key in done.changed if key not in done.after],
        "notes": done.notes,
        "step": done.step,
        "conflicts": {
            "appeared": [_told(done, each) for each in done.appeared],
            "vanished": [_told(done, each) for each in done.vanished],
        }
        if done.dry_run
        else None,
    }


def _told(done: Done, conflict: Conflict) -> dict[str, Any]:
    """Entries that are not there yet have no number that would mean anything later."""
    shown = conflict_shown(conflict)
    new = [key for key in done.after if key not in done.before]
    shown["entries"] = [-1 - new.index(key) if key in new else key for key in shown["entries"]]
    return shown
