"""People without an account: a link by mail, which proves the address, and later an account of their own."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from abstracts.links import link_of
from abstracts.models import Abstract, Call, State
from abstracts.operations.saving import touch
from abstracts.operations.submitting import start_draft
from abstracts.operations.turns import lock_abstract
from abstracts.refusals import CallIsClosed, NotInThisState
from accounts.models import User
from journal.operations import record
from notices.operations import post_to_address

LINKS = "abstracts/mail/links.txt"
MOST_LINKS = 20


@transaction.atomic
def begin_as_guest(call: Call, *, name: str, email: str) -> None:
    """Mail a link to a new draft, and those to what the address began or submitted in this call.

    Whoever asks learns nothing: not whether the address is known, nor the link. Raises CallIsClosed.
    """
    if not (call.guests_may_submit and call.is_open()):
        raise CallIsClosed(_("This call takes nothing from people without an account now."))
    own = _of_address(call, email)
    fresh = next((one for one in own if one.state == State.DRAFT and not one.revision), None)
    if fresh is None:
        fresh = start_draft(call, by=None, name=name, email=email)
    _mail(call, email, new=fresh, others=[one for one in own if one.pk != fresh.pk])


@transaction.atomic
def send_links(call: Call, *, email: str) -> None:
    """Mail the links to what the address began or submitted in this call; nothing where there is none."""
    if own := _of_address(call, email):
        _mail(call, email, new=None, others=own)


@transaction.atomic
def claim(abstract: Abstract, *, by: User) -> Abstract:
    """Who came by the link takes the abstract into their account; links to it open nothing any more."""
    abstract = lock_abstract(abstract)
    if abstract.submitter is not None:
        raise NotInThisState(_("It belongs to an account already."))
    abstract.submitter = by
    abstract.submitter_name = str(by)
    abstract.submitter_email = by.email
    abstract.link_round += 1
    touch(abstract, "submitter", "submitter_name", "submitter_email", "link_round")
    if abstract.submitted_at is not None:  # drafts go without a trace when they are thrown away
        record(abstract.logbook, "abstract.claimed", by=by, subject=abstract)
    return abstract


def _of_address(call: Call, email: str) -> Sequence[Abstract]:
    mine = Abstract.objects.filter(call=call, submitter__isnull=True, submitter_email__iexact=email)
    return list(mine.select_related("event").order_by("-number")[:MOST_LINKS])


def _mail(call: Call, email: str, *, new: Abstract | None, others: Sequence[Abstract]) -> None:
    rows = [(str(one), one.shown_state.label, link_of(one)) for one in others]
    Abstract.objects.filter(pk__in=[one.pk for one in [new, *others] if one]).update(
        link_sent_at=timezone.now()
    )
    link = link_of(new) if new is not None else ""
    post_to_address(
        LINKS, to=email, language=get_language() or "", call=call, event=call.event, link=link, others=rows
    )
