"""Authors hear of what the committee writes to them: by mail, without names of reviewers, and not too often."""

from datetime import timedelta

import pytest
from django.utils import timezone

from abstracts.links import link_of
from abstracts.models import Comment, Reviewing, State
from abstracts.operations import Decision, decide, release
from abstracts.operations.commenting import add_comment, edit_comment
from abstracts.operations.letters import letters_for
from notices.models import DigestEntry, Notice
from notices.operations import send_digests
from tests.factories.abstracts import (
    AbstractFactory,
    AuthorFactory,
    CallFactory,
    LetterRuleFactory,
    ReviewFactory,
    TeamMemberFactory,
)
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

AUTHORS, REVIEWERS = Comment.Audience.AUTHORS, Comment.Audience.REVIEWERS


@pytest.fixture
def chair():
    return UserFactory(is_admin=True, name="Zibeline Chairwoman")


@pytest.fixture
def call():
    return CallFactory()


def say(abstract, chair, text="Send the figures.", audience=AUTHORS):
    return add_comment(abstract, by=chair, text=text, audience=audience)


def rejected(abstract, chair):
    decide(abstract.event, {abstract.pk: None}, Decision(State.REJECTED), by=chair)
    release(abstract.event, [abstract.pk], by=chair)


def test_a_comment_to_the_authors_is_mailed_to_those_who_find_the_abstract_among_theirs(call, chair):
    abstract = AbstractFactory(call=call)
    named = AuthorFactory(abstract=abstract, user=UserFactory()).user
    AuthorFactory(abstract=abstract, user=UserFactory(), answer="declined", answered_at=timezone.now())
    AuthorFactory(abstract=abstract, user=UserFactory(is_active=False))
    TeamMemberFactory(event=call.event)

    say(abstract, chair)

    assert {notice.user for notice in Notice.objects.all()} == {abstract.submitter, named}
    assert not DigestEntry.objects.exists()
    for notice in Notice.objects.all():
        assert "Send the figures." in notice.body
        assert abstract.get_absolute_url() in notice.body
        assert "Chairwoman" not in f"{notice.subject} {notice.body}"


def test_what_the_committee_says_to_itself_is_mailed_to_no_author_until_it_is_said_to_them(call, chair):
    abstract = AbstractFactory(call=call)

    comment = say(abstract, chair, audience=REVIEWERS)
    before = Notice.objects.count()
    edit_comment(comment, by=chair, text="Send the figures.", audience=AUTHORS)
    after = Notice.objects.count()
    edit_comment(comment, by=chair, text="Send all figures.", audience=AUTHORS)

    assert (before, after, Notice.objects.count()) == (0, 1, 1)


def test_many_comments_within_an_hour_are_one_mail_and_one_digest(call, chair, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    abstract = AbstractFactory(call=call)

    for n in range(10):
        say(abstract, chair, text=f"Remark {n}.")
    at_once = Notice.objects.count()
    send_digests(topic="abstracts")
    time_machine.shift(timedelta(hours=1, seconds=1))
    say(abstract, chair)

    bodies = [notice.body for notice in Notice.objects.order_by("pk")]
    assert (at_once, len(bodies)) == (1, 3)
    assert all(f"Remark {n}." in bodies[1] for n in range(1, 10))


def test_a_submitter_without_an_account_gets_the_link_once_an_hour(call, chair, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    abstract = AbstractFactory(call=call, submitter=None, submitter_email="ada@engine.example")

    for _time in range(3):
        say(abstract, chair)
    lately = list(Notice.objects.values_list("recipient", flat=True))
    time_machine.shift(timedelta(hours=1, seconds=1))
    say(abstract, chair)

    assert lately == ["ada@engine.example"]
    assert Notice.objects.count() == 2
    assert link_of(abstract) in Notice.objects.first().body


def test_a_letter_tells_what_reviewers_wrote_to_the_authors_numbered(call, chair):
    LetterRuleFactory(event=call.event, states=["rejected"], body="Sorry.\n\n{review_comments}\n\nBye")
    abstract = AbstractFactory(call=call)
    for n, text in enumerate(["Too long.", "", "Too short."]):
        reviewer = UserFactory(name=f"Rita Reviewer{n}")
        ReviewFactory(abstract=abstract, reviewer=reviewer, author_comment=text, committee_comment="Secret.")
    ReviewFactory(abstract=abstract, author_comment="A draft.", submitted_at=None)

    (draft,) = letters_for(abstract, Decision(State.REJECTED))
    rejected(abstract, chair)

    body = Notice.objects.get().body
    assert "Sorry.\n\nReview 1:\nToo long.\n\nReview 2:\nToo short.\n\nBye" in body
    assert draft.body == body
    assert not DigestEntry.objects.exists()


@pytest.mark.parametrize("state", ["submitted", "revision"])
def test_no_letter_tells_reviews_before_a_decision(call, state):
    LetterRuleFactory(event=call.event, states=["submitted", "revision"], body="{review_comments}")
    more = {"revision_asked_at": timezone.now()} if state == "revision" else {}
    abstract = AbstractFactory(call=call, state=state, **more)
    ReviewFactory(abstract=abstract, author_comment="Too long.")

    (draft,) = letters_for(abstract)

    assert "Too long." not in draft.body


def test_no_letter_tells_reviews_that_the_call_keeps_from_authors(call, chair):
    Reviewing.objects.filter(call=call).update(authors_see_comments=False)
    LetterRuleFactory(event=call.event, states=["rejected"], body="Sorry.\n\n{review_comments}")
    abstract = AbstractFactory(call=call)
    ReviewFactory(abstract=abstract, author_comment="Too long.")

    rejected(abstract, chair)

    assert "Too long." not in Notice.objects.get().body


def test_who_got_no_letter_hears_with_the_digest_that_there_are_reviews_to_read(call, chair):
    said, silent, late = AbstractFactory.create_batch(3, call=call)
    ReviewFactory(abstract=said, author_comment="Too long.")
    ReviewFactory(abstract=silent, author_comment="")
    ReviewFactory(abstract=late, author_comment="A draft.", submitted_at=None)

    for abstract in (said, silent, late):
        rejected(abstract, chair)

    (entry,) = DigestEntry.objects.all()
    assert (entry.user, entry.url) == (said.submitter, said.get_absolute_url())
    assert "Too long." not in entry.text


def test_nobody_hears_of_reviews_that_the_call_keeps_from_authors(call, chair):
    Reviewing.objects.filter(call=call).update(authors_see_comments=False)
    abstract = AbstractFactory(call=call)
    ReviewFactory(abstract=abstract, author_comment="Too long.")

    rejected(abstract, chair)

    assert not DigestEntry.objects.exists()


def test_a_release_with_reviews_takes_as_many_queries_for_three_as_for_one(
    call, chair, django_assert_max_num_queries
):
    LetterRuleFactory(event=call.event, states=["rejected"], body="{review_comments}")

    def decided(count):
        abstracts = AbstractFactory.create_batch(count, call=call)
        for abstract in abstracts:
            ReviewFactory(abstract=abstract, author_comment="Too long.")
        keys = [abstract.pk for abstract in abstracts]
        decide(call.event, dict.fromkeys(keys), Decision(State.REJECTED), by=chair)
        return keys

    release(call.event, decided(1), by=chair)
    few, many = decided(1), decided(3)
    with django_assert_max_num_queries(100) as one:
        release(call.event, few, by=chair)
    with django_assert_max_num_queries(len(one)):
        release(call.event, many, by=chair)
