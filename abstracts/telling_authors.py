"""What authors are told of reviews: after the release, and only what the call lets them; never by whom."""

from typing import Any

from django.db.models import Prefetch

from abstracts.models import DECIDED, Abstract, Review

SENT_REVIEWS = Prefetch(
    "reviews",
    Review.objects.filter(submitted_at__isnull=False).only("abstract", "submitted_at", "author_comment"),
)
"""What `comments_with_decision` reads, for many."""


def told_reviews(abstract: Abstract) -> list[dict[str, Any]]:
    """Rows with `author_comment` and `score`, as far as they may be told."""
    reviewing = abstract.call.reviewing
    wanted = []
    if reviewing.authors_see_comments:
        wanted.append("author_comment")
    if reviewing.authors_see_scores:
        wanted.append("score")
    if not (abstract.is_released and wanted):
        return []
    # Of a list, the reviews are there already: none is asked for twice.
    sent = sorted(
        (one for one in abstract.reviews.all() if one.submitted_at is not None), key=lambda one: one.pk
    )
    found = [{name: getattr(review, name) for name in wanted} for review in sent]
    return [row for row in found if row.get("author_comment") or row.get("score") is not None]


def comments_with_decision(abstract: Abstract) -> list[str]:
    """What reviewers wrote to the authors, as they may read it once the decision is released; nothing before it."""
    if abstract.state not in DECIDED or not abstract.call.reviewing.authors_see_comments:
        return []
    sent = [one for one in abstract.reviews.all() if one.submitted_at is not None]
    return [one.author_comment for one in sorted(sent, key=lambda one: one.pk) if one.author_comment]
