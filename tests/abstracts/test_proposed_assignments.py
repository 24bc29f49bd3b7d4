"""Proposed assignments: kept to be looked at, taken whole or in part, put back; stale ones do no harm."""

import pytest
from django.urls import reverse

from abstracts.assigning.cost import Rules
from abstracts.assigning.loading import panel_of
from abstracts.assigning_job import ASSIGN
from abstracts.models import Assignment, AssignmentProposal, Bid, Conflict, Reviewing
from abstracts.operations.assigning import give
from abstracts.operations.proposing import (
    accept_proposal,
    discard_proposal,
    find_assignment,
    keep_proposal,
    put_back,
)
from abstracts.operations.wishes import save_profile
from abstracts.refusals import NotInThisState, ProposalSettled
from abstracts.standing import standing_of
from jobs.models import Job
from jobs.operations import run_job, start_job
from notices.models import Notice
from tests.abstracts.assignment_scenes import scene
from tests.factories.abstracts import AbstractFactory, AuthorFactory, CallFactory, ReviewFactory
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def proposed(one, **rules):
    wanted = Rules(**rules)
    panel, matching = find_assignment(one.standing, one.call, wanted)
    return keep_proposal(one.call, panel, matching, wanted, by=one.chair)


def test_a_proposal_changes_nothing_until_it_is_accepted_and_tells_everybody_once():
    one = scene(abstracts=4)
    proposal = proposed(one, balance="even")
    before = one.pairs

    taken = accept_proposal(one.standing, proposal, tell=True)

    assert before == set()
    assert sorted(user for _abstract, user in one.pairs) == [0, 0, 1, 1]
    assert (len(taken.given), taken.told, Notice.objects.count()) == (4, 2, 2)
    assert not Assignment.objects.filter(by_hand=True).exists()
    with pytest.raises(ProposalSettled):
        accept_proposal(one.standing, proposal)


def test_the_search_knows_wishes_limits_conflicts_and_what_is_given():
    one = scene(abstracts=3, reviewers=3, load_limit=2)
    Bid.objects.create(abstract=one.abstracts[0], user=one.reviewers[1], wish="eager")
    AuthorFactory(abstract=one.abstracts[1], email="x@host1.example")
    save_profile(one.call.event, by=one.reviewers[2], load_limit=0, competences={})
    give(one.standing, [one.pair(2, 0)])

    panel = panel_of(one.standing, one.call, Rules())
    accept_proposal(one.standing, proposed(one))

    limits = {reviewer.id: reviewer.limit for reviewer in panel.facts.reviewers}
    assert [limits[user.pk] for user in one.reviewers] == [2, 2, 0]
    assert one.pairs == {(0, 1), (1, 0), (2, 0)}


def test_chosen_abstracts_are_taken_first_and_the_rest_later():
    one = scene(abstracts=3)
    proposal = proposed(one)

    accept_proposal(one.standing, proposal, abstracts=[one.abstracts[0].pk])
    first = {abstract for abstract, _user in one.pairs}
    proposal.refresh_from_db()
    still_open = proposal.accepted_at is None
    accept_proposal(one.standing, proposal)

    assert (first, still_open) == ({0}, True)
    assert {abstract for abstract, _user in one.pairs} == {0, 1, 2}


def test_what_changed_since_the_search_is_left_as_it_is():
    one = scene(abstracts=2, reviewers=3)
    proposal = proposed(one)
    give(one.standing, [one.pair(0, 2)])

    taken = accept_proposal(one.standing, proposal)

    assert taken.overtaken == 1
    assert {user for abstract, user in one.pairs if abstract == 0} == {2}


def test_a_conflict_that_came_up_since_the_search_is_not_given():
    one = scene(abstracts=1)
    proposal = proposed(one)
    chosen = proposal.pairs[0][1]
    Conflict.objects.create(abstract=one.abstracts[0], user_id=chosen)

    taken = accept_proposal(one.standing, proposal)

    assert (taken.given, taken.conflicted, one.pairs) == ([], 1, set())


def test_what_is_given_may_be_given_anew_but_a_review_keeps_its_reviewer():
    one = scene(abstracts=2)
    for number, user in ((0, 0), (1, 0)):
        give(one.standing, [one.pair(number, user)])
        Bid.objects.create(abstract=one.abstracts[number], user=one.reviewers[1], wish="eager")
    ReviewFactory(abstract=one.abstracts[0], reviewer=one.reviewers[0])

    kept = proposed(one, balance="wishes")
    anew = proposed(one, keep=False, balance="wishes")
    accept_proposal(one.standing, kept)
    with_kept = one.pairs
    accept_proposal(one.standing, anew)

    assert with_kept == {(0, 0), (1, 0)}
    assert one.pairs == {(0, 0), (1, 1)}


def test_what_was_taken_is_put_back_but_not_what_somebody_began():
    one = scene(abstracts=3)
    give(one.standing, [one.pair(0, 0)])
    Bid.objects.create(abstract=one.abstracts[0], user=one.reviewers[1], wish="eager")
    proposal = proposed(one, keep=False, balance="wishes")
    accept_proposal(one.standing, proposal)
    moved = (0, 1) in one.pairs
    begun = next(pair for pair in one.pairs if pair[0] == 1)
    ReviewFactory(abstract=one.abstracts[1], reviewer=one.reviewers[begun[1]])

    put_back(one.standing, proposal)

    assert moved
    assert one.pairs == {(0, 0), begun}
    with pytest.raises(ProposalSettled):
        put_back(one.standing, proposal)


def test_a_discarded_proposal_is_not_taken():
    one = scene()
    proposal = proposed(one)
    discard_proposal(proposal, by=one.chair)

    with pytest.raises(ProposalSettled):
        accept_proposal(one.standing, proposal)


