"""Reviewing over the API: the same doors and operations as the pages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from abstracts.models import Assignment, Bid, Comment, Conflict, Question, Review, Reviewing
from tests.factories.abstracts import (
    AbstractFactory,
    AuthorFactory,
    CallFactory,
    QuestionFactory,
    ReviewFactory,
    TeamMemberFactory,
)
from tests.factories.programme import TrackFactory

pytestmark = pytest.mark.django_db

JSON = "application/json"


@pytest.fixture
def call():
    return CallFactory()


@pytest.fixture
def track(call):
    return TrackFactory(event=call.event, name="Boats")


@pytest.fixture
def reviewer(call, track, client):
    user = TeamMemberFactory(event=call.event, track=track).user
    client.force_login(user)
    return user


@pytest.fixture
def abstract(call, track):
    found = AbstractFactory(call=call, tracks=[track])
    AuthorFactory(abstract=found, name="Ada Lovelace")
    return found


def rules(call, **values):
    Reviewing.objects.filter(call=call).update(**values)


def one(abstract, act=""):
    return f"/api/v1/reviewable/{abstract.pk}/{act}"


def test_the_list_holds_what_i_review_and_how_far_i_am(client, call, track, reviewer, abstract):
    done = AbstractFactory(call=call, tracks=[track])
    AbstractFactory(call=call, tracks=[TrackFactory(event=call.event)])
    ReviewFactory(abstract=done, reviewer=reviewer, track=track)

    every = client.get("/api/v1/reviewable/", {"event": call.event.slug}).json()["results"]
    waiting = client.get("/api/v1/reviewable/", {"event": call.event.pk, "show": "waiting"}).json()["results"]

    assert [(row["number"], row["is_reviewed"]) for row in every] == [
        (abstract.number, False),
        (done.number, True),
    ]
    assert [row["id"] for row in waiting] == [abstract.pk]


def test_the_sheet_names_authors_only_where_they_may_be_known(client, call, reviewer, abstract):
    seen = client.get(one(abstract)).json()
    rules(call, blinding=Reviewing.Blinding.DOUBLE)
    blind = client.get(one(abstract))

    assert [author["name"] for author in seen["authors"]] == ["Ada Lovelace"]
    assert "authors" not in blind.json()
    assert "Ada" not in blind.content.decode()


def test_a_review_is_drafted_submitted_changed_and_withdrawn(client, call, track, reviewer, abstract):
    rigour = QuestionFactory(call=call)
    sure = QuestionFactory(call=call, kind=Question.Kind.YES_NO)
    whole = {"action": "accept", "ratings": {str(rigour.pk): 4, str(sure.pk): True}}

    draft = client.put(
        one(abstract, "draft/"), {"author_comment": "So far"}, JSON, headers={"if-match": '"0"'}
    )
    lacking = client.put(one(abstract, "review/"), {"action": "accept"}, JSON)
    sent = client.put(one(abstract, "review/"), whole, JSON, headers={"if-match": '"1"'})
    stale = client.put(one(abstract, "review/"), whole, JSON, headers={"if-match": '"1"'})
    mine = client.get("/api/v1/reviews/", {"event": call.event.slug}).json()["results"]
    gone = client.delete(one(abstract, "review/"))

    assert (draft.status_code, draft.json()["revision"], draft.json()["submitted_at"]) == (200, 1, None)
    assert lacking.status_code == 409
    assert (sent.status_code, sent.json()["score"], sent.json()["by"]) == (200, 4.0, "You")
    assert stale.status_code == 412
    assert [(row["id"], row["revision"]) for row in mine] == [(sent.json()["id"], 2)]
    assert gone.status_code == 204
    assert Review.objects.get().submitted_at is None


@pytest.mark.parametrize(
    "sent",
    [
        {"actions": "accept"},
        {"action": "applaud"},
        {"tracks": [999_999]},
        {"type": 999_999},
        {"ratings": {"1": [1]}},
        {"ratings": {"1": 2.5}},
        {"other": 0},
    ],
)
def test_what_means_nothing_is_refused_at_its_field(client, reviewer, abstract, sent):
    answer = client.put(one(abstract, "review/"), sent, JSON)

    assert answer.status_code == 400
    assert list(answer.json()) == list(sent)


def test_wishes_and_conflicts_are_said_and_taken_back(client, call, reviewer, abstract):
    rules(call, bids_until=timezone.now() + timedelta(days=1), assignment=Reviewing.Assignment.INDIVIDUAL)

    client.put(one(abstract, "wish/"), {"wish": "eager"}, JSON)
    listed = client.get("/api/v1/reviewable/wishes/", {"event": call.event.slug}).json()["results"]
    client.delete(one(abstract, "wish/"))
    left = Bid.objects.count()
    client.post(one(abstract, "conflict/"), {"reason": "Kin"}, JSON)
    barred = client.get("/api/v1/reviewable/wishes/", {"event": call.event.slug}).json()["results"]
    back = client.delete(one(abstract, "conflict/"))

    assert [(row["number"], row["wish"]) for row in listed] == [(abstract.number, "eager")]
    assert (left, barred, back.status_code) == (0, [], 204)
    assert not Conflict.objects.exists()


def test_an_abstract_is_given_back(client, call, reviewer, abstract):
    rules(call, assignment=Reviewing.Assignment.INDIVIDUAL)
    Assignment.objects.create(abstract=abstract, reviewer=reviewer)

    answer = client.post(one(abstract, "decline/"), {"reason": "At sea"}, JSON)

    assert answer.status_code == 204
    assert client.get(one(abstract)).status_code == 404


def test_the_discussion_is_led(client, call, reviewer, abstract):
    closed = client.post("/api/v1/review-comments/", {"abstract": abstract.pk, "text": "Hello"}, JSON)
    rules(call, discussion_is_open=True)

    added = client.post("/api/v1/review-comments/", {"abstract": abstract.pk, "text": "Hello"}, JSON)
    address = f"/api/v1/review-comments/{added.json()['id']}/"
    client.put(address, {"text": "Hello all", "audience": "reviewers"}, JSON)
    listed = client.get("/api/v1/review-comments/", {"abstract": abstract.pk}).json()["results"]
    gone = client.delete(address)

    assert (closed.status_code, added.status_code, gone.status_code) == (409, 201, 204)
    assert [(row["by"], row["text"], row["audience"]) for row in listed] == [
        ("You", "Hello all", "reviewers")
    ]
    assert Comment.objects.get().deleted_at is not None


def test_strangers_learn_nothing(client, call, reviewer, abstract):
    comment = Comment.objects.create(abstract=abstract, author=reviewer, text="Hm")
    review = ReviewFactory(abstract=abstract, reviewer=reviewer)
    client.force_login(abstract.submitter)

    addresses = [
        one(abstract),
        f"/api/v1/reviewable/?event={call.event.slug}",
        f"/api/v1/reviews/{review.pk}/",
        f"/api/v1/reviews/?event={call.event.slug}",
        f"/api/v1/review-comments/?abstract={abstract.pk}",
        f"/api/v1/review-comments/{comment.pk}/",
    ]

    assert [client.get(address).status_code for address in addresses] == [404, 400, 404, 400, 404, 405]


def test_as_many_queries_for_one_abstract_as_for_four(
    client, call, track, reviewer, abstract, django_assert_max_num_queries
):
    def cost(address):
        with django_assert_max_num_queries(60) as counted:
            assert client.get(address, {"event": call.event.slug}).status_code == 200
        return len(counted)

    rules(call, bids_until=timezone.now() + timedelta(days=1))
    lists = ["/api/v1/reviewable/", "/api/v1/reviewable/wishes/", "/api/v1/reviews/"]
    ReviewFactory(abstract=abstract, reviewer=reviewer, track=track)
    before = [cost(address) for address in lists]
    for more in AbstractFactory.create_batch(3, call=call, tracks=[track]):
        ReviewFactory(abstract=more, reviewer=reviewer, track=track)

    assert [cost(address) for address in lists] == before
