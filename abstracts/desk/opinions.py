"""What the reviews of one abstract say, for those who lead."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from abstracts.desk.frame import CallFacts
from abstracts.models import Abstract, Question, Rating, Review
from abstracts.reviewing.discussion import numbered

MOST_DOTS = 10
TONES = {Review.Action.ACCEPT: "ok", Review.Action.REJECT: "bad"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What one review answers to one question; `dots` are one per step of the scale, on or off."""

    question: str
    words: str
    dots: list[bool]


@dataclass(frozen=True, slots=True)
class Opinion:
    """One submitted review. `tone` is the colour of its proposal."""

    reviewer: str
    proposal: str
    tone: str
    answers: list[Answer]
    texts: list[Answer]
    score: float | None
    committee_comment: str
    author_comment: str
    at: datetime


def opinions_of(abstract: Abstract, call: CallFacts) -> list[Opinion]:
    """All submitted reviews, by the names of their writers: for those who lead. One query."""
    reviews = list(_reviews(abstract))
    numbers = numbered(review.reviewer_id for review in reviews)
    return [
        _opinion(review, numbers[review.reviewer_id], call)
        for review in sorted(reviews, key=lambda review: (review.submitted_at is None, review.pk))
        if review.submitted_at is not None
    ]


def _reviews(abstract: Abstract) -> Any:
    """Drafts too, for they have a number; in the order in which they were begun."""
    ratings = Rating.objects.filter(review=OuterRef("pk")).order_by("question__position", "question_id")
    tracks = Review.tracks.through.objects.filter(review=OuterRef("pk")).order_by("pk")
    return (
        Review.objects.filter(abstract=abstract)
        .select_related("reviewer", "type", "other", "track")
        .order_by("pk")
        .annotate(
            desk_answers=ArraySubquery(
                ratings.values(
                    json=JSONObject(
                        title="question__title", kind="question__kind", value="value", text="text"
                    )
                )
            ),
            desk_tracks=ArraySubquery(tracks.values_list("track__name")),
        )
    )


def _opinion(review: Any, number: int, call: CallFacts) -> Opinion:
    answers = [(given["kind"], _answer(given, call)) for given in review.desk_answers]
    return Opinion(
        reviewer=f"{_('Reviewer %(number)d') % {'number': number}}, {review.reviewer}",
        proposal=_proposal(review),
        tone=TONES.get(review.action, "warn"),
        answers=[answer for kind, answer in answers if kind != Question.Kind.TEXT],
        texts=[answer for kind, answer in answers if kind == Question.Kind.TEXT],
        score=None if review.score is None else float(review.score),
        committee_comment=review.committee_comment,
        author_comment=review.author_comment,
        at=review.submitted_at,
    )


def _answer(given: Mapping[str, Any], call: CallFacts) -> Answer:
    kind, value = given["kind"], given["value"]
    if kind == Question.Kind.TEXT:
        return Answer(given["title"], given["text"], [])
    if kind == Question.Kind.YES_NO or value is None:
        return Answer(given["title"], "" if value is None else _("Yes") if value else _("No"), [])
    said = _("%(value)d of %(most)d") % {"value": value, "most": call.scale_to}
    steps = range(call.scale_from + 1, call.scale_to + 1)
    return Answer(given["title"], said, [step <= value for step in steps] if len(steps) <= MOST_DOTS else [])


def _proposal(review: Any) -> str:
    action = review.get_action_display()
    if review.action == Review.Action.ACCEPT and review.type:
        return _("Accept as %(type)s") % {"type": review.type}
    if review.action == Review.Action.CHANGE_TRACKS and review.desk_tracks:
        return f"{action}: {', '.join(review.desk_tracks)}"
    if review.other is not None:
        return f"{action}: #{review.other.number}"
    return str(action)
