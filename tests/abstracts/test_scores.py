"""Scores of reviews and abstracts, raw and with each reviewer's habit taken out."""

from decimal import Decimal

import pytest

from abstracts.models import Question
from abstracts.scores import PRIOR_REVIEWS, Score, normalised_scores, score_of_review, scores_of
from tests.factories.abstracts import AbstractFactory, CallFactory, ReviewFactory
from tests.factories.accounts import UserFactory


def question(number, **values):
    return Question(pk=number, title=str(number), **values)


def test_a_review_s_score_is_the_mean_of_the_ratings_that_count_by_weight():
    heavy, light = question(1, weight=Decimal("2.5")), question(2, weight=Decimal("0.5"))
    uncounted, words = question(3, counts=False), question(4, kind=Question.Kind.TEXT)

    score = score_of_review({heavy: 4, light: 1, uncounted: 5, words: None})

    assert score == Decimal("3.500")


def test_a_review_without_a_rating_that_counts_has_no_score():
    assert score_of_review({question(1, counts=False): 5, question(2, weight=Decimal(0)): 3}) is None
    assert score_of_review({question(1): None}) is None


def test_normalising_changes_nothing_among_reviewers_of_one_habit():
    reviews = [(1, 7, 2.0), (2, 7, 4.0), (1, 8, 2.0), (2, 8, 4.0)]

    assert normalised_scores(reviews) == pytest.approx([2.0, 4.0, 2.0, 4.0])


def test_normalising_brings_a_strict_and_a_generous_reviewer_together():
    strict = [(abstract, 7, float(score)) for abstract, score in enumerate([0, 1, 2] * 10)]
    generous = [(abstract, 8, float(score)) for abstract, score in enumerate([3, 4, 5] * 10)]

    found = normalised_scores([*strict, *generous])

    apart = [abs(found[place] - found[place + 30]) for place in range(30)]
    assert max(apart) < 3 / 5


def test_one_extreme_review_of_a_reviewer_moves_little_towards_the_mean():
    many = [(abstract, 7, float(abstract % 5)) for abstract in range(40)]

    lone = normalised_scores([*many, (1, 8, 4.0)])[-1]

    mean = (sum(score for *_who, score in many) + 4) / 41
    assert mean < lone < 4.0 + 0.1
    assert lone - mean > (4.0 - mean) * PRIOR_REVIEWS / (PRIOR_REVIEWS + 1) * 0.9


def test_normalising_equal_scores_gives_that_score():
    assert normalised_scores([(1, 7, 3.0), (2, 8, 3.0)]) == [3.0, 3.0]
    assert normalised_scores([]) == []


@pytest.mark.django_db
def test_an_abstract_s_score_has_the_mean_the_spread_and_the_number_of_its_scored_reviews():
    call = CallFactory()
    two, one, _unscored = AbstractFactory.create_batch(3, call=call)
    for abstract, score in ((two, 2), (two, 5), (one, 4)):
        ReviewFactory(abstract=abstract, score=score)
    ReviewFactory(abstract=two, score=None)
    ReviewFactory(abstract=one, score=None, submitted_at=None)

    scores = scores_of(call)

    assert set(scores) == {two.pk, one.pk}
    assert (scores[two.pk].mean, scores[two.pk].spread, scores[two.pk].count) == (3.5, 1.5, 2)
    assert (scores[one.pk].mean, scores[one.pk].spread, scores[one.pk].count) == (4.0, None, 1)


@pytest.mark.django_db
def test_what_somebody_must_not_learn_of_does_not_shift_the_scores_they_see():
    call, reviewer = CallFactory(), UserFactory()
    seen, hidden = AbstractFactory.create_batch(2, call=call)
    ReviewFactory(abstract=seen, reviewer=reviewer, score=3)
    ReviewFactory(abstract=hidden, reviewer=reviewer, score=0)

    assert scores_of(call, leaving_out=frozenset({hidden.pk})) == {seen.pk: Score(3.0, None, 1, 3.0)}
