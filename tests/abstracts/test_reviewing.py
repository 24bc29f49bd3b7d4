"""Writing reviews: who may, what is asked, what counts."""

import threading
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from abstracts.models import Assignment, Conflict, Question, Review, Reviewing, State
from abstracts.operations import Decision, decide, save_review_draft, submit_review, withdraw_review
from abstracts.refusals import ChangedMeanwhile, NotAReviewer, NotComplete, NotInThisState, NotOfThisCall
from abstracts.reviewing.said import Said
from tests.factories.abstracts import (
    AbstractFactory,
    AuthorFactory,
    CallFactory,
    QuestionFactory,
    TeamMemberFactory,
)
from tests.factories.accounts import UserFactory
from tests.factories.programme import TrackFactory

pytestmark = pytest.mark.django_db

ACCEPT = Said(action=Review.Action.ACCEPT)


def a_reviewer_of(abstract, **values):
    return TeamMemberFactory(event=abstract.event, **values).user


def test_a_review_keeps_its_answers_and_its_score_is_their_weighted_mean():
    abstract = AbstractFactory()
    heavy = QuestionFactory(call=abstract.call, weight=3)
    light = QuestionFactory(call=abstract.call)
    words = QuestionFactory(call=abstract.call, kind=Question.Kind.TEXT, is_required=False)
    sure = QuestionFactory(call=abstract.call, kind=Question.Kind.YES_NO)
    said = Said(
        action=Review.Action.REJECT,
        committee_comment="Seen before.",
        author_comment="Say what is new.",
        ratings={heavy.pk: 1, light.pk: 5, words.pk: "Little.", sure.pk: 0},
    )

    review = submit_review(abstract, said, by=a_reviewer_of(abstract))

    review.refresh_from_db()
    assert (review.score, review.action, review.author_comment) == (Decimal(2), "reject", "Say what is new.")
    answers = review.ratings.values_list("question", "value", "text")
    assert set(answers) == {
        (heavy.pk, 1, ""),
        (light.pk, 5, ""),
        (words.pk, None, "Little."),
        (sure.pk, 0, ""),
    }


def test_everything_that_is_missing_or_off_the_scale_is_named():
    abstract = AbstractFactory()
    asked, rated, sure = (
        QuestionFactory(call=abstract.call),
        QuestionFactory(call=abstract.call),
        QuestionFactory(call=abstract.call, kind=Question.Kind.YES_NO),
    )
    alien = QuestionFactory()
    said = Said(ratings={rated.pk: 6, sure.pk: 2, alien.pk: 1})

    with pytest.raises(NotComplete) as refused:
        submit_review(abstract, said, by=a_reviewer_of(abstract))

    assert sorted(name for name, _sentence in refused.value.problems) == sorted(
        ["action", "ratings", f"question-{asked.pk}", f"question-{rated.pk}", f"question-{sure.pk}"]
    )
    assert not Review.objects.exists()


def test_a_draft_is_kept_as_far_as_it_goes_and_counts_for_nothing():
    abstract, question = AbstractFactory(), None
    question = QuestionFactory(call=abstract.call)
    reviewer = a_reviewer_of(abstract)

    save_review_draft(abstract, Said(committee_comment="So far", ratings={question.pk: 99}), by=reviewer)
    review = save_review_draft(abstract, Said(committee_comment="Further"), by=reviewer, revision=1)

    review.refresh_from_db()
    assert (review.submitted_at, review.score, review.committee_comment) == (None, None, "Further")
    assert not review.ratings.exists()
    assert review.revision == 2


def test_a_second_tab_overwrites_nothing():
    abstract = AbstractFactory()
    reviewer = a_reviewer_of(abstract)
    save_review_draft(abstract, Said(committee_comment="First tab"), by=reviewer, revision=0)

    with pytest.raises(ChangedMeanwhile):
        save_review_draft(abstract, Said(committee_comment="Second tab"), by=reviewer, revision=0)
    with pytest.raises(ChangedMeanwhile):
        submit_review(abstract, ACCEPT, by=reviewer, revision=0)

    assert Review.objects.get().committee_comment == "First tab"


def test_a_review_is_changed_until_the_decision_and_then_no_more():
    abstract, chair = AbstractFactory(), UserFactory(is_admin=True)
    reviewer = a_reviewer_of(abstract)
    submit_review(abstract, ACCEPT, by=reviewer)
    review = submit_review(abstract, Said(action=Review.Action.REJECT), by=reviewer)
    decide(abstract.event, {abstract.pk: None}, Decision(State.REJECTED), by=chair)

    with pytest.raises(NotInThisState, match="ended"):
        submit_review(abstract, ACCEPT, by=reviewer)
    with pytest.raises(NotInThisState, match="ended"):
        withdraw_review(review, by=reviewer)

    assert [one.action for one in abstract.reviews.all()] == ["reject"]


