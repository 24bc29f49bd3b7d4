"""Bring back what its submitter withdrew a moment ago, if nobody has done anything with it since."""

from datetime import datetime, timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from abstracts.models import Abstract, State
from abstracts.operations.clearing import clear_decision
from abstracts.operations.correcting import correct_withdrawals
from abstracts.operations.saving import write
from abstracts.operations.turns import lock_abstract
from abstracts.refusals import NotInThisState
from accounts.models import User
from events.operations import lock_event
from journal.operations import record

LONGEST = timedelta(minutes=10)
"""The toast shows for ten seconds; whoever's hand rests on it has longer."""

SALT = "hemicycle.abstracts.withdrawal"
_signer = TimestampSigner(salt=SALT, sep=".")


def way_back(before: Abstract) -> str:
    """A word that undoes the withdrawal of an abstract, made of how it stood before it was withdrawn.

    How often it was written is only sealed in it: what the committee did counts as well, and is not told (S20).
    """
    until = int(before.revision_until.timestamp()) if before.revision_until else 0
    is_asked = int(before.state == State.REVISION)
    return _signer.sign(f"{before.pk}-{_seal(before.pk, before.revision)}-{is_asked}-{until}")


@transaction.atomic
def undo_withdrawal(abstract: Abstract, way: str, *, by: User | None) -> None:
    """Submitted again, or a revision asked for again; a decision nobody knew of is made anew.

    Who was told of the withdrawal is told of this. Raises NotInThisState, TooManyLetters.
    """
    lock_event(abstract.event)
    abstract = lock_abstract(abstract)
    is_asked, until = _read(way, abstract)
    if abstract.state != State.WITHDRAWN:
        raise _too_late()
    withdrawals = {abstract.pk: abstract.withdrawn_at} if abstract.withdrawn_at is not None else {}
    values = clear_decision(State.REVISION if is_asked else State.SUBMITTED)
    if is_asked:
        values |= {"revision_asked_at": timezone.now(), "revision_until": until}
    write(abstract, **values)
    record(abstract.logbook, "abstract.unwithdrawn", by=by, subject=abstract)
    correct_withdrawals([abstract], withdrawals, by=by)


def _read(way: str, abstract: Abstract) -> tuple[bool, datetime | None]:
    try:
        key, seal, is_asked, until = _signer.unsign(way, max_age=LONGEST).split("-")
    except (BadSignature, ValueError) as error:
        raise _too_late() from error
    if (int(key), seal) != (abstract.pk, _seal(abstract.pk, abstract.revision - 1)):
        raise _too_late()
    moment = datetime.fromtimestamp(int(until), tz=timezone.get_default_timezone()) if int(until) else None
    return is_asked == "1", moment


def _seal(key: int, revision: int) -> str:
    return salted_hmac(SALT, f"{key}-{revision}", algorithm="sha256").hexdigest()[:24]


def _too_late() -> NotInThisState:
    return NotInThisState(
        _("It stays withdrawn: the time to undo is over. Ask the organisers to bring it back.")
    )
