"""What authors are told of reviews: after the release, and only what the call lets them; never by whom."""

from typing import Any

from abstracts.models import Abstract


def told_reviews(abstract: Abstract) -> list[dict[str, Any]]:
    """Rows with `author_comment` and `score`, as far as they may be told. Nothing is asked for that is not."""
    reviewing = abstract.call.reviewing
    wanted = []
    if reviewing.authors_see_comments:
        wanted.append("author_comment")
    if reviewing.authors_see_scores:
        wanted.append("score")
    if not (abstract.is_released and wanted):
        return []
    found = abstract.reviews.filter(submitted_at__isnull=False).order_by("pk").values(*wanted)
    return [row for row in found if row.get("author_comment") or row.get("score") is not None]
