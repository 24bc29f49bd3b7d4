"""Authors are asked whether they are authors, and answer by the link in the mail.

Nobody sends mails to more than MOST_AN_HOUR new people within an hour (S78): who is beyond that is asked later, when
the submitter asks again. To invite somebody counts as well, to submit or to the committee. The log is what counts: it
stays when people are named no more and invitations are taken back.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from abstracts.links import question_to
from abstracts.models import Abstract, Author
from abstracts.operations.turns import lock_abstract
from accounts.models import User
from journal.models import Entry
from journal.operations import record
from notices.operations import post, post_to_address

MOST_AN_HOUR = 20
WROTE = ("abstract.author-asked", "abstract.invitation-sent", "team.written-to")
"""What the log calls a mail to somebody new."""

ASKED = "abstracts/mail/author_asked.txt"
DECLINED = "abstracts/mail/author_declined.txt"


def to_ask(abstract: Abstract) -> QuerySet[Author]:
    """Who was not asked yet: with an address, and not the submitter, who named themselves."""
    if not abstract.call.authors_confirm:
        return abstract.authors.none()
    own = Q(email__iexact=abstract.submitter_email)
    if abstract.submitter is not None:
        own |= Q(user=abstract.submitter)
    return abstract.authors.filter(asked_at__isnull=True).exclude(email="").exclude(own)


@transaction.atomic
def ask_authors(abstract: Abstract, *, by: User | None) -> tuple[int, int]:
    """Write to those not asked yet: how many were, and how many are held back until later."""
    abstract = lock_abstract(abstract)
    waiting = list(to_ask(abstract).select_related("user"))
    asked = waiting[: left_to_write(by=by, email=abstract.submitter_email)]
    now = timezone.now()
    for author in asked:
        author.abstract = abstract
        _write(author, ASKED, link=question_to(author))
        record(
            abstract.logbook,
            "abstract.author-asked",
            by=by,
            subject=abstract,
            changes={"people": ("", author.name)},
        )
    Author.objects.filter(pk__in=[author.pk for author in asked]).update(asked_at=now)
    return len(asked), len(waiting) - len(asked)


@transaction.atomic
def answer(author: Author, answer: Author.Answer) -> None:
    """What the person says who proved the address by the link; the submitter hears when they are none."""
    abstract = lock_abstract(author.abstract)
    author = Author.objects.select_for_update(of=("self",)).get(pk=author.pk)
    if author.answer == answer:
        return
    author.answer, author.answered_at = answer, timezone.now()
    author.save(update_fields=["answer", "answered_at"])
    record(
        abstract.logbook,
        "abstract.author-answered",
        by=None,
        subject=abstract,
        changes={"answer": ("", f"{author.name}: {author.get_answer_display()}")},
    )
    if answer == Author.Answer.DECLINED:
        to_submitter(abstract, DECLINED, author=author)


def left_to_write(*, by: User | None, email: str = "") -> int:
    """How many new people somebody may write to within this hour; by their address where they have no account."""
    since = timezone.now() - timedelta(hours=1)
    wrote = Entry.objects.filter(verb__in=WROTE, at__gt=since, by=by)
    if by is None:
        wrote = wrote.filter(
            logbook__in=Abstract.objects.filter(submitter_email__iexact=email).values("logbook")
        )
    return max(0, MOST_AN_HOUR - wrote.count())


def to_submitter(abstract: Abstract, template: str, **context: Any) -> None:
    """A mail to the account of the submitter where there is one, else to the address they gave."""
    if abstract.submitter is not None and abstract.submitter.is_active:
        post(template, to=[abstract.submitter], abstract=abstract, **context)
    elif abstract.submitter_email:
        post_to_address(template, to=abstract.submitter_email, abstract=abstract, **context)


def _write(author: Author, template: str, **context: Any) -> None:
    if author.user is not None and author.user.is_active:
        post(template, to=[author.user], author=author, abstract=author.abstract, **context)
    else:
        post_to_address(template, to=author.email, author=author, abstract=author.abstract, **context)
