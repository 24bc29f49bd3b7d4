"""Authors hear of what the committee wrote to them; never by whom."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from abstracts.links import link_of
from abstracts.models import Abstract, Author, Comment, LastMail, Letter, Review
from abstracts.operations.gentle_mails import QUIET, write_gently
from accounts.models import User
from notices.operations import post_later_in_digest, post_to_address

COMMENT = "abstracts/mail/comment_to_authors.txt"
REVIEWS = "abstracts/mail/reviews_to_authors.txt"


def tell_of_comment(comment: Comment) -> None:
    """Write to who submitted the abstract and who is named at it, as far as they have accounts; a submitter without
    one gets the link, at most once an hour."""
    abstract = comment.abstract
    url = abstract.get_absolute_url()
    values: dict[str, Any] = {"abstract": abstract, "text": comment.text}
    people = [user for user in _people_of(abstract) if user.pk != comment.author_id]
    write_gently(
        COMMENT,
        to=people,
        event=abstract.event,
        kind=LastMail.Kind.COMMENT,
        url=url,
        context=lambda user: values,
    )
    if abstract.submitter is None and abstract.submitter_email and not _was_told_lately(comment):
        post_to_address(
            COMMENT, to=abstract.submitter_email, event=abstract.event, link=link_of(abstract), **values
        )


def tell_of_reviews(abstracts: Sequence[Abstract], *, since: datetime) -> None:
    """Their decisions were just released: submitters to whom no letter was written since then hear with their next
    digest that they can read what reviewers wrote to them."""
    open_ones = {
        one.pk: one for one in abstracts if one.call.reviewing.authors_see_comments and one.submitter
    }
    written = Letter.objects.filter(abstract__in=list(open_ones), created_at__gte=since)
    silent = open_ones.keys() - set(written.values_list("abstract", flat=True))
    said = Review.objects.filter(abstract__in=silent, submitted_at__isnull=False).exclude(author_comment="")
    for key in sorted(set(said.values_list("abstract", flat=True))):
        abstract = open_ones[key]
        if abstract.submitter is not None and abstract.submitter.is_active:
            post_later_in_digest(
                REVIEWS,
                to=[abstract.submitter],
                topic="abstracts",
                url=abstract.get_absolute_url(),
                abstract=abstract,
                event=abstract.event,
            )


def _people_of(abstract: Abstract) -> list[User]:
    """Who finds the abstract among their own."""
    named = abstract.authors.exclude(answer=Author.Answer.DECLINED).values("user")
    people = User.objects.filter(Q(pk=abstract.submitter_id) | Q(pk__in=named), is_active=True)
    return list(people.order_by("pk"))


def _was_told_lately(comment: Comment) -> bool:
    """Whether another comment went to the authors within the hour."""
    told = comment.abstract.comments.filter(audience=Comment.Audience.AUTHORS).exclude(pk=comment.pk)
    since = timezone.now() - QUIET
    return told.filter(Q(created_at__gt=since) | Q(edited_at__gt=since)).exists()
