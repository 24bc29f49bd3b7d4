"""What the committee says to each other: who reads it, who hears of it, under which name."""

import pytest
from django.db import transaction

from abstracts.models import Comment, Conflict, Reviewing
from abstracts.operations.commenting import (
    NothingSaid,
    NotInTheDiscussion,
    add_comment,
    delete_comment,
    edit_comment,
    restore_comment,
)
from abstracts.refusals import NotInThisState
from abstracts.reviewing.discussion import comments_open_to, comments_to_authors, names_for
from abstracts.standing import standing_of
from notices.models import DigestEntry
from tests.factories.abstracts import (
    AbstractFactory,
    AuthorFactory,
    CallFactory,
    ReviewFactory,
    TeamMemberFactory,
)
from tests.factories.accounts import UserFactory
from tests.factories.programme import TrackFactory

pytestmark = pytest.mark.django_db

CHAIRS, CONVENERS, REVIEWERS, AUTHORS = Comment.Audience


@pytest.fixture
def abstract():
    call = CallFactory()
    Reviewing.objects.filter(call=call).update(discussion_is_open=True, others=Reviewing.Others.ALWAYS)
    call.reviewing.refresh_from_db()
    return AbstractFactory(call=call, tracks=[TrackFactory(event=call.event)])


@pytest.fixture
def people(abstract):
    track, event = abstract.reviewed_for.get(), abstract.event
    other = TrackFactory(event=event)
    conflicted = TeamMemberFactory(event=event, track=track).user
    Conflict.objects.create(abstract=abstract, user=conflicted)
    author = AuthorFactory(abstract=abstract, user=UserFactory()).user
    return {
        "chair": UserFactory(is_admin=True),
        "convener": TeamMemberFactory(event=event, track=track, duty="convener").user,
        "reviewer": TeamMemberFactory(event=event, track=track).user,
        "second": TeamMemberFactory(event=event, track=track).user,
        "elsewhere": TeamMemberFactory(event=event, track=other).user,
        "conflicted": conflicted,
        "author": author,
    }


def heard(abstract, people):
    """By audience, who reads a comment to it that somebody else wrote."""
    event = abstract.event
    return {
        audience: {
            name
            for name, user in people.items()
            if comments_open_to(standing_of(user, event), abstract).filter(audience=audience).exists()
        }
        for audience in Comment.Audience
    }


def test_each_circle_reads_what_is_said_to_it_and_nobody_else(abstract, people):
    for audience in Comment.Audience:
        Comment.objects.create(abstract=abstract, author=None, text="Said", audience=audience)

    found = heard(abstract, people)

    whole = {"chair", "convener", "reviewer", "second"}
    assert found == {
        CHAIRS: {"chair"},
        CONVENERS: {"chair", "convener"},
        REVIEWERS: whole,
        AUTHORS: whole,
    }


def test_reviewers_read_nothing_while_the_discussion_is_closed_and_first_review_where_that_is_the_rule(
    abstract, people
):
    Comment.objects.create(abstract=abstract, author=None, text="Said", audience=REVIEWERS)
    reviewing = Reviewing.objects.filter(call=abstract.call)

    reviewing.update(discussion_is_open=False)
    abstract.call.reviewing.refresh_from_db()
    closed = heard(abstract, people)[REVIEWERS]
    reviewing.update(discussion_is_open=True, others=Reviewing.Others.AFTER_OWN)
    abstract.call.reviewing.refresh_from_db()
    ReviewFactory(abstract=abstract, reviewer=people["second"])
    after = heard(abstract, people)[REVIEWERS]

    assert closed == {"chair", "convener"}
    assert after == {"chair", "convener", "second"}


def test_reviewers_speak_to_the_committee_only_and_strangers_to_nobody(abstract, people):
    add_comment(abstract, by=people["reviewer"], text="I doubt it.", audience=REVIEWERS)

    for name, audience in (
        ("reviewer", AUTHORS),
        ("elsewhere", REVIEWERS),
        ("conflicted", REVIEWERS),
        ("author", REVIEWERS),
        ("reviewer", "everybody"),
    ):
        with pytest.raises(NotInTheDiscussion):
            add_comment(abstract, by=people[name], text="Hello", audience=audience)
    with pytest.raises(NothingSaid):
        add_comment(abstract, by=people["chair"], text="  ", audience=REVIEWERS)

    assert Comment.objects.get().text == "I doubt it."


