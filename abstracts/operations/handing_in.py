"""What people do with their own abstracts: submitting and changing, and then asking who is newly named."""

from dataclasses import astuple
from hashlib import blake2b

from django.db import transaction
from django.utils.translation import gettext as _

from abstracts.models import UNSENT, Abstract, Call
from abstracts.operations.confirming import ask_authors
from abstracts.operations.submitting import edit_abstract, save_draft, start_draft, submit, written_of
from abstracts.operations.turns import lock_abstract
from abstracts.refusals import ChangedMeanwhile, TooManyDrafts
from abstracts.written import Written
from accounts.models import User

MOST_DRAFTS = 20
"""Of one person in one call, so that nobody fills the disk with what is never submitted (S57)."""


@transaction.atomic
def begin_draft(call: Call, written: Written, *, by: User) -> Abstract:
    """A first draft of what somebody with an account wrote. Raises TooManyDrafts and what `save_draft` raises."""
    if Abstract.objects.filter(call=call, submitter=by, state__in=UNSENT).count() >= MOST_DRAFTS:
        raise TooManyDrafts(
            _("You have %(count)d drafts in this call. Submit one, or throw one away first.")
            % {"count": MOST_DRAFTS}
        )
    return save_draft(start_draft(call, by=by), written)


@transaction.atomic
def hand_in(
    abstract: Abstract, *, by: User | None, consents: bool, revision: int | None = None
) -> tuple[Abstract, int]:
    """`submit`, and ask the authors where the call does; returns how many of them are asked later (S78)."""
    sent = submit(abstract, by=by, consents=consents, revision=revision)
    _asked, held = ask_authors(sent, by=by)
    return sent, held


@transaction.atomic
def change(
    abstract: Abstract,
    written: Written,
    *,
    by: User | None,
    seal: str = "",
    as_manager: bool = False,
) -> tuple[Abstract, int]:
    """`edit_abstract`, and ask whoever is newly named; returns how many of them are asked later.

    `seal` is that of the text the person changed. Raises ChangedMeanwhile too, when it is another one by now.
    """
    abstract = lock_abstract(abstract)
    if seal and seal != seal_of(written_of(abstract)):
        raise ChangedMeanwhile(abstract)
    changed = edit_abstract(abstract, written, by=by, as_manager=as_manager)
    _asked, held = ask_authors(changed, by=by)
    return changed, held


def seal_of(written: Written) -> str:
    """A short text that is another one for another text, and tells nothing of what the committee does with it."""
    told = (
        *(written.title, written.text, written.type and written.type.pk),
        sorted(track.pk for track in written.tracks),
        *(list(written.topics), list(written.keywords), sorted(written.answers.items())),
        *(written.licence, written.note, [astuple(person) for person in written.people]),
    )
    return blake2b(repr(told).encode(errors="replace"), digest_size=8).hexdigest()