def test_a_withdrawn_review_is_a_draft_again():
    abstract = AbstractFactory()
    question = QuestionFactory(call=abstract.call)
    reviewer = a_reviewer_of(abstract)
    review = submit_review(abstract, Said(action="accept", ratings={question.pk: 3}), by=reviewer)

    withdraw_review(review, by=reviewer)

    review.refresh_from_db()
    assert (review.submitted_at, review.score, review.ratings.get().value) == (None, None, 3)


def test_only_reviewers_of_its_tracks_review_it_and_nobody_who_is_too_close():
    call = CallFactory()
    track, other = TrackFactory(event=call.event), TrackFactory(event=call.event)
    abstract = AbstractFactory(call=call, tracks=[track])
    mine, theirs = a_reviewer_of(abstract, track=track), a_reviewer_of(abstract, track=other)
    author, declared = a_reviewer_of(abstract, track=track), a_reviewer_of(abstract, track=track)
    AuthorFactory(abstract=abstract, user=author)
    Conflict.objects.create(abstract=abstract, user=declared)
    organiser = UserFactory(is_admin=True)

    submit_review(abstract, ACCEPT, by=mine)
    for stranger in (theirs, author, declared, organiser, UserFactory()):
        with pytest.raises(NotAReviewer):
            submit_review(abstract, ACCEPT, by=stranger)

    assert abstract.reviews.get().track == track


def test_where_abstracts_are_given_one_by_one_only_who_was_given_it_reviews_it():
    abstract = AbstractFactory()
    Reviewing.objects.filter(call=abstract.call).update(assignment=Reviewing.Assignment.INDIVIDUAL)
    given, idle = a_reviewer_of(abstract), a_reviewer_of(abstract)
    Assignment.objects.create(abstract=abstract, reviewer=given)

    submit_review(abstract, ACCEPT, by=given)
    with pytest.raises(NotAReviewer):
        submit_review(abstract, ACCEPT, by=idle)

    assert abstract.reviews.get().reviewer == given


def test_who_reviews_several_of_its_tracks_says_for_which():
    call = CallFactory()
    tracks = TrackFactory.create_batch(2, event=call.event)
    abstract = AbstractFactory(call=call, tracks=tracks)
    reviewer = a_reviewer_of(abstract)
    elsewhere = TrackFactory(event=call.event)

    for track in (None, elsewhere):
        with pytest.raises(NotOfThisCall):
            submit_review(abstract, ACCEPT, by=reviewer, track=track)
    for track in tracks:
        submit_review(abstract, ACCEPT, by=reviewer, track=track)

    assert {review.track for review in abstract.reviews.all()} == set(tracks)


def test_a_proposal_names_what_it_needs_and_nothing_one_can_not_read():
    call = CallFactory()
    track, hidden = TrackFactory(event=call.event), TrackFactory(event=call.event)
    abstract, twin = AbstractFactory.create_batch(2, call=call, tracks=[track])
    secret = AbstractFactory(call=call, tracks=[hidden])
    reviewer = a_reviewer_of(abstract, track=track)

    def refused(**said):
        with pytest.raises(NotComplete) as refusal:
            submit_review(abstract, Said(**said), by=reviewer)
        return str(refusal.value)

    assert "number" in refused(action="duplicate")
    assert refused(action="merge", other=secret) == refused(action="merge")
    assert "track" in refused(action="change_tracks")
    assert "another" in refused(action="duplicate", other=abstract)
    review = submit_review(abstract, Said(action="duplicate", other=twin), by=reviewer)
    assert review.other == twin
    moved = submit_review(abstract, Said(action="change_tracks", tracks=[hidden]), by=reviewer)
    assert list(moved.tracks.all()) == [hidden]


def test_an_author_s_edit_does_not_collide_with_a_review():
    abstract = AbstractFactory()
    before = abstract.revision

    submit_review(abstract, ACCEPT, by=a_reviewer_of(abstract))

    abstract.refresh_from_db()
    assert abstract.revision == before


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_once_make_one_review():
    abstract = AbstractFactory()
    reviewer = a_reviewer_of(abstract)
    outcomes, start = [], threading.Barrier(2)

    def write(words):
        start.wait()
        try:
            save_review_draft(abstract, Said(committee_comment=words), by=reviewer, revision=0)
            outcomes.append("kept")
        except ChangedMeanwhile:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[words]) for words in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (sorted(outcomes), Review.objects.count()) == (["kept", "refused"], 1)


def test_late_reviews_are_taken():
    abstract = AbstractFactory()
    Reviewing.objects.filter(call=abstract.call).update(due_at=timezone.now() - timedelta(days=1))

    review = submit_review(abstract, ACCEPT, by=a_reviewer_of(abstract))

    assert review.submitted_at is not None
