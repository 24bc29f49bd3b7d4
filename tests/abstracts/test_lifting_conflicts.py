"""Conflicts of interest that were found are lifted by organisers with a reason, and count again when that is undone."""

import pytest
from django.db import IntegrityError, transaction

from abstracts.all_conflicts import conflicts_of_all
from abstracts.assigning.cost import Rules
from abstracts.conflicts import PERSONAL, Reason, conflicts_of
from abstracts.models import (
    Bid,
    Call,
    Conflict,
    LiftedConflict,
    Review,
    Reviewing,
    State,
    TeamMember,
)
from abstracts.operations import Decision, decide
from abstracts.operations.assigning import give
from abstracts.operations.lifting import lift_conflicts, restore_conflicts
from abstracts.operations.proposing import find_assignment
from abstracts.operations.wishes import declare_conflict
from abstracts.reading import open_to, reviewable_by
from abstracts.refusals import HasAConflict, NotAReviewer, NothingSaid, NotInThisState
from abstracts.standing import standing_of
from tests.abstracts.assignment_scenes import scene
from tests.factories.abstracts import AbstractFactory, AuthorFactory, ReviewFactory, TeamMemberFactory
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

WHY = "They left that institute ten years ago."


@pytest.fixture
def one():
    """The first reviewer is of the e-mail domain of an author of the first abstract."""
    made = scene(abstracts=2, reviewers=2)
    AuthorFactory(abstract=made.abstracts[0], email="writer@lab.host0.example")
    return made


def lift(one, *numbers, of=0, reason=WHY, by=None):
    keys = [one.abstracts[number].pk for number in numbers or (0,)]
    standing = standing_of(by or one.chair, one.call.event)
    return lift_conflicts(standing, keys, of=one.reviewers[of], reason=reason)


def restore(one, *numbers, of=0, by=None):
    keys = [one.abstracts[number].pk for number in numbers or (0,)]
    return restore_conflicts(standing_of(by or one.chair, one.call.event), keys, of=one.reviewers[of])


def reasons(one, abstract=0, of=0):
    """As one person and a whole committee find them, which is the same."""
    user, key = one.reviewers[of], one.abstracts[abstract].pk
    alone = conflicts_of(user, one.call.event)
    assert conflicts_of_all([user], one.call.event)[user.pk] == alone
    return set(alone.reasons.get(key, ()))


def log(one, abstract=0):
    entries = one.abstracts[abstract].logbook.entries.order_by("pk")
    return [(entry.verb, entry.by, entry.changes) for entry in entries]


# The rule


def test_every_rule_can_be_lifted_but_authorship_and_declarations():
    assert set(LiftedConflict.Rule.values) == {reason.value for reason in set(Reason) - PERSONAL}


def test_a_lifted_conflict_counts_no_more_and_the_reviewer_may_be_given_the_abstract(one):
    before = reasons(one)
    with pytest.raises(HasAConflict):
        give(one.standing, [one.pair(0, 0)])

    lift(one)
    give(one.standing, [one.pair(0, 0)])

    reviewer = standing_of(one.reviewers[0], one.call.event)
    assert (before, reasons(one)) == ({Reason.DOMAIN}, set())
    assert list(reviewable_by(reviewer)) == [one.abstracts[0]]


def test_it_is_lifted_for_this_person_and_this_abstract_alone(one):
    AuthorFactory(abstract=one.abstracts[1], email="b@host0.example")
    AuthorFactory(abstract=one.abstracts[0], email="c@host1.example")

    lift(one)

    assert [reasons(one, 1, 0), reasons(one, 0, 1)] == [{Reason.DOMAIN}] * 2


