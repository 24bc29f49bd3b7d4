"""Submissions: begin a draft, write it, submit, change, withdraw and bring back.

`by` is None for a guest who came by the link that was mailed to them; the views prove that before they call.
"""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from abstracts.completeness import problems_of
from abstracts.models import Abstract, AbstractVersion, Call, State
from abstracts.operations.letters import owe_letters
from abstracts.operations.people import people_of, replace_people
from abstracts.operations.saving import touch, write
from abstracts.operations.turns import lock_abstract, take_number
from abstracts.permissions import is_late_submitter, may_be_edited, takes_late_from
from abstracts.refusals import CallIsClosed, NotComplete, NotInThisState
from abstracts.written import Written, in_one_line
from accounts.models import User
from journal.operations import open_logbook, record
from kit.markdown import check_markdown
from programme.models import ContributionType

LONGEST_DRAFT = 60_000


@transaction.atomic
def start_draft(
    call: Call,
    *,
    by: User | None,
    written: Written | None = None,
    name: str = "",
    email: str = "",
    code: str = "",
) -> Abstract:
    """A draft that only its writer sees. A guest gives name and address, and gets the link by mail."""
    abstract = Abstract(
        event=call.event,
        call=call,
        number=take_number(call.event),
        code=code,
        submitter=by,
        submitter_name=str(by) if by else name,
        submitter_email=by.email if by else email,
        logbook=open_logbook(),
    )
    abstract.save(force_insert=True)
    if written is not None:
        _put(abstract, written)
    return abstract


@transaction.atomic
def save_draft(abstract: Abstract, written: Written, *, revision: int | None = None) -> Abstract:
    """Keep what was written so far, complete or not. Raises ChangedMeanwhile, NotInThisState, TextTooLong."""
    abstract = lock_abstract(abstract, revision=revision)
    if abstract.state not in (State.DRAFT, State.INVITED):
        raise NotInThisState(_("It was submitted already. Changes are saved as a whole, with the button."))
    check_markdown(written.text[:LONGEST_DRAFT])
    _put(abstract, written)
    return abstract


@transaction.atomic
def submit(abstract: Abstract, *, by: User | None, consents: bool, revision: int | None = None) -> Abstract:
    """Hand the draft in. Raises CallIsClosed (the draft stays), NotComplete, ChangedMeanwhile, NotInThisState."""
    abstract = lock_abstract(abstract, revision=revision)
    if abstract.state not in (State.DRAFT, State.INVITED):
        raise NotInThisState(_("It was submitted already."))
    check_takes(abstract, by=by)
    _check_complete(abstract, written_of(abstract), consents=consents)
    now = timezone.now()
    write(
        abstract,
        state=State.SUBMITTED,
        submitted_at=now,
        consented_at=now if abstract.call.consent else None,
    )
    abstract.reviewed_for.set(abstract.submitted_for.all())
    keep_version(abstract, by=by)
    record(abstract.logbook, "abstract.submitted", by=by, subject=abstract)
    owe_letters([abstract], by=by)
    return abstract


@transaction.atomic
def edit_abstract(
    abstract: Abstract,
    written: Written,
    *,
    by: User | None,
    revision: int | None = None,
    as_manager: bool = False,
) -> Abstract:
    """Change what was submitted; an asked-for revision is answered by it.

    Raises CallIsClosed after the deadline (not for organisers), NotComplete, ChangedMeanwhile, NotInThisState.
    """
    abstract = lock_abstract(abstract, revision=revision)
    if abstract.submitted_at is None or abstract.state == State.WITHDRAWN:
        raise NotInThisState(_("Only what was submitted, and not withdrawn, can be changed."))
    if not as_manager and not may_be_edited(abstract):
        raise CallIsClosed(_too_late(abstract))
    _check_complete(abstract, written, consents=True, beyond=written.type if as_manager else abstract.type)
    changes = _put(abstract, written)
    answers = abstract.state == State.REVISION and not as_manager
    if answers:
        changes |= write(abstract, state=State.SUBMITTED, revision_asked_at=None, revision_until=None)
    if not changes:
        return abstract
    if "tracks" in changes and not abstract.reviews.exists():  # else it stays where organisers moved it
        abstract.reviewed_for.set(abstract.submitted_for.all())
    keep_version(abstract, by=by)
    verb = "abstract.revised" if answers else "abstract.edited"
    record(abstract.logbook, verb, by=by, subject=abstract, changes=_in_words(changes))
    return abstract


def written_of(abstract: Abstract) -> Written:
    """What an abstract holds, as its writer wrote it."""
    return Written(
        title=abstract.title,
        text=abstract.text,
        type=abstract.type,
        tracks=tuple(abstract.submitted_for.all()),
        topics=tuple(abstract.topics),
        keywords=tuple(abstract.keywords),
        answers=dict(abstract.answers),
        licence=abstract.licence,
        note=abstract.note,
        people=tuple(people_of(abstract)),
    )


def keep_version(abstract: Abstract, *, by: User | None) -> None:
    """Remember the text as it stands. Whoever calls holds the abstract."""
    last = abstract.versions.aggregate(last=Max("number"))["last"] or 0
    AbstractVersion.objects.create(
        abstract=abstract,
        number=last + 1,
        title=abstract.title,
        text=abstract.text,
        answers=abstract.answers,
        note=abstract.note,
        by=by,
    )


def check_takes(abstract: Abstract, *, by: User | None) -> None:
    """Raise CallIsClosed unless the call takes this one now; invitations are taken whenever they come."""
    call = abstract.call
    late = by is not None and is_late_submitter(by, call)
    proven = by is None and takes_late_from([abstract.submitter_email], call)
    if not (call.is_open() or late or proven or abstract.state == State.INVITED):
        raise CallIsClosed(_too_late(abstract))


def _too_late(abstract: Abstract) -> str:
    call = abstract.call
    ask = call.contact_email or abstract.event.contact_email
    sentence = (
        _("The call has not opened yet.")
        if call.opens_at is None or call.opens_at > timezone.now()
        else _("The time for this is over.")
    )
    kept = _("What you wrote is kept as it was saved last.")
    if not ask:
        return f"{sentence} {kept} {_('Ask the organisers whether they still take it.')}"
    who = _("Ask %(email)s whether they still take it.") % {"email": ask}
    return f"{sentence} {kept} {who}"


def _check_complete(
    abstract: Abstract, written: Written, *, consents: bool, beyond: ContributionType | None = None
) -> None:
    if problems := problems_of(abstract.call, written, consents=consents, beyond=beyond):
        raise NotComplete(problems)


def _put(abstract: Abstract, written: Written) -> dict[str, tuple[Any, Any]]:
    """Write everything that differs; counts as one change."""
    written = in_one_line(written)
    changes = write(
        abstract,
        title=written.title.strip()[:500],
        text=written.text,
        type=written.type,
        topics=list(written.topics),
        keywords=list(written.keywords),
        answers=dict(written.answers),
        licence=written.licence,
        note=written.note,
    )
    before = set(abstract.submitted_for.values_list("pk", flat=True))
    if before != {track.pk for track in written.tracks}:
        abstract.submitted_for.set(written.tracks)
        changes["tracks"] = ("", ", ".join(str(track) for track in written.tracks))
    people = replace_people(abstract, written.people)
    if people or "tracks" in changes:
        touch(abstract)
    return changes | people


def _in_words(changes: dict[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    """For the log: long texts and answers only say that they changed."""
    return {name: ("", "") if name in ("text", "answers") else pair for name, pair in changes.items()}
