"""Scores: of one review, of an abstract, and of an abstract once each reviewer's habit is taken out.

A review's score is the mean of its ratings, weighted by the questions'. An abstract's is the mean of its reviews', with
their spread (standard deviation of what was given, none for fewer than two) and their number; all on the scale of the
call. The normalised score stands beside it: some reviewers give high ratings to everything, some use two points of the
scale only.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import fsum, sqrt
from statistics import fmean

from abstracts.models import Call, Question, Review

PRIOR_REVIEWS = 3
"""A reviewer's habit is judged as if they had given this many ordinary reviews besides their own: who reviewed two
abstracts may just have had two good ones."""

THOUSANDTH = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Score:
    """Of one abstract. `mean` and `normalised` are None without a scored review; `count` counts scored reviews."""

    mean: float | None = None
    spread: float | None = None
    count: int = 0
    normalised: float | None = None


NO_SCORE = Score()

Given = tuple[int, int, float]
"""One scored review: the abstract, the reviewer, the score."""


def score_of_review(values: Mapping[Question, int | None]) -> Decimal | None:
    """The weighted mean of the ratings that count, to a thousandth; None where none does."""
    counted = [(value, question.weight) for question, value in values.items() if question.is_scored]
    rated = [(value, weight) for value, weight in counted if value is not None]
    if not rated:
        return None
    total = sum((Decimal(value) * weight for value, weight in rated), Decimal(0))
    return (total / sum(weight for _value, weight in rated)).quantize(THOUSANDTH)


def scores_of(call: Call, *, leaving_out: frozenset[int] = frozenset()) -> dict[int, Score]:
    """The scores of all abstracts of a call that have a scored review, by id: one query.

    `leaving_out` are abstracts whose reviews the person who asks must not learn anything of (`Standing.barred`).
    """
    scored = Review.objects.filter(abstract__call=call, submitted_at__isnull=False, score__isnull=False)
    rows = scored.order_by("abstract", "pk").values_list("abstract", "reviewer", "score")
    return scores_from(
        (abstract, user, float(score or 0)) for abstract, user, score in rows if abstract not in leaving_out
    )


def scores_from(given: Iterable[Given]) -> dict[int, Score]:
    """The same from the scores as they were given."""
    reviews = list(given)
    raw: dict[int, list[float]] = defaultdict(list)
    fair: dict[int, list[float]] = defaultdict(list)
    for (abstract, _reviewer, score), normalised in zip(reviews, normalised_scores(reviews), strict=True):
        raw[abstract].append(score)
        fair[abstract].append(normalised)
    return {
        abstract: Score(
            mean=fmean(scores),
            spread=sqrt(_variance(scores)) if len(scores) > 1 else None,
            count=len(scores),
            normalised=fmean(fair[abstract]),
        )
        for abstract, scores in raw.items()
    }


def normalised_scores(reviews: list[Given]) -> list[float]:
    """Each score as it would be if its reviewer had the mean and spread of all reviewers together.

    That is its distance from the reviewer's own mean in units of their own spread (z-score), laid on the mean and
    spread of all. Both are drawn towards those of all by `PRIOR_REVIEWS`. The result may lie beyond the scale.
    """
    if not reviews:
        return []
    everything = [score for _abstract, _reviewer, score in reviews]
    mean, variance = fmean(everything), _variance(everything)
    own: dict[int, list[float]] = defaultdict(list)
    for _abstract, reviewer, score in reviews:
        own[reviewer].append(score)
    habits = {reviewer: _habit(scores, mean, variance) for reviewer, scores in own.items()}
    spread = variance**0.5
    return [
        mean + spread * (score - habits[reviewer][0]) / habits[reviewer][1] if variance else mean
        for _abstract, reviewer, score in reviews
    ]


def _habit(scores: list[float], mean: float, variance: float) -> tuple[float, float]:
    """Mean and spread of one reviewer, drawn towards those of all."""
    count, whole = len(scores), len(scores) + PRIOR_REVIEWS
    own_mean = (sum(scores) + PRIOR_REVIEWS * mean) / whole
    own_variance = (count * _variance(scores) + PRIOR_REVIEWS * variance) / whole
    return own_mean, own_variance**0.5


def _variance(values: list[float]) -> float:
    """In floats: what `statistics` does in fractions takes most of the time of a list of thousands."""
    mean = fmean(values)
    return fsum((value - mean) ** 2 for value in values) / len(values)
