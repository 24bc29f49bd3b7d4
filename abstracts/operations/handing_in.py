"""What people do with their own abstracts: submitting and changing, and then asking who is newly named."""

from django.db import transaction

from abstracts.models import Abstract
from abstracts.operations.confirming import ask_authors
from abstracts.operations.submitting import edit_abstract, submit
from abstracts.written import Written
from accounts.models import User


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
    revision: int | None = None,
    as_manager: bool = False,
) -> tuple[Abstract, int]:
    """`edit_abstract`, and ask whoever is newly named; returns how many of them are asked later."""
    changed = edit_abstract(abstract, written, by=by, revision=revision, as_manager=as_manager)
    _asked, held = ask_authors(changed, by=by)
    return changed, held