def test_nothing_is_proposed_where_tracks_are_reviewed_as_a_whole():
    one = scene(assignment=Reviewing.Assignment.TRACK)

    with pytest.raises(NotInThisState, match="given one by one"):
        find_assignment(one.standing, one.call, Rules())


def test_what_an_organiser_wrote_is_not_in_their_proposals_and_not_taken_through_those_of_others():
    one = scene(abstracts=2)
    by_other = proposed(one)
    AuthorFactory(abstract=one.abstracts[0], user=one.chair)

    own = proposed(one)
    accept_proposal(one.standing, by_other)

    assert {key for key, _user in own.pairs} == {one.abstracts[1].pk}
    assert {abstract for abstract, _user in one.pairs} == {1}


def chairs_of_two(one):
    """The chair of the scene, who wrote its first abstract, and another one."""
    AuthorFactory(abstract=one.abstracts[0], user=one.chair)
    return one.standing, standing_of(UserFactory(is_admin=True), one.call.event)


def test_what_is_kept_from_who_takes_a_proposal_is_left_to_another_organiser():
    one = scene(abstracts=3)
    writer, other = chairs_of_two(one)
    panel, matching = find_assignment(other, one.call, Rules())
    proposal = keep_proposal(one.call, panel, matching, Rules(), by=other.user)

    accept_proposal(writer, proposal)
    first = {abstract for abstract, _user in one.pairs}
    with pytest.raises(ProposalSettled):
        accept_proposal(writer, proposal)
    accept_proposal(other, proposal)

    assert first == {1, 2}
    assert {abstract for abstract, _user in one.pairs} == {0, 1, 2}
    proposal.refresh_from_db()
    assert proposal.accepted_at is not None


def test_who_takes_leaves_the_reviewers_of_what_is_kept_from_them():
    one = scene(abstracts=2)
    writer, other = chairs_of_two(one)
    give(other, [one.pair(0, 0)])
    panel, matching = find_assignment(writer, one.call, Rules(keep=False))
    proposal = keep_proposal(one.call, panel, matching, Rules(keep=False), by=writer.user)

    accept_proposal(writer, proposal)

    assert {pair for pair in one.pairs if pair[0] == 0} == {(0, 0)}


def test_who_puts_a_proposal_back_leaves_what_is_kept_from_them_to_another_organiser():
    one = scene(abstracts=2)
    writer, other = chairs_of_two(one)
    panel, matching = find_assignment(other, one.call, Rules())
    proposal = keep_proposal(one.call, panel, matching, Rules(), by=other.user)
    accept_proposal(other, proposal)

    put_back(writer, proposal)
    after_writer = {abstract for abstract, _user in one.pairs}
    with pytest.raises(ProposalSettled):
        put_back(writer, proposal)
    put_back(other, proposal)

    assert (after_writer, one.pairs) == ({0}, set())


def test_the_pages_tell_who_wrote_one_nothing_of_it_before_and_after_it_is_taken(client):
    one = scene(abstracts=2, reviewers=1)
    writer, other = chairs_of_two(one)
    panel, matching = find_assignment(other, one.call, Rules())
    proposal = keep_proposal(one.call, panel, matching, Rules(), by=other.user)
    page = reverse("abstract-assignment-proposal", args=[one.call.event_id, proposal.pk])
    waiting = reverse("abstract-assignment-proposals", args=[one.call.event_id])
    client.force_login(writer.user)

    accept_proposal(writer, proposal)
    partly, listed = client.get(page), client.get(waiting)
    accept_proposal(other, proposal)
    whole = client.get(page)

    client.force_login(other.user)
    theirs = client.get(page)

    assert (partly.context["is_taken"], partly.context["is_open"]) == (True, False)
    assert listed.context["proposals"] == []
    for answer in (partly, whole):
        assert [load.after for load in answer.context["comparison"].loads] == [1]
        assert one.abstracts[0].title not in answer.content.decode()
    assert [load.after for load in theirs.context["comparison"].loads] == [2]
    assert (whole.context["comparison"].can_put_back, theirs.context["comparison"].can_put_back) == (
        False,
        True,
    )


def test_the_facts_take_as_many_queries_for_one_abstract_as_for_many(django_assert_num_queries):
    one = scene(abstracts=1, reviewers=1)
    many = scene(abstracts=4, reviewers=3, host="other")

    for some in (one, many):
        standing = some.standing
        with django_assert_num_queries(18):
            panel_of(standing, some.call, Rules())


@pytest.mark.django_db(transaction=True)
def test_a_worker_proposes_and_names_the_page():
    one = scene()
    job = start_job(ASSIGN, by=one.chair, arguments={"call": one.call.pk, "rules": Rules().as_json()})

    run_job(job.key)

    job = Job.objects.get(pk=job.pk)
    proposal = AssignmentProposal.objects.get()
    assert (job.state, job.problem) == (Job.State.DONE, "")
    assert job.result["proposal"] == proposal.pk
    assert {key for key, _user in proposal.pairs} == {abstract.pk for abstract in one.abstracts}


def test_other_calls_of_the_event_count_towards_what_a_reviewer_said_they_take():
    one = scene(abstracts=2, reviewers=1)
    other = AbstractFactory(call=CallFactory(event=one.call.event), tracks=[one.track])
    save_profile(one.call.event, by=one.reviewers[0], load_limit=2, competences={})
    give(one.standing, [(other.pk, one.reviewers[0].pk)])

    panel = panel_of(one.standing, one.call, Rules())

    assert [reviewer.limit for reviewer in panel.facts.reviewers] == [1]
