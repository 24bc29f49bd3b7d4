"""Abstracts given to reviewers by hand: what is refused, who is told, and what is written down."""

import pytest
from django.utils import timezone

from abstracts.committee import Place, reviewers_of
from abstracts.conflicts import Reason
from abstracts.models import Conflict, Review, Reviewing, State, TeamMember
from abstracts.operations.assigning import give, take_away
from abstracts.operations.wishes import save_profile
from abstracts.reading import reviewable_by
from abstracts.refusals import HasAConflict, LoadReached, NotAReviewer, NotInThisState, ReviewBegun
from abstracts.standing import standing_of
from events.models import EventRole
from notices.models import Notice
from tests.abstracts.assignment_scenes import scene
from tests.factories.abstracts import AuthorFactory, ReviewFactory, TeamMemberFactory
from tests.factories.accounts import GroupFactory, UserFactory
from tests.factories.events import EventPersonFactory
from tests.factories.programme import TrackFactory

pytestmark = pytest.mark.django_db


def test_reviewers_are_people_members_of_groups_and_holders_of_roles_with_their_tracks():
    one = scene(reviewers=1)
    event, own = one.call.event, one.reviewers[0]
    member, chair = UserFactory(), UserFactory()
    TeamMemberFactory(event=event, user=None, group=GroupFactory(members=[member, own]))
    TeamMemberFactory(event=event, user=None, role=EventRole.Role.CHAIR, track=one.track)
    TeamMemberFactory(event=event, user=UserFactory(is_active=False))
    TeamMemberFactory(event=event, duty=TeamMember.Duty.CONVENER)
    person = EventPersonFactory(event=event, user=chair)
    EventRole.objects.create(event=event, person=person, role=EventRole.Role.CHAIR)
    mine = frozenset([one.track.pk])

    assert reviewers_of(event) == {
        own: Place(mine, of_all=True),
        member: Place(of_all=True),
        chair: Place(mine),
    }


def test_who_is_given_an_abstract_may_review_it_until_it_is_taken_away():
    one = scene()
    reviewer, event = one.reviewers[0], one.call.event
    before = list(reviewable_by(standing_of(reviewer, event)))

    give(one.standing, [one.pair(0, 0)])
    during = list(reviewable_by(standing_of(reviewer, event)))
    take_away(one.standing, [one.pair(0, 0)])

    assert (before, during) == ([], [one.abstracts[0]])
    assert list(reviewable_by(standing_of(reviewer, event))) == []
    verbs = one.abstracts[0].logbook.entries.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["assignment.given", "assignment.taken"]


def test_conflicts_are_left_out_and_told_with_their_reason():
    one = scene()
    AuthorFactory(abstract=one.abstracts[0], email="someone@host0.example")

    done = give(one.standing, [one.pair(0, 0), one.pair(0, 1)])

    assert one.pairs == {(0, 1)}
    assert [str(Reason.DOMAIN.label) in str(left.refusal) for left in done.left_out] == [True]
    with pytest.raises(HasAConflict, match="same e-mail domain"):
        give(one.standing, [one.pair(0, 0)])


def test_nobody_gets_more_than_they_take_unless_the_organiser_says_so():
    one = scene(abstracts=3, load_limit=2)
    save_profile(one.call.event, by=one.reviewers[0], load_limit=1, competences={})

    for number in (0, 1):
        give(one.standing, [one.pair(0, number), one.pair(1, number), one.pair(2, number)])
    with pytest.raises(LoadReached):
        give(one.standing, [one.pair(1, 0)])
    give(one.standing, [one.pair(1, 0)], beyond_limit=True)

    assert one.pairs == {(0, 0), (0, 1), (1, 1), (1, 0)}


def test_strangers_and_decided_abstracts_are_refused():
    one = scene()
    type(one.abstracts[1]).objects.filter(pk=one.abstracts[1].pk).update(
        state=State.REJECTED, decided_at=timezone.now()
    )

    with pytest.raises(NotAReviewer):
        give(one.standing, [(one.abstracts[0].pk, UserFactory().pk)])
    with pytest.raises(NotInThisState):
        give(one.standing, [one.pair(1, 0)])

    assert one.pairs == set()


def test_an_organiser_does_not_give_what_they_wrote_themselves():
    one = scene()
    AuthorFactory(abstract=one.abstracts[0], user=one.chair)

    done = give(one.standing, [one.pair(0, 0)])

    assert (done.pairs, done.left_out, one.pairs) == ([], [], set())


def test_reviewers_and_conveners_give_nothing():
    one = scene()
    convener = TeamMemberFactory(event=one.call.event, track=one.track, duty=TeamMember.Duty.CONVENER).user

    for user in (one.reviewers[0], convener):
        give(standing_of(user, one.call.event), [one.pair(0, 1)])

    assert one.pairs == set()


def test_what_was_begun_is_taken_away_only_if_told_so_and_what_was_written_stays():
    one = scene()
    give(one.standing, [one.pair(0, 0), one.pair(1, 0)])
    ReviewFactory(abstract=one.abstracts[0], reviewer=one.reviewers[0], submitted_at=None, action="")

    with pytest.raises(ReviewBegun):
        take_away(one.standing, [one.pair(0, 0)])
    done = take_away(one.standing, [one.pair(0, 0), one.pair(1, 0)])
    left = one.pairs
    take_away(one.standing, [one.pair(0, 0)], even_if_begun=True)

    assert (done.pairs, left, one.pairs) == ([one.pair(1, 0)], {(0, 0)}, set())
    assert Review.objects.count() == 1


def test_each_reviewer_is_told_once_of_all_that_is_new():
    one = scene(due_at=timezone.now())
    give(one.standing, [one.pair(0, 1)])

    give(one.standing, [one.pair(0, 0), one.pair(1, 0), one.pair(0, 1), one.pair(1, 1)], tell=True)

    mails = {notice.recipient: notice.subject for notice in Notice.objects.all()}
    assert {to: subject.split()[0] for to, subject in mails.items()} == {
        "r0@host0.example": "2",
        "r1@host1.example": "1",
    }
    assert all("The reviews are due on" in notice.body for notice in Notice.objects.all())


def test_a_conflict_that_an_organiser_set_counts_like_any_other():
    one = scene()
    Conflict.objects.create(abstract=one.abstracts[0], user=one.reviewers[0], by=one.chair)

    with pytest.raises(HasAConflict):
        give(one.standing, [one.pair(0, 0)])


def test_tracks_do_not_bind_the_hand():
    one = scene()
    elsewhere = TeamMemberFactory(event=one.call.event, track=TrackFactory(event=one.call.event)).user
    one.reviewers.append(elsewhere)

    give(one.standing, [one.pair(0, 2)])

    assert one.pairs == {(0, 2)}
    assert Reviewing.objects.get().assignment == Reviewing.Assignment.INDIVIDUAL
