"""What authors are told of reviews: after the release, and only what the call lets them; never by whom."""

from typing import Any

from abstracts.models import Abstract


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
