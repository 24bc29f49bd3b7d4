"""Abstracts that are merged: whose people are named where, along a chain of mergers too."""

from itertools import pairwise, permutations

import pytest

from abstracts.models import State
from abstracts.operations import Decision, decide, release, take_back
from abstracts.refusals import BadOther
from tests.factories.abstracts import AbstractFactory, AuthorFactory, CallFactory
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair():
    return UserFactory(is_admin=True)


def named(count):
    """Abstracts of one call, each with one author: Author 0, Author 1, …"""
    abstracts = AbstractFactory.create_batch(count, call=CallFactory())
    for number, abstract in enumerate(abstracts):
        AuthorFactory(abstract=abstract, name=f"Author {number}", email=f"author{number}@lab.example")
    return abstracts


def merge(abstract, other, *, by, people=True):
    decision = Decision(State.MERGED, other=other, merge_people=people)
    decide(abstract.event, {abstract.pk: None}, decision, by=by)


def names(abstract):
    return {author.name for author in abstract.authors.all()}


@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.parametrize("together", [True, False])
def test_the_people_of_a_chain_arrive_at_its_last_in_whatever_order_it_is_released(chair, order, together):
    abstracts = named(3)
    first, second, last = (abstracts[place] for place in order)
    merge(first, second, by=chair)
    merge(second, last, by=chair)
    decide(last.event, {last.pk: None}, Decision(State.ACCEPTED), by=chair)

    keys = [one.pk for one in abstracts]
    for released in [keys] if together else [[key] for key in keys]:
        release(last.event, released, by=chair)

    last.refresh_from_db()
    credited = set(last.contribution.credits.values_list("person__name", flat=True))
    assert names(last) == credited == {"Author 0", "Author 1", "Author 2"}
    assert names(first) == {f"Author {order[0]}"}


def test_people_stop_where_they_were_not_to_go_along(chair):
    first, second, last = named(3)
    merge(first, second, by=chair)
    merge(second, last, by=chair, people=False)

    release(last.event, [first.pk, second.pk], by=chair)

    assert (names(second), names(last)) == ({"Author 0", "Author 1"}, {"Author 2"})


def test_people_wait_for_the_release_of_the_next_merger(chair):
    first, second, last = named(3)
    merge(first, second, by=chair)
    merge(second, last, by=chair)

    release(last.event, [first.pk], by=chair)
    before = names(last)
    release(last.event, [second.pk], by=chair)

    assert (before, names(last)) == ({"Author 2"}, {"Author 0", "Author 1", "Author 2"})


def test_a_merger_that_was_taken_back_before_its_release_moves_nobody(chair):
    first, second, last = named(3)
    merge(first, second, by=chair)
    merge(second, last, by=chair)
    take_back(last.event, {second.pk: None}, by=chair)

    release(last.event, [first.pk, second.pk, last.pk], by=chair)

    assert (names(second), names(last)) == ({"Author 0", "Author 1"}, {"Author 2"})


@pytest.mark.parametrize("state", [State.MERGED, State.DUPLICATE])
def test_a_circle_of_four_is_refused(chair, state):
    abstracts = named(4)
    for one, other in pairwise(abstracts):
        merge(one, other, by=chair)
    first, last = abstracts[0], abstracts[-1]

    with pytest.raises(BadOther, match="circle"):
        decide(last.event, {last.pk: None}, Decision(state, other=first), by=chair)
