"""What reviews say together, as Indico computes it."""

import pytest

from abstracts.models import Review
from abstracts.review_states import Proposed, ReviewState, overall_state, review_states, state_in_track
from tests.factories.abstracts import AbstractFactory, CallFactory, ReviewFactory
from tests.factories.programme import TrackFactory

YES = Proposed(1, Review.Action.ACCEPT)
NO = Proposed(1, Review.Action.REJECT)
MOVE = Proposed(1, Review.Action.CHANGE_TRACKS)
AS_TALK, AS_POSTER = (Proposed(1, Review.Action.ACCEPT, kind) for kind in (10, 20))
ELSEWHERE_YES, ELSEWHERE_NO = Proposed(2, Review.Action.ACCEPT), Proposed(2, Review.Action.REJECT)


@pytest.mark.parametrize(
    ("reviews", "state"),
    [
        ([], ReviewState.NOT_STARTED),
        ([YES, YES], ReviewState.POSITIVE),
        ([AS_TALK, YES], ReviewState.POSITIVE),
        ([AS_TALK, AS_POSTER], ReviewState.CONFLICTING),
        ([NO, NO], ReviewState.NEGATIVE),
        ([NO, MOVE], ReviewState.NEGATIVE),
        ([YES, MOVE], ReviewState.POSITIVE),
        ([YES, NO], ReviewState.MIXED),
        ([MOVE], ReviewState.MIXED),
    ],
)
def test_reviews_of_one_track_together_say(reviews, state):
    assert state_in_track(reviews) == state


@pytest.mark.parametrize(
    ("tracks", "reviews", "state"),
    [
        ([1, 2], [], ReviewState.NOT_STARTED),
        ([1, 2], [YES], ReviewState.IN_PROGRESS),
        ([1], [YES], ReviewState.POSITIVE),
        ([1], [AS_TALK, AS_POSTER], ReviewState.CONFLICTING),
        ([1, 2], [YES, ELSEWHERE_YES], ReviewState.CONFLICTING),
        ([1, 2], [NO, ELSEWHERE_NO], ReviewState.NEGATIVE),
        ([1, 2], [NO, ELSEWHERE_YES], ReviewState.MIXED),
        ([], [Proposed(None, Review.Action.ACCEPT)], ReviewState.POSITIVE),
        ([1], [Proposed(None, Review.Action.REJECT)], ReviewState.NEGATIVE),
        ([2], [YES], ReviewState.IN_PROGRESS),
    ],
)
def test_all_tracks_together_say(tracks, reviews, state):
    assert overall_state(tracks, reviews) == state


@pytest.mark.django_db
def test_the_states_of_a_list_take_two_queries_and_leave_out_drafts(django_assert_num_queries):
    call = CallFactory()
    track, other = TrackFactory(event=call.event), TrackFactory(event=call.event)
    both = AbstractFactory(call=call, tracks=[track, other])
    single = AbstractFactory(call=call, tracks=[track])
    drafted = AbstractFactory(call=call, tracks=[track])
    ReviewFactory(abstract=both, track=track)
    ReviewFactory(abstract=single, track=track, action=Review.Action.REJECT)
    ReviewFactory(abstract=drafted, track=track, submitted_at=None)

    with django_assert_num_queries(2):
        states = review_states([both, single, drafted])

    assert states == {
        both.pk: ReviewState.IN_PROGRESS,
        single.pk: ReviewState.NEGATIVE,
        drafted.pk: ReviewState.NOT_STARTED,
    }
