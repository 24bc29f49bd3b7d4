"""An abstract that was changed after its contribution was made: the contribution follows when somebody says so."""

from django.db import transaction
from django.utils.translation import gettext as _

from abstracts.followed import as_contribution
from abstracts.models import Abstract, State
from abstracts.operations.accepting import credits_of
from abstracts.operations.turns import lock_abstract, lock_desk
from abstracts.refusals import NotInThisState
from accounts.models import User
from events.operations import lock_event
from journal.operations import record
from programme.operations import edit_contribution


@transaction.atomic
def take_over_edit(abstract: Abstract, *, by: User | None) -> None:
    """Write title, text, keywords and people of the abstract into its contribution. Raises NotInThisState.

    Track, type and session stay as they are in the programme: they are decided, not written by the authors.
    """
    lock_event(abstract.event)
    lock_desk(abstract.event)
    abstract = lock_abstract(abstract)
    contribution = abstract.contribution
    if abstract.state != State.ACCEPTED or not abstract.is_released or contribution is None:
        raise NotInThisState(_("#%(number)d has no contribution.") % {"number": abstract.number})
    if contribution.deleted_at is not None:
        raise NotInThisState(_("The contribution was deleted. Restore it among the talks first."))
    edit_contribution(contribution, by=by, people=credits_of(abstract), **as_contribution(abstract))
    record(abstract.logbook, "abstract.taken-over", by=by, subject=abstract)
