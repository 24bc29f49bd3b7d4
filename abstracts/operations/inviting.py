"""Organisers invite somebody to submit: by a secret link, which needs no account, and which the closing does not stop.

Nobody sends mails to more than a few new people within an hour (S78): an invitation beyond that is held, and sent when
the organiser sends it.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from abstracts.links import link_of
from abstracts.models import Abstract, Call, State
from abstracts.operations.confirming import left_to_write, to_submitter
from abstracts.operations.letters import owe_letters
from abstracts.operations.saving import touch, write
from abstracts.operations.submitting import start_draft
from abstracts.operations.turns import lock_abstract
from abstracts.operations.withdrawing import discard_draft
from abstracts.refusals import NotInThisState
from abstracts.written import Written
from accounts.models import User
from events.operations import lock_event
from journal.operations import record

INVITED = "abstracts/mail/invited.txt"


@transaction.atomic
def invite(
    call: Call,
    *,
    by: User | None,
    user: User | None = None,
    name: str = "",
    email: str = "",
    written: Written | None = None,
) -> Abstract:
    """Invite a person with an account, or a name and an address; `written` is what they find filled in.

    The letter is sent unless too many were within this hour: then `link_sent_at` stays empty.
    """
    event = lock_event(call.event)
    abstract = start_draft(call, by=user, written=written, name=name, email=email)
    write(abstract, state=State.INVITED, invited_by=by)
    record(event.logbook, "abstract.invited", by=by, subject=f"{abstract.submitter_name} ({call})")
    if by is None or left_to_write(by=by):
        _send(abstract, by=by)
    return abstract


@transaction.atomic
def send_invitation(abstract: Abstract, *, by: User | None) -> bool:
    """Send it (again); False where too many were sent within this hour. The link stays the same."""
    abstract = _invited(abstract)
    if by is not None and not left_to_write(by=by):
        return False
    _send(abstract, by=by)
    return True


@transaction.atomic
def withdraw_invitation(abstract: Abstract, *, by: User | None) -> None:
    """Take it back: its link opens nothing. What was written into it goes, for nobody submitted it."""
    event = lock_event(abstract.event)
    abstract = _invited(abstract)
    name = abstract.submitter_name
    discard_draft(abstract)
    record(event.logbook, "abstract.invitation-withdrawn", by=by, subject=name)


@transaction.atomic
def renew_link(abstract: Abstract, *, by: User | None) -> Abstract:
    """Make earlier links void and mail a new one; for an invitation that got into wrong hands.

    The earlier ones are void at once; where too many mails were sent within this hour, `link_sent_at` is empty then.
    """
    abstract = _invited(abstract)
    abstract.link_round += 1
    abstract.link_sent_at = None
    touch(abstract, "link_round", "link_sent_at")
    if by is None or left_to_write(by=by):
        _send(abstract, by=by)
    return abstract


def _invited(abstract: Abstract) -> Abstract:
    abstract = lock_abstract(abstract)
    if abstract.state != State.INVITED:
        raise NotInThisState(_("Only an invitation that nobody answered can be sent again or taken back."))
    return abstract


def _send(abstract: Abstract, *, by: User | None) -> None:
    """By the rules of the event; by a letter of ours where no rule is about invitations."""
    abstract.link_sent_at = timezone.now()
    abstract.save(update_fields=["link_sent_at"])
    record(abstract.event.logbook, "abstract.invitation-sent", by=by, subject=abstract.submitter_name)
    if not owe_letters([abstract], by=by):
        to_submitter(abstract, INVITED, link=link_of(abstract), by=by)