def test_who_reads_along_hears_of_it_and_only_who_may_read_it(abstract, people):
    for name in ("reviewer", "conflicted"):
        ReviewFactory(abstract=abstract, reviewer=people[name])
    Comment.objects.create(abstract=abstract, author=people["convener"], text="First", audience=CHAIRS)

    add_comment(abstract, by=people["second"], text="For the whole committee", audience=REVIEWERS)
    to_all = set(DigestEntry.objects.values_list("user", flat=True))
    DigestEntry.objects.all().delete()
    add_comment(abstract, by=people["second"], text="For conveners", audience=CONVENERS)

    assert to_all == {people["reviewer"].pk, people["convener"].pk}
    assert set(DigestEntry.objects.values_list("user", flat=True)) == {people["convener"].pk}


def test_what_is_mailed_tells_neither_who_wrote_nor_what(abstract, people):
    ReviewFactory(abstract=abstract, reviewer=people["reviewer"])

    add_comment(abstract, by=people["second"], text="Unspeakable", audience=REVIEWERS)

    entry = DigestEntry.objects.get()
    assert "Unspeakable" not in entry.subject + entry.text
    assert str(people["second"]) not in entry.subject + entry.text


def test_nothing_is_owed_when_the_act_is_rolled_back(abstract, people):
    ReviewFactory(abstract=abstract, reviewer=people["reviewer"])

    with transaction.atomic():
        add_comment(abstract, by=people["second"], text="Never said", audience=REVIEWERS)
        owed = DigestEntry.objects.count()
        transaction.set_rollback(True)

    assert owed == 1
    assert (Comment.objects.count(), DigestEntry.objects.count()) == (0, 0)


def test_one_changes_and_takes_away_one_s_own_and_organisers_take_away_any(abstract, people):
    comment = add_comment(abstract, by=people["reviewer"], text="I doubt it.", audience=REVIEWERS)

    edit_comment(comment, by=people["reviewer"], text="I do not doubt it.", audience=REVIEWERS)
    for act in (
        lambda: edit_comment(comment, by=people["chair"], text="No", audience=REVIEWERS),
        lambda: delete_comment(comment, by=people["second"]),
    ):
        with pytest.raises(NotInTheDiscussion):
            act()
    delete_comment(comment, by=people["chair"])
    with pytest.raises(NotInThisState):
        edit_comment(comment, by=people["reviewer"], text="Again", audience=REVIEWERS)
    gone = comments_open_to(standing_of(people["reviewer"], abstract.event), abstract).count()
    restore_comment(comment, by=people["chair"])

    comment.refresh_from_db()
    assert (gone, comment.text, comment.deleted_at) == (0, "I do not doubt it.", None)
    assert comment.edited_at is not None


def test_reviewers_are_numbers_to_each_other_and_named_to_those_who_lead(abstract, people):
    for name in ("second", "reviewer"):
        ReviewFactory(abstract=abstract, reviewer=people[name])

    def called(viewer, whom):
        return names_for(standing_of(people[viewer], abstract.event), abstract).of(people[whom])

    assert called("reviewer", "second") == "Reviewer 1"
    assert called("second", "reviewer") == "Reviewer 2"
    assert called("second", "second") == "You"
    assert called("reviewer", "convener") == "The committee"
    assert called("convener", "second") == str(people["second"])
    assert called("chair", "reviewer") == str(people["reviewer"])


def test_authors_are_told_what_is_said_to_them(abstract, people):
    told = add_comment(abstract, by=people["convener"], text="Add a figure.", audience=AUTHORS)
    add_comment(abstract, by=people["convener"], text="Weak.", audience=CONVENERS)

    assert list(comments_to_authors(abstract)) == [told]


def test_authors_read_on_their_page_what_the_committee_tells_them_and_not_who_wrote_it(
    client, abstract, people
):
    people["chair"].name = "Rita Chairperson"
    people["chair"].save()
    add_comment(abstract, by=people["chair"], text="Is the *second* figure yours?", audience=AUTHORS)
    add_comment(abstract, by=people["reviewer"], text="I doubt it.", audience=REVIEWERS)
    client.force_login(people["author"])

    page = client.get(abstract.get_absolute_url()).content.decode()

    assert "Is the <em>second</em> figure yours?" in page
    assert "Rita" not in page
    assert "I doubt it" not in page
