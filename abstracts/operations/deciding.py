"""Decisions: accept, reject, merge, duplicate; ask for a revision; take back.

A decision is the committee's alone until it is released (`releasing`); where a call releases at once, deciding does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from abstracts.models import OPEN, Abstract, Reviewing, State
from abstracts.operations.clearing import clear_decision
from abstracts.operations.correcting import correct_withdrawals
from abstracts.operations.letters import owe_letters
from abstracts.operations.releasing import release
from abstracts.operations.saving import touch, write
from abstracts.operations.turns import lock_abstracts, lock_desk
from abstracts.refusals import BadOther, ChangedMeanwhile, NothingSaid, NotInThisState, NotOfThisCall
from accounts.models import User
from events.models import Event
from events.operations import lock_event
from journal.operations import record
from kit.markdown import check_markdown
from kit.refusals import constraint_speaks
from programme.models import ContributionType, Session, Track


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided. `state` is one of DECIDED; track, type and session go with ACCEPTED, `other` with the last two.

    For several abstracts at once, `track` None leaves each in the one track it is reviewed in, and `type` None gives
    each the type it asked for.
    """

    state: State
    track: Track | None = None
    type: ContributionType | None = None
    session: Session | None = None
    other: Abstract | None = None
    merge_people: bool = False
    comment: str = ""


Seen = Mapping[int, int | None]
"""Abstracts by id, each with the revision the person saw; None takes it as it is."""


@transaction.atomic
def decide(event: Event, seen: Seen, decision: Decision, *, by: User | None) -> list[Abstract]:
    """One decision on all of these, or on none.

    Raises ChangedMeanwhile, NotInThisState, BadOther, NotOfThisCall, TextTooLong.
    """
    abstracts = _held(event, seen)
    check_markdown(decision.comment)
    for abstract in abstracts:
        _check(abstract, decision)
    now = timezone.now()
    for abstract in abstracts:
        _decide(abstract, decision, by=by, now=now)
    if at_once := [one for one in abstracts if one.call.reviewing.release == Reviewing.Release.AT_ONCE]:
        release(event, [one.pk for one in at_once], by=by)
    return abstracts


@transaction.atomic
def take_back(event: Event, seen: Seen, *, by: User | None) -> list[Abstract]:
    """Undo decisions, and bring back what was withdrawn: submitted again, to be decided anew.

    Before the release nobody else learned of it. After it the contribution stays linked (Indico's rule); accepting
    again uses it again. What was withdrawn gets its contribution back when it is accepted again; who was told of the
    withdrawal is told that it was undone.

    Raises ChangedMeanwhile, NotInThisState, TooManyLetters.
    """
    abstracts = _held(event, seen)
    for abstract in abstracts:
        if abstract.submitted_at is None or abstract.state == State.SUBMITTED:
            raise NotInThisState(_("#%(number)d has no decision to take back.") % {"number": abstract.number})
    withdrawals = {one.pk: one.withdrawn_at for one in abstracts if one.withdrawn_at is not None}
    for abstract in abstracts:
        before = abstract.get_state_display()
        write(abstract, **clear_decision(State.SUBMITTED))
        changes = {"state": (before, abstract.get_state_display())}
        record(abstract.logbook, "abstract.reset", by=by, subject=abstract, changes=changes)
    correct_withdrawals(abstracts, withdrawals, by=by)
    return abstracts


@transaction.atomic
def ask_for_revision(
    event: Event, seen: Seen, *, comment: str, until: datetime | None, by: User | None
) -> list[Abstract]:
    """Let the authors revise until then; they are written to at once. Without a comment they would not know what.

    Raises NothingSaid, NotInThisState, ChangedMeanwhile.
    """
    if not comment.strip():
        raise NothingSaid(_("Say what to revise: the authors are mailed this at once."))
    abstracts = _held(event, seen)
    check_markdown(comment)
    now = timezone.now()
    if until is not None and until <= now:
        raise NotInThisState(_("The time for the revision lies in the past. Choose a later one."))
    for abstract in abstracts:
        if abstract.state not in OPEN:
            raise NotInThisState(_not_open(abstract))
        write(
            abstract,
            state=State.REVISION,
            revision_asked_at=now,
            revision_until=until,
            revision_comment=comment,
        )
        record(abstract.logbook, "abstract.revision-asked", by=by, subject=abstract)
    owe_letters(abstracts, by=by)
    return abstracts


