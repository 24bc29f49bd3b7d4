"""Withdrawn, and back again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from abstracts.models import Abstract, State
from abstracts.operations.clearing import clear_decision
from abstracts.operations.letters import owe_letters
from abstracts.operations.saving import write
from abstracts.operations.turns import lock_abstract
from abstracts.refusals import NotInThisState
from accounts.models import User
from events.operations import lock_event
from journal.operations import record
from programme.operations import delete_contribution


@transaction.atomic
def withdraw(abstract: Abstract, *, by: User | None, revision: int | None = None) -> None:
    """Take it out; its decision is cleared and its contribution deleted (Indico's rule). Organisers restore both.

    A draft or an invitation that was never submitted goes for good: `discard_draft`. Raises NotInThisState,
    ChangedMeanwhile, TooManyLetters.
    """
    lock_event(abstract.event)
    abstract = lock_abstract(abstract, revision=revision)
    if abstract.submitted_at is None or abstract.state == State.WITHDRAWN:
        raise NotInThisState(_("Only what was submitted, and not withdrawn, can be withdrawn."))
    write(abstract, **{**clear_decision(State.WITHDRAWN), "withdrawn_at": timezone.now()})
    if abstract.contribution is not None:
        delete_contribution(abstract.contribution, by=by)
    record(abstract.logbook, "abstract.withdrawn", by=by, subject=abstract)
    owe_letters([abstract], by=by)


@transaction.atomic
def discard_draft(abstract: Abstract) -> None:
    """Throw away a draft or an invitation nobody answered. Raises NotInThisState for what was submitted."""
    abstract = lock_abstract(abstract)
    if abstract.submitted_at is not None:
        raise NotInThisState(_("It was submitted. Withdraw it instead."))
    logbook = abstract.logbook
    abstract.delete()
    if not logbook.entries.exists():
        logbook.delete()
