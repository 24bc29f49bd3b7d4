"""Conflicts: let one be, with a reason; look at it again; do what the engine proposes."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from events.models import Event
from events.operations import lock_event
from journal.operations import record
from programme.refusals import TooLong
from timetable.conflicts import Conflict, Found, conflicts_of
from timetable.conflicts.fixes import Fix, fixes_for
from timetable.conflicts.refusals import ConflictGone, NeedsAReason
from timetable.models import AcceptedConflict
from timetable.operations.rewriting import Written, write_plan

LONGEST_REASON = 300


@transaction.atomic
def accept_conflict(event: Event, key: str, reason: str, *, by: User) -> AcceptedConflict:
    """Let it be until what clashes, or when, changes. Accepting it again replaces the reason."""
    event = lock_event(event)
    reason = " ".join(reason.split())
    if not reason:
        raise NeedsAReason(_("Say why this conflict is fine. Others will read it."))
    if len(reason) > LONGEST_REASON:
        raise TooLong(
            _("The reason is too long. The limit is %(limit)d characters.") % {"limit": LONGEST_REASON}
        )
    conflict = _conflict(conflicts_of(event), key)
    values = {"reason": reason, "by": by}
    acceptance, _is_new = AcceptedConflict.objects.update_or_create(event=event, key=key, defaults=values)
    changes = {"reason": ("", reason)}
    record(event.logbook, "conflict.accepted", by=by, subject=conflict.sentence()[:300], changes=changes)
    return acceptance


@transaction.atomic
def reopen_conflict(event: Event, key: str, *, by: User) -> None:
    """Look at it again. Nothing happens if it is not accepted."""
    event = lock_event(event)
    accepted = AcceptedConflict.objects.filter(event=event, key=key).first()
    if accepted is None:
        return
    changes = {"reason": (accepted.reason, "")}
    record(event.logbook, "conflict.reopened", by=by, subject=_title(event, key), changes=changes)
    accepted.delete()


@transaction.atomic
def apply_fix(event: Event, key: str, code: str, *, by: User) -> tuple[Fix, Written]:
    """Do what was proposed, if it still solves the conflict. Raises ConflictGone, and what `write_plan` raises."""
    event = lock_event(event)
    found = conflicts_of(event)
    conflict = _conflict(found, key)
    fix = next((fix for fix in fixes_for(conflict, found.checker) if fix.code == code), None)
    if fix is None:
        raise ConflictGone(_("The timetable changed in between. Look at what is proposed now."))
    written = write_plan(event, fix.changes, by=by, verb="conflict.fixed", label=fix.detail)
    return fix, written


def _conflict(found: Found, key: str) -> Conflict:
    conflict = next((each for each in found.checker.conflicts if each.key == key), None)
    if conflict is None:
        raise ConflictGone(_("This conflict is no longer there."))
    return conflict


def _title(event: Event, key: str) -> str:
    """What it was about, in a few words: it may be gone."""
    there = next((each for each in conflicts_of(event).checker.conflicts if each.key == key), None)
    return there.sentence()[:300] if there else key.partition(":")[0]
