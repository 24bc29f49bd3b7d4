"""The scale changes while somebody hands in a review: the review is counted on one scale, never on two."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from django.db import connection, transaction

from abstracts.models import Call
from abstracts.operations import rescale_ratings, submit_review
from abstracts.operations.turns import lock_abstract
from abstracts.refusals import NotComplete
from abstracts.reviewing.said import Said
from tests.factories.abstracts import AbstractFactory, CallFactory, QuestionFactory, TeamMemberFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def call():
    return CallFactory()


@pytest.fixture
def question(call):
    return QuestionFactory(call=call)


@pytest.fixture
def reviewer(call):
    return TeamMemberFactory(event=call.event).user


def rescale(call):
    """To 0–10, as another organiser does it."""
    try:
        rescale_ratings(Call.objects.get(pk=call.pk), scale_from=0, scale_to=10, by=None)
    finally:
        connection.close()


def test_a_new_scale_waits_for_reviews_under_way_and_takes_them_along(call, question, reviewer):
    abstract = AbstractFactory(call=call)

    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            lock_abstract(abstract)
            changing = threads.submit(rescale, call)
            waits = wait([changing], timeout=1).not_done
            submit_review(abstract, Said(action="accept", ratings={question.pk: 4}), by=reviewer)
        changing.result(timeout=20)

    review = abstract.reviews.get()
    assert waits == {changing}
    assert (review.ratings.get().value, review.score) == (8, 8)


def test_who_waited_for_a_new_scale_is_asked_by_it(call, question, reviewer):
    """The control: with the scale changed before, the same rating is refused or kept as it is."""
    call.reviewing.scale_to = 3
    call.reviewing.save()
    abstract = AbstractFactory(call=call)
    stale = type(abstract).objects.select_related("call__reviewing").get(pk=abstract.pk)

    rescale(call)
    submit_review(stale, Said(action="accept", ratings={question.pk: 9}), by=reviewer)
    with pytest.raises(NotComplete):
        submit_review(stale, Said(action="accept", ratings={question.pk: 11}), by=reviewer)

    assert abstract.reviews.get().ratings.get().value == 9