def test_who_why_and_when_stands_in_the_logbook_of_the_abstract(one):
    (lifted,) = lift(one)
    restore(one)

    name, rule = str(one.reviewers[0]), "same e-mail domain as an author"
    assert (lifted.by, lifted.reason, lifted.rules) == (one.chair, WHY, ["domain"])
    assert log(one) == [
        (
            "conflict.lifted",
            one.chair,
            {"reviewers": ["", name], "conflicts": [rule, ""], "reason": ["", WHY]},
        ),
        ("conflict.restored", one.chair, {"reviewers": ["", name], "conflicts": ["", rule]}),
    ]
    assert not one.call.event.logbook.entries.exists()


def test_a_rule_that_finds_something_later_counts_until_it_is_lifted_too(one):
    lift(one)
    one.reviewers[0].affiliation = "Lab"
    one.reviewers[0].save()
    author = one.abstracts[0].authors.get()
    author.affiliations.create(name="Lab")
    later = reasons(one)

    lift(one, reason="The lab has 9,000 people.")

    assert (later, reasons(one)) == ({Reason.AFFILIATION}, set())
    assert [(row.rules, row.reason) for row in LiftedConflict.objects.all()] == [
        (["affiliation", "domain"], "The lab has 9,000 people.")
    ]


def test_several_are_lifted_for_one_reason_or_none_of_them(one):
    AuthorFactory(abstract=one.abstracts[1], email="b@host0.example")
    lift(one, 0, 1)
    both = [reasons(one, 0), reasons(one, 1)]
    restore(one, 0)

    with pytest.raises(NotInThisState, match=f"#{one.abstracts[1].number}"):
        lift(one, 0, 1)

    assert both == [set(), set()]
    assert [reasons(one, 0), reasons(one, 1)] == [{Reason.DOMAIN}, set()]


def test_a_convener_leads_again_what_a_found_conflict_kept_from_them(one):
    convener = UserFactory(email="c@host0.example")
    duty = TeamMember.Duty.CONVENER
    TeamMemberFactory(event=one.call.event, track=one.track, duty=duty, user=convener)
    before = set(open_to(standing_of(convener, one.call.event)))

    lift_conflicts(one.standing, [one.abstracts[0].pk], of=convener, reason=WHY)

    assert before == {one.abstracts[1]}
    assert set(open_to(standing_of(convener, one.call.event))) == set(one.abstracts)


def test_a_proposal_gives_what_was_lifted_and_nothing_that_counts_again(one):
    Reviewing.objects.filter(call=one.call).update(reviews_wanted=2)
    call = Call.objects.select_related("event", "reviewing").get(pk=one.call.pk)

    def proposed():
        _panel, matching = find_assignment(one.standing, call, Rules())
        return one.pair(0, 0) in set(matching.pairs)

    found = [proposed()]
    lift(one)
    found.append(proposed())
    restore(one)
    found.append(proposed())

    assert found == [False, True, False]


# What nobody lifts


@pytest.mark.parametrize("how", ["author", "submitter", "declared", "set"])
def test_authors_and_declared_conflicts_stay_whatever_else_was_found(one, how):
    abstract, user = one.abstracts[0], one.reviewers[0]
    if how == "author":
        AuthorFactory(abstract=abstract, email=user.email)
    elif how == "submitter":
        abstract.submitter = user
        abstract.save()
    else:
        by = user if how == "declared" else one.chair
        Conflict.objects.create(abstract=abstract, user=user, by=by)

    with pytest.raises(HasAConflict, match="Nobody else can lift that"):
        lift(one)

    assert (LiftedConflict.objects.count(), log(one)) == (0, [])


def test_what_one_declares_later_bars_in_spite_of_a_lifting(one):
    lift(one)
    give(one.standing, [one.pair(0, 0)])

    declare_conflict(one.abstracts[0], by=one.reviewers[0])

    assert reasons(one) == {Reason.DECLARED}


def test_an_organiser_lifts_no_conflict_of_their_own_and_undoes_none(one):
    organiser = one.reviewers[0]
    organiser.is_admin = True
    organiser.save()
    with pytest.raises(HasAConflict, match="Another organiser"):
        lift(one, by=organiser)
    lift(one)

    with pytest.raises(HasAConflict, match="Another organiser"):
        restore(one, by=organiser)

    assert LiftedConflict.objects.count() == 1


