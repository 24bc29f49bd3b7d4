"""What members of the committee see and do on their pages."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from abstracts.models import (
    AbstractFile,
    Assignment,
    Bid,
    Comment,
    Conflict,
    Field,
    Review,
    ReviewerProfile,
    Reviewing,
    State,
)
from notices.models import DigestEntry
from tests.factories.abstracts import (
    AbstractFactory,
    AuthorFactory,
    CallFactory,
    QuestionFactory,
    ReviewFactory,
    TeamMemberFactory,
)
from tests.factories.accounts import UserFactory
from tests.factories.programme import TrackFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return CallFactory(topics=["Sails", "Hulls"])


@pytest.fixture
def track(call):
    return TrackFactory(event=call.event, name="Boats")


@pytest.fixture
def reviewer(call, track, client):
    user = TeamMemberFactory(event=call.event, track=track).user
    client.force_login(user)
    return user


def rules(call, **values):
    Reviewing.objects.filter(call=call).update(**values)


def at(name, abstract, *more):
    return reverse(name, args=[abstract.event.slug, abstract.number, *more])


def test_the_home_of_a_reviewer_lists_what_waits_by_its_day(client, call, track, reviewer):
    rules(call, due_at=timezone.now() + timedelta(days=3), instructions="Be *kind*.")
    waiting, done = AbstractFactory.create_batch(2, call=call, tracks=[track])
    sooner = CallFactory(event=call.event)
    rules(sooner, due_at=timezone.now() + timedelta(days=1))
    first = AbstractFactory(call=sooner, tracks=[track])
    ReviewFactory(abstract=done, reviewer=reviewer, track=track)

    page = client.get(reverse("reviewing", args=[call.event.slug]))

    assert [one.number for one in page.context["page"]] == [first.number, waiting.number]
    assert "1 of 3 reviewed" in page.content.decode()
    assert "<em>kind</em>" in page.content.decode()
    every = client.get(reverse("reviewing", args=[call.event.slug]), {"show": "all", "q": f"#{done.number}"})
    assert [one.number for one in every.context["page"]] == [done.number]


def test_as_many_queries_for_one_abstract_as_for_five(
    client, call, track, reviewer, django_assert_max_num_queries
):
    def cost(page):
        with django_assert_max_num_queries(60) as counted:
            assert client.get(reverse(page, args=[call.event.slug])).status_code == 200
        return len(counted)

    rules(call, bids_until=timezone.now() + timedelta(days=1))
    AbstractFactory(call=call, tracks=[track])
    before = [cost(page) for page in ("reviewing", "review-bids", "review-list")]
    AbstractFactory.create_batch(4, call=call, tracks=[track])

    assert [cost(page) for page in ("reviewing", "review-bids", "review-list")] == before


def test_a_review_is_submitted_and_the_next_abstract_opens(client, call, track, reviewer):
    question = QuestionFactory(call=call)
    one, two = AbstractFactory.create_batch(2, call=call, tracks=[track])

    answer = client.post(
        at("review-abstract", one),
        {
            "action": "accept",
            f"question-{question.pk}": "4",
            "author_comment": "Fine.",
            "next": "1",
            "revision": "0",
        },
    )

    review = Review.objects.get()
    assert (review.abstract, review.track, review.author_comment, review.score) == (one, track, "Fine.", 4)
    assert answer["Location"] == at("review-abstract", two)


def test_what_is_missing_stands_at_its_field_and_nothing_is_lost(client, call, track, reviewer):
    question = QuestionFactory(call=call, title="Rigour")
    abstract = AbstractFactory(call=call, tracks=[track])

    answer = client.post(
        at("review-abstract", abstract), {"committee_comment": "Half a thought", "revision": "0"}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"action", f"question-{question.pk}"}
    assert "Half a thought" in page
    assert not Review.objects.exists()


def test_a_draft_is_saved_by_the_script_and_by_the_button(client, call, track, reviewer):
    abstract = AbstractFactory(call=call, tracks=[track])
    address = at("review-draft", abstract)

    by_script = client.post(
        address, {"committee_comment": "One", "revision": "0"}, headers={"accept": "application/json"}
    )
    stale = client.post(
        address, {"committee_comment": "Two", "revision": "0"}, headers={"accept": "application/json"}
    )
    by_button = client.post(address, {"committee_comment": "Three", "revision": "1"})

    assert by_script.json()["revision"] == 1
    assert by_script.json()["saved"].startswith("Draft saved ")
    assert (stale.status_code, by_button.status_code) == (409, 302)
    assert by_button["Location"] == at("review-abstract", abstract)
    assert Review.objects.get().committee_comment == "Three"


def test_a_submitted_review_is_shown_changed_and_withdrawn(client, call, track, reviewer):
    abstract = AbstractFactory(call=call, tracks=[track])
    client.post(at("review-abstract", abstract), {"action": "accept", "revision": "0"})
    client.post(at("review-abstract", abstract), {"action": "reject", "revision": "1"})

    page = client.get(at("review-abstract", abstract)).content.decode()
    client.post(at("review-withdraw", abstract))

    assert 'value="reject"' in page
    assert "Save the changes" in page
    review = Review.objects.get()
    assert (review.action, review.submitted_at) == ("reject", None)


def test_others_are_read_as_the_call_says(client, call, track, reviewer):
    abstract = AbstractFactory(call=call, tracks=[track])
    other = ReviewFactory(abstract=abstract, track=track, committee_comment="Seen at sea.")

    def reads():
        return "Seen at sea." in client.get(at("review-abstract", abstract)).content.decode()

    never = reads()
    rules(call, others=Reviewing.Others.AFTER_OWN)
    before = reads()
    ReviewFactory(abstract=abstract, reviewer=reviewer, track=track)
    after = reads()
    rules(call, others=Reviewing.Others.ALWAYS)

    assert (never, before, after, reads()) == (False, False, True, True)
    page = client.get(at("review-abstract", abstract)).content.decode()
    assert "Reviewer 1" in page
    assert str(other.reviewer) not in page


def test_the_sheet_shows_fields_as_their_call_says_and_never_the_note(client, call, track, reviewer):
    shown = Field.objects.create(call=call, title="Boat")
    kept = Field.objects.create(call=call, title="Hometown", reviewers_see=False)
    own = Field.objects.create(call=call, title="Rank", visibility=Field.Visibility.MANAGERS)
    abstract = AbstractFactory(
        call=call,
        tracks=[track],
        note="For your eyes",
        answers={str(shown.pk): "Sloop", str(kept.pk): "Nordhaven", str(own.pk): "First"},
    )
    AuthorFactory(abstract=abstract, name="Ada Lovelace")

    page = client.get(at("review-abstract", abstract)).content.decode()

    assert "Sloop" in page
    assert "Ada Lovelace" in page
    for hidden in ("Nordhaven", "Hometown", "First", "For your eyes"):
        assert hidden not in page


def test_a_decision_is_not_told_to_reviewers_before_it_is_released(client, call, track, reviewer):
    abstract = AbstractFactory(
        call=call, tracks=[track], state=State.REJECTED, decided_at=timezone.now(), decision_comment="Alas"
    )

    page = client.get(at("review-abstract", abstract)).content.decode()

    assert "Reviewing has ended" in page
    assert "Rejected" not in page
    assert "Alas" not in page


def test_wishes_are_said_filtered_and_taken_back(client, call, track, reviewer):
    rules(call, bids_until=timezone.now() + timedelta(days=1), assignment=Reviewing.Assignment.INDIVIDUAL)
    sails = AbstractFactory(call=call, tracks=[track], topics=["Sails"])
    AbstractFactory(call=call, tracks=[track], topics=["Hulls"])
    address = reverse("review-bids", args=[call.event.slug])

    client.post(address, {"number": sails.number, "wish": "eager"})
    listed = client.get(address, {"topic": "Sails", "wish": "eager"}).context["page"]
    part = client.post(address, {"number": sails.number, "wish": ""}, headers={"hx-request": "true"})

    assert [one.number for one in listed] == [sails.number]
    assert 'aria-pressed="true"' not in part.content.decode()
    assert "<html" not in part.content.decode()
    assert "0 of 2 answered" in part.content.decode()
    assert not Bid.objects.exists()


def test_a_profile_is_kept(client, call, reviewer):
    address = reverse("review-profile", args=[call.event.slug])

    wrong = client.post(address, {"load_limit": "-1"})
    client.post(address, {"load_limit": "12", "topic-0": "3", "topic-1": "0"})

    profile = ReviewerProfile.objects.get()
    assert wrong.status_code == 422
    assert (profile.user, profile.load_limit, profile.competences) == (reviewer, 12, {"Sails": 3})
    assert 'value="12"' in client.get(address).content.decode()


def test_a_conflict_takes_the_abstract_away_and_can_be_taken_back(client, call, track, reviewer):
    abstract = AbstractFactory(call=call, tracks=[track], title="Too close")

    answer = client.post(at("review-conflict", abstract), {"reason": "My sister"}, follow=True)
    gone = client.get(at("review-abstract", abstract)).status_code
    conflict = Conflict.objects.get()
    client.post(reverse("review-conflict-end", args=[call.event.slug, conflict.pk]))

    assert (conflict.user, conflict.reason, gone) == (reviewer, "My sister", 404)
    assert "Too close" not in answer.content.decode()
    assert client.get(at("review-abstract", abstract)).status_code == 200


def test_an_abstract_is_given_back(client, call, track, reviewer):
    rules(call, assignment=Reviewing.Assignment.INDIVIDUAL)
    abstract = AbstractFactory(call=call, tracks=[track])
    chair = UserFactory(is_admin=True)
    Assignment.objects.create(abstract=abstract, reviewer=reviewer, by=chair)

    client.post(at("review-decline", abstract), {"reason": "At sea"})

    assert client.get(at("review-abstract", abstract)).status_code == 404
    assert DigestEntry.objects.get().user == chair


def test_the_discussion_is_led_on_the_page(client, call, track, reviewer):
    rules(call, discussion_is_open=True)
    abstract = AbstractFactory(call=call, tracks=[track])

    client.post(at("review-comment", abstract), {"text": "I *doubt* it", "audience": "reviewers"})
    comment = Comment.objects.get()
    address = reverse("review-comment-change", args=[call.event.slug, comment.pk])
    client.post(address, {"text": "I do not", "audience": "chairs"})
    page = client.get(at("review-abstract", abstract)).content.decode()
    client.post(address, {"act": "delete"})
    without = client.get(at("review-abstract", abstract)).context["comments"]
    client.post(reverse("review-comment-restore", args=[call.event.slug, comment.pk]))

    comment.refresh_from_db()
    assert (comment.text, comment.audience, comment.deleted_at) == ("I do not", "chairs", None)
    assert "I do not" in page
    assert without == []


def test_blind_reviewers_get_the_clean_copy_under_a_neutral_name(client, call, track, reviewer):
    abstract = AbstractFactory(call=call, tracks=[track])
    file = AbstractFile(abstract=abstract, name="ada.txt", media_type="text/plain", size=5, blind_size=5)
    file.content.save("a.txt", ContentFile(b"whole"), save=False)
    file.blind.save("b.txt", ContentFile(b"clean"), save=False)
    file.save()
    unclean = AbstractFile(abstract=abstract, name="ada.tex", media_type="text/plain", size=5, position=1)
    unclean.content.save("c.txt", ContentFile(b"whole"), save=False)
    unclean.save()

    def got(one):
        answer = client.get(at("review-file", abstract, one.pk))
        return (
            (b"".join(answer.streaming_content), answer["Content-Disposition"]) if answer.streaming else None
        )

    seen = got(file)
    rules(call, blinding=Reviewing.Blinding.DOUBLE)
    blind = got(file)

    assert seen == (b"whole", 'attachment; filename="ada.txt"')
    assert blind == (b"clean", f'attachment; filename="abstract-{abstract.number}-0.txt"')
    assert got(unclean) is None
    assert "1 file is kept back" in client.get(at("review-abstract", abstract)).content.decode()


@pytest.mark.parametrize("form", ["csv", "xlsx", "zip"])
def test_reviewers_take_the_texts_of_their_tracks_home(client, call, track, reviewer, form):
    AbstractFactory(call=call, tracks=[track], text="All of the text")
    AbstractFactory(call=call, tracks=[TrackFactory(event=call.event)], text="None of it")
    address = reverse("review-list", args=[call.event.slug])

    answer = client.get(address, {"format": form})

    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code == 200
    if form == "csv":
        assert b"All of the text" in body
        assert b"None of it" not in body
    page = client.get(address).content.decode()
    assert "All of the text" in page
    assert "None of it" not in page


def test_progress_counts_by_reviewer_and_track_and_reminds_each_once(client, call, track, reviewer):
    rules(call, due_at=timezone.now() - timedelta(days=1))
    one, _two = AbstractFactory.create_batch(2, call=call, tracks=[track])
    diligent = TeamMemberFactory(event=call.event, track=track).user
    ReviewFactory(abstract=one, reviewer=diligent, track=track, score=3)
    chair = UserFactory(is_admin=True)
    client.force_login(chair)
    address = reverse("abstract-progress", args=[call.event.pk])

    context = client.get(address).context
    for _time in range(2):
        client.post(address, {"call": call.pk, "reviewer": [reviewer.pk, diligent.pk, chair.pk]})

    lines = {line.key: (line.given, line.done, line.late, line.mean) for line in context["people"]}
    assert lines == {reviewer.pk: (2, 0, 2, None), diligent.pk: (2, 1, 1, 3.0)}
    assert [(line.name, line.given, line.done) for line in context["tracks"]] == [("Boats", 4, 1)]
    mails = {user.pk: user.notices.count() for user in (reviewer, diligent, chair)}
    assert mails == {reviewer.pk: 1, diligent.pk: 1, chair.pk: 0}
    assert "2 reviews wait for you" in reviewer.notices.get().subject


def test_conveners_see_the_progress_of_their_tracks_only(client, call, track, reviewer):
    other = TrackFactory(event=call.event)
    AbstractFactory(call=call, tracks=[track])
    AbstractFactory(call=call, tracks=[other])
    TeamMemberFactory(event=call.event, track=other)
    client.force_login(TeamMemberFactory(event=call.event, track=track, duty="convener").user)
    address = reverse("abstract-progress", args=[call.event.pk])

    context = client.get(address).context

    assert [line.key for line in context["people"]] == [reviewer.pk]
    assert [line.key for line in context["tracks"]] == [track.pk]
    client.force_login(reviewer)
    assert client.get(address).status_code == 404


def test_who_reads_without_reviewing_has_no_form(client, call, track, reviewer):
    abstract = AbstractFactory(call=call, tracks=[track])
    client.force_login(TeamMemberFactory(event=call.event, track=track, duty="convener").user)

    answer = client.get(at("review-abstract", abstract))

    assert answer.context["form"] is None
    assert "You read this abstract without reviewing it." in answer.content.decode()


def test_nobody_outside_the_committee_finds_it(client, call, track):
    abstract = AbstractFactory(call=call, tracks=[track])
    client.force_login(abstract.submitter)

    pages = [reverse("reviewing", args=[call.event.slug]), at("review-abstract", abstract)]

    assert [client.get(page).status_code for page in pages] == [404, 404]