@transaction.atomic
def move_to_tracks(event: Event, seen: Seen, tracks: list[Track], *, by: User | None) -> list[Abstract]:
    """Have these reviewed in other tracks; what their authors chose stays known."""
    if any(track.event_id != event.pk for track in tracks):
        raise NotOfThisCall(_("Choose tracks of this event."))
    abstracts = _held(event, seen)
    for abstract in abstracts:
        if abstract.state not in OPEN:
            raise NotInThisState(_not_open(abstract))
        before = ", ".join(str(track) for track in abstract.reviewed_for.all())
        abstract.reviewed_for.set(tracks)
        touch(abstract)
        changes = {"tracks": (before, ", ".join(str(track) for track in tracks))}
        record(abstract.logbook, "abstract.moved", by=by, subject=abstract, changes=changes)
    return abstracts


def _held(event: Event, seen: Seen) -> list[Abstract]:
    """Event, desk and abstracts, locked in this order; nothing happens if one of them changed."""
    lock_event(event)
    lock_desk(event)
    abstracts = [one for one in lock_abstracts(seen) if one.event_id == event.pk]
    prefetch_related_objects(abstracts, "reviewed_for", "type")
    if len(abstracts) != len(seen):
        raise ChangedMeanwhile(event)
    for abstract in abstracts:
        if seen[abstract.pk] not in (None, abstract.revision):
            raise ChangedMeanwhile(f"#{abstract.number} {abstract}")
    return abstracts


def _check(abstract: Abstract, decision: Decision) -> None:
    if abstract.state not in OPEN:
        raise NotInThisState(_not_open(abstract))
    for thing in (decision.track, decision.type, decision.session):
        if thing is not None and thing.event_id != abstract.event_id:
            raise NotOfThisCall(_("“%(thing)s” belongs to another event.") % {"thing": thing})
    if decision.state in (State.MERGED, State.DUPLICATE):
        check_other(abstract, decision.other)


def check_other(abstract: Abstract, other: Abstract | None) -> None:
    """Raise BadOther unless `abstract` may be merged into `other`, or be its duplicate."""
    if other is None or other.event_id != abstract.event_id or other.submitted_at is None:
        raise BadOther(_("Choose the other abstract: another one of this event."))
    if other.pk == abstract.pk:
        raise BadOther(_("#%(number)d can not be merged into itself.") % {"number": abstract.number})
    if other.state == State.WITHDRAWN:
        raise BadOther(_("#%(number)d was withdrawn. Choose another one.") % {"number": other.number})
    following: Abstract | None = other
    while following is not None:
        if following.pk == abstract.pk:
            raise BadOther(
                _("#%(other)d already leads to #%(number)d: that would be a circle.")
                % {"other": other.number, "number": abstract.number}
            )
        following = following.merged_into or following.duplicate_of


def _decide(abstract: Abstract, decision: Decision, *, by: User | None, now: datetime) -> None:
    values: dict[str, Any] = {
        **clear_decision(decision.state),
        "decided_by": by,
        "decided_at": now,
        "decision_comment": decision.comment,
    }
    if decision.state == State.ACCEPTED:
        values["accepted_track"] = decision.track or _only_track(abstract)
        values["accepted_type"] = decision.type or abstract.type
        values["accepted_session"] = decision.session
    elif decision.state == State.MERGED:
        values["merged_into"], values["merge_people"] = decision.other, decision.merge_people
    elif decision.state == State.DUPLICATE:
        values["duplicate_of"] = decision.other
    before = abstract.get_state_display()
    # Several are refused together, so the transaction may be lost; a savepoint for each of a thousand takes long.
    circle = BadOther(_("That would be a circle."))
    with constraint_speaks("abstract_other_is_no_circle", refusal=circle, savepoint=False):
        write(abstract, **values)
    changes = {"state": (before, abstract.get_state_display())}
    record(abstract.logbook, "abstract.decided", by=by, subject=abstract, changes=changes)


def _only_track(abstract: Abstract) -> Track | None:
    tracks = list(abstract.reviewed_for.all())
    if len(tracks) > 1:
        raise NotOfThisCall(
            _("#%(number)d is reviewed in several tracks. Choose the one it is accepted in.")
            % {"number": abstract.number}
        )
    return tracks[0] if tracks else None


def _not_open(abstract: Abstract) -> str:
    return _("#%(number)d is %(state)s. Take that back first.") % {
        "number": abstract.number,
        "state": abstract.get_state_display().lower(),
    }