def test_an_organiser_lifts_nothing_of_an_abstract_of_their_own(one):
    AuthorFactory(abstract=one.abstracts[0], user=one.chair)

    with pytest.raises(NotInThisState):
        lift(one)


@pytest.mark.parametrize("duty", [TeamMember.Duty.REVIEWER, TeamMember.Duty.CONVENER])
def test_who_does_not_run_the_abstracts_lifts_and_undoes_nothing(one, duty):
    member = TeamMemberFactory(event=one.call.event, duty=duty).user
    lift(one)

    assert restore(one, by=member) == []
    with pytest.raises(NotInThisState):
        lift(one, by=member)


def test_it_is_lifted_only_with_a_reason_for_somebody_of_the_committee_and_where_there_is_one(one):
    stranger = UserFactory(email="s@host0.example")

    with pytest.raises(NothingSaid):
        lift(one, reason=" \x00 ")
    with pytest.raises(NotAReviewer):
        lift_conflicts(one.standing, [one.abstracts[0].pk], of=stranger, reason=WHY)
    with pytest.raises(NotInThisState, match="has no conflict of interest"):
        lift(one, of=1)
    with pytest.raises(NotInThisState):
        lift_conflicts(one.standing, [AbstractFactory().pk], of=one.reviewers[0], reason=WHY)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"rules": ["author"]}, "lifted_conflict_was_found"),
        ({"rules": ["declared", "domain"]}, "lifted_conflict_was_found"),
        ({"rules": []}, "lifted_conflict_was_found"),
        ({"reason": ""}, "lifted_conflict_has_a_reason"),
        ({"own": True}, "lifted_conflict_is_of_another"),
    ],
)
def test_the_database_keeps_to_the_rule_as_well(one, values, constraint):
    by = one.reviewers[0] if values.pop("own", False) else one.chair
    row = {"rules": ["domain"], "reason": WHY, "by": by} | values

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        LiftedConflict.objects.create(abstract=one.abstracts[0], user=one.reviewers[0], **row)


# Undone


def test_undoing_it_takes_the_abstract_away_and_a_review_counts_no_longer(one):
    abstract, user = one.abstracts[0], one.reviewers[0]
    lift(one)
    give(one.standing, [one.pair(0, 0), one.pair(0, 1)])
    Bid.objects.create(abstract=abstract, user=user, wish="eager")
    review = ReviewFactory(abstract=abstract, reviewer=user, score=4, committee_comment="Fine.")
    other = ReviewFactory(abstract=abstract, reviewer=one.reviewers[1], score=2)

    restore(one)

    review.refresh_from_db()
    other.refresh_from_db()
    assert one.pairs == {(0, 1)}
    assert (review.submitted_at, review.score, review.committee_comment) == (None, None, "Fine.")
    assert other.submitted_at is not None
    assert not Bid.objects.exists()
    assert [verb for verb, _by, _changes in log(one)][-3:] == [
        "conflict.restored",
        "assignment.taken",
        "review.set-aside",
    ]
    assert not reviewable_by(standing_of(user, one.call.event)).filter(pk=abstract.pk).exists()


def test_a_review_that_was_decided_upon_stays(one):
    lift(one)
    review = ReviewFactory(abstract=one.abstracts[0], reviewer=one.reviewers[0])
    decide(one.call.event, {one.abstracts[0].pk: None}, Decision(State.REJECTED), by=one.chair)

    restore(one)

    assert Review.objects.get(pk=review.pk).submitted_at is not None


def test_nothing_is_taken_away_where_no_conflict_is_found_any_more(one):
    lift(one)
    give(one.standing, [one.pair(0, 0)])
    one.abstracts[0].authors.all().delete()

    restore(one)

    assert one.pairs == {(0, 0)}
