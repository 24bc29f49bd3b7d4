"""What reviewers say about themselves: wishes, conflicts, what they know, and no."""

from datetime import timedelta

import pytest
from django.utils import timezone

from abstracts.models import Assignment, Bid, Conflict, Review, ReviewerProfile, Reviewing
from abstracts.operations import submit_review
from abstracts.operations.wishes import (
    declare_conflict,
    decline_assignment,
    end_conflict,
    save_profile,
    set_bid,
)
from abstracts.reading import biddable_by, open_to, reviewable_by
from abstracts.refusals import HasAConflict, NotAReviewer, NotInThisState, NotOfThisCall
from abstracts.reviewing.said import Said
from abstracts.standing import standing_of
from notices.models import DigestEntry
from tests.factories.abstracts import AbstractFactory, AuthorFactory, CallFactory, TeamMemberFactory
from tests.factories.accounts import UserFactory
from tests.factories.programme import TrackFactory

pytestmark = pytest.mark.django_db


def bidding(**values):
    """An abstract of a call that asks for wishes, given one by one, and a reviewer of its track."""
    call = CallFactory(topics=["Sails", "Hulls"])
    Reviewing.objects.filter(call=call).update(
        assignment=Reviewing.Assignment.INDIVIDUAL,
        **{"bids_until": timezone.now() + timedelta(days=1), **values},
    )
    track = TrackFactory(event=call.event)
    abstract = AbstractFactory(call=call, tracks=[track])
    return abstract, TeamMemberFactory(event=call.event, track=track).user


def test_a_wish_is_said_changed_and_taken_back():
    abstract, reviewer = bidding()

    set_bid(abstract, by=reviewer, wish="eager")
    set_bid(abstract, by=reviewer, wish="reluctant")
    said = list(abstract.bids.values_list("user", "wish"))
    set_bid(abstract, by=reviewer, wish="")

    assert said == [(reviewer.pk, "reluctant")]
    assert not Bid.objects.exists()


def test_wishes_open_what_is_not_given_yet_for_their_time_only():
    abstract, reviewer = bidding()
    standing = standing_of(reviewer, abstract.event)
    before = (list(biddable_by(standing)), list(reviewable_by(standing)))

    Reviewing.objects.update(bids_until=timezone.now() - timedelta(minutes=1))

    assert before == ([abstract], [])
    assert list(biddable_by(standing)) == []
    with pytest.raises(NotAReviewer):
        set_bid(abstract, by=reviewer, wish="eager")


def test_no_wish_is_taken_from_authors_strangers_and_reviewers_of_other_tracks():
    abstract, reviewer = bidding()
    AuthorFactory(abstract=abstract, user=reviewer)
    elsewhere = TeamMemberFactory(event=abstract.event, track=TrackFactory(event=abstract.event)).user

    for user in (reviewer, elsewhere, UserFactory(), UserFactory(is_admin=True)):
        with pytest.raises(NotAReviewer):
            set_bid(abstract, by=user, wish="eager")

    assert not Bid.objects.exists()


def test_a_declared_conflict_takes_the_abstract_away_and_what_hung_on_it():
    abstract, reviewer = bidding()
    Assignment.objects.create(abstract=abstract, reviewer=reviewer)
    set_bid(abstract, by=reviewer, wish="eager")
    submit_review(abstract, Said(action="accept"), by=reviewer)

    declare_conflict(abstract, by=reviewer, reason="We share an office.")

    standing = standing_of(reviewer, abstract.event)
    assert not open_to(standing).exists()
    assert not biddable_by(standing).exists()
    assert not Bid.objects.exists()
    assert not Assignment.objects.exists()
    assert Review.objects.get().submitted_at is None


def test_one_takes_back_one_s_own_conflict_and_not_one_that_an_organiser_set():
    abstract, reviewer = bidding()
    end_conflict(declare_conflict(abstract, by=reviewer), by=reviewer)
    seen = list(biddable_by(standing_of(reviewer, abstract.event)))
    fixed = Conflict.objects.create(abstract=abstract, user=reviewer, by=UserFactory())

    with pytest.raises(HasAConflict):
        end_conflict(fixed, by=reviewer)

    assert seen == [abstract]
    assert Conflict.objects.get() == fixed


def test_nobody_learns_of_an_abstract_by_declaring_a_conflict_with_it():
    abstract, _reviewer = bidding()

    with pytest.raises(NotAReviewer):
        declare_conflict(abstract, by=UserFactory())


def test_who_gives_an_abstract_back_is_read_of_by_who_gave_it():
    abstract, reviewer = bidding()
    chair = UserFactory(is_admin=True)
    given = Assignment.objects.create(abstract=abstract, reviewer=reviewer, by=chair)

    decline_assignment(given, by=reviewer, reason="No time.")

    entry = DigestEntry.objects.get()
    assert (entry.user, "No time." in entry.text) == (chair, True)
    assert not Assignment.objects.exists()


def test_what_is_reviewed_is_not_given_back_and_nothing_of_others():
    abstract, reviewer = bidding()
    given = Assignment.objects.create(abstract=abstract, reviewer=reviewer)
    with pytest.raises(NotAReviewer):
        decline_assignment(given, by=UserFactory(is_admin=True))
    submit_review(abstract, Said(action="accept"), by=reviewer)

    with pytest.raises(NotInThisState):
        decline_assignment(given, by=reviewer)

    assert Assignment.objects.get() == given


def test_a_profile_keeps_the_limit_and_the_topics_one_knows():
    abstract, reviewer = bidding()

    save_profile(abstract.event, by=reviewer, load_limit=7, competences={"Sails": 3, "Hulls": 0})

    profile = ReviewerProfile.objects.get()
    assert (profile.load_limit, profile.competences) == (7, {"Sails": 3})


@pytest.mark.parametrize(("limit", "known"), [(5, {"Anchors": 1}), (5, {"Sails": 4}), (-1, {}), (1001, {})])
def test_a_profile_takes_only_topics_that_are_asked_and_numbers_that_make_sense(limit, known):
    abstract, reviewer = bidding()

    with pytest.raises(NotOfThisCall):
        save_profile(abstract.event, by=reviewer, load_limit=limit, competences=known)


def test_who_does_not_review_has_no_profile():
    abstract, _reviewer = bidding()

    with pytest.raises(NotAReviewer):
        save_profile(abstract.event, by=UserFactory(is_admin=True), load_limit=1, competences={})
