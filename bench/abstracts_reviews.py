"""The reviews and wishes of the call of `bench.abstracts_content`."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

REVIEWED = datetime(2030, 2, 16, 9, tzinfo=UTC)


def make_reviews(
    call: Any, abstracts: list[Any], tracks: list[Any], people: list[Any], each: int, random: Random
) -> None:
    """So many of each abstract, by those it was given to; `people` are the chair, a convener, and the reviewers."""
    from abstracts.models import Assignment, Rating, Review

    reviewers, questions = people[2:], list(call.questions.all())
    rows, values = [], []
    for number, abstract in enumerate(abstracts):
        for place in range(each):
            given = [random.randint(0, 5) for _question in questions]
            rows.append(
                Review(
                    abstract=abstract,
                    reviewer=reviewers[(number * 7 + place) % len(reviewers)],
                    track=tracks[number % len(tracks)],
                    action=random.choice(["accept", "accept", "reject", "revise"]),
                    committee_comment="Sound, but close to what was shown last year.",
                    author_comment="Careful and complete.",
                    score=_score(questions, given),
                    submitted_at=REVIEWED + timedelta(minutes=number),
                )
            )
            values.append(given)
    made = Review.objects.bulk_create(rows, batch_size=1000)
    Rating.objects.bulk_create(
        (
            Rating(review=review, question=question, value=value)
            for review, given in zip(made, values, strict=True)
            for question, value in zip(questions, given, strict=True)
        ),
        batch_size=5000,
    )
    Assignment.objects.bulk_create(
        (
            Assignment(abstract_id=review.abstract_id, reviewer_id=review.reviewer_id, by_hand=False)
            for review in made
        ),
        batch_size=2000,
    )


def make_wishes(call: Any, abstracts: list[Any], people: list[Any], random: Random) -> None:
    """Every third reviewer says of a hundred abstracts how gladly they would read them."""
    from abstracts.models import Bid

    Bid.objects.bulk_create(
        (
            Bid(abstract=abstract, user=reviewer, wish=random.choice(["eager", "willing", "reluctant"]))
            for reviewer in people[2::3]
            for abstract in random.sample(abstracts, min(100, len(abstracts)))
        ),
        batch_size=2000,
    )


def _score(questions: list[Any], given: list[int]) -> Decimal:
    """The mean of the ratings, by the weights of their questions."""
    weighted = sum(value * question.weight for value, question in zip(given, questions, strict=True))
    whole = sum(question.weight for question in questions)
    return Decimal(weighted / whole).quantize(Decimal("0.001"))
