"""Two people who decide, or release, at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from abstracts.models import Abstract, State
from abstracts.operations import Decision, decide, release
from abstracts.refusals import BadOther, ChangedMeanwhile, NotInThisState
from tests.factories.abstracts import AbstractFactory, CallFactory

pytestmark = pytest.mark.django_db(transaction=True)
REFUSALS = (BadOther, ChangedMeanwhile, NotInThisState)


@pytest.fixture
def call():
    return CallFactory()


def at_once(*acts):
    """What becomes of each, in order, when all begin together: what it returns, or the name of its refusal."""
    gate = Barrier(len(acts))

    def run(act):
        gate.wait()
        try:
            return act()
        except REFUSALS as refusal:
            return type(refusal).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def test_of_two_decisions_on_what_both_saw_one_counts_and_the_other_is_told(call):
    abstract = AbstractFactory(call=call)
    seen = {abstract.pk: abstract.revision}

    def decides(state):
        return lambda: decide(call.event, seen, Decision(state), by=None)[0].state

    results = at_once(decides(State.ACCEPTED), decides(State.REJECTED))

    assert results.count("ChangedMeanwhile") == 1
    assert Abstract.objects.get().state in results


def test_the_control_that_looks_and_then_writes_lets_both_through(call):
    abstract = AbstractFactory(call=call)
    both_looked = Barrier(2)

    def carelessly(comment):
        def act():
            saw = Abstract.objects.get(pk=abstract.pk)
            both_looked.wait()
            Abstract.objects.filter(pk=abstract.pk).update(decision_comment=comment)
            return saw.revision

        return act

    assert at_once(carelessly("yes"), carelessly("no")) == [0, 0]


def test_two_abstracts_are_not_merged_into_each_other_by_two_people(call):
    one, two = AbstractFactory.create_batch(2, call=call)

    def merges(which, other):
        return lambda: (
            decide(call.event, {which.pk: which.revision}, Decision(State.MERGED, other=other), by=None)[
                0
            ].state
        )

    results = at_once(merges(one, two), merges(two, one))

    assert sorted(results) == ["BadOther", "merged"]


def test_two_who_release_at_once_make_each_contribution_once(call):
    abstracts = AbstractFactory.create_batch(3, call=call)
    keys = [one.pk for one in abstracts]
    decide(call.event, dict.fromkeys(keys), Decision(State.ACCEPTED), by=None)

    counts = at_once(*[lambda: len(release(call.event, keys, by=None))] * 2)

    assert sorted(counts) == [0, 3]
    assert call.event.contributions.count() == 3
