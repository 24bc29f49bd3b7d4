"""An abstract that was changed after its contribution was made: the contribution follows when somebody says so, or the
change is left out of it, which is remembered until the next one."""

from django.db import transaction
from django.utils.translation import gettext as _

from abstracts.followed import as_contribution, differing_fields, prints_of
from abstracts.models import Abstract, State
from abstracts.operations.accepting import credits_of
from abstracts.operations.turns import lock_abstract, lock_desk
from abstracts.refusals import NotInThisState
from accounts.models import User
from events.operations import lock_event
from journal.operations import record
from programme.models import Contribution
from programme.operations import edit_contribution


@transaction.atomic
def take_over_edit(abstract: Abstract, *, by: User | None) -> None:
    """Write title, text, keywords and people of the abstract into its contribution. Raises NotInThisState.

    Track, type and session stay as they are in the programme: they are decided, not written by the authors.
    """
    abstract, contribution = _held(abstract)
    edit_contribution(contribution, by=by, people=credits_of(abstract), **as_contribution(abstract))
    _remember(abstract, {})
    record(abstract.logbook, "abstract.taken-over", by=by, subject=abstract)


@transaction.atomic
def leave_edit(abstract: Abstract, *, by: User | None, revision: int | None = None) -> None:
    """Leave the contribution as it is: what differs now is not shown as a change any more, until it is edited again.

    Raises NotInThisState where nothing differs, ChangedMeanwhile.
    """
    abstract, _contribution = _held(abstract, revision=revision)
    if not differing_fields(abstract):
        raise NotInThisState(
            _("The contribution of #%(number)d says the same already.") % {"number": abstract.number}
        )
    _remember(abstract, prints_of(abstract))
    record(abstract.logbook, "abstract.left-apart", by=by, subject=abstract)


@transaction.atomic
def show_again(abstract: Abstract, *, by: User | None) -> None:
    """What was left out of the contribution is shown as a change again. Raises NotInThisState."""
    abstract, _contribution = _held(abstract)
    if abstract.left_apart:
        _remember(abstract, {})
        record(abstract.logbook, "abstract.shown-again", by=by, subject=abstract)


def _held(abstract: Abstract, *, revision: int | None = None) -> tuple[Abstract, Contribution]:
    lock_event(abstract.event)
    lock_desk(abstract.event)
    abstract = lock_abstract(abstract, revision=revision)
    contribution = abstract.contribution
    if abstract.state != State.ACCEPTED or not abstract.is_released or contribution is None:
        raise NotInThisState(_("#%(number)d has no contribution.") % {"number": abstract.number})
    if contribution.deleted_at is not None:
        raise NotInThisState(_("The contribution was deleted. Restore it among the talks first."))
    return abstract, contribution


def _remember(abstract: Abstract, prints: dict[str, str]) -> None:
    """It is no change of the abstract: who is editing it goes on."""
    abstract.left_apart = prints
    abstract.save(update_fields=["left_apart"])
