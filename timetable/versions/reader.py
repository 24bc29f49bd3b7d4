"""What one person may know of a version: labels in it are those of its day, and rights are those of today.

An old version must not tell what its reader may not see now, nor what was closed when it was made and has another
title today: that shows to those who run the event, and to those who see it by invitation.
"""

from dataclasses import dataclass

from django.db.models import Q

from access.filters import Keyring, run_by, visible_to
from events.models import Event
from programme.models import Contribution, Session
from timetable.plan import Plan, PlanEntry
from timetable.versions.edition import Edition

STRANGER = Keyring()


@dataclass(frozen=True, slots=True)
class Doors:
    """The talks and sessions that are open to somebody, and whether the event is."""

    event: bool
    talks: frozenset[int]
    sessions: frozenset[int]

    def show(self, plan: Plan) -> set[int]:
        """The keys of what shows, by the rules of `SlotQuerySet.open_to`."""
        talks = {entry.key for entry in plan.values() if entry.contribution in self.talks}
        filled = {plan[key].parent for key in talks}
        blocks = {
            entry.key
            for entry in plan.values()
            if entry.is_block and (entry.session in self.sessions or entry.key in filled)
        }
        return talks | blocks | {entry.key for entry in plan.values() if self._break_shows(entry, blocks)}

    def _break_shows(self, entry: PlanEntry, blocks: set[int]) -> bool:
        return entry.is_break and (self.event if entry.parent is None else entry.parent in blocks)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: those who run the event see all, of others these are the doors."""

    runs: bool
    own: Doors
    everybodys: Doors

    def reads(self, edition: Edition) -> Edition:
        """The edition without what is not for them."""
        if self.runs:
            return edition
        shown, public = self.own.show(edition.plan), self.everybodys.show(edition.plan)
        told = shown - {key for key in edition.closed if key in public}
        kept = Plan.of(entry for entry in edition.plan.values() if entry.key in told)
        return Edition(kept, edition.withdrawn, edition.closed)


def reader_of(event: Event, keyring: Keyring, *, runs: bool, sees_event: bool = True) -> Reader:
    """What the person holds, asked in four queries; two for strangers, none for those who run the event."""
    if runs:
        nothing = Doors(event=False, talks=frozenset(), sessions=frozenset())
        return Reader(runs, nothing, nothing)
    own = doors_of(event, keyring, sees_event=sees_event)
    if keyring == STRANGER:
        return Reader(runs, own, own)
    return Reader(runs, own, doors_of(event, STRANGER, sees_event=event.access.is_open))


def doors_of(event: Event, keyring: Keyring, *, sees_event: bool, also_deleted: bool = False) -> Doors:
    """Also of withdrawn talks, which a version may say are withdrawn; of what was deleted only where asked."""
    there: Q = Q(event=event) if also_deleted else Q(event=event, deleted_at__isnull=True)
    rights = run_by(keyring) if event.is_draft else visible_to(keyring)
    talks = Contribution.objects.filter(there, rights).values_list("pk", flat=True)
    sessions = Session.objects.filter(there, rights).values_list("pk", flat=True)
    return Doors(sees_event, frozenset(talks), frozenset(sessions))
