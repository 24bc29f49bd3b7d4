"""Abstracts of one's own over REST."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from abstracts.models import Abstract, Field, State
from abstracts.operations import Decision, decide, release
from tests.factories.abstracts import AbstractFactory, AuthorFactory, CallFactory, ReviewFactory
from tests.factories.accounts import UserFactory
from tests.factories.programme import TrackFactory

pytestmark = pytest.mark.django_db

LIST = "/api/v1/submissions/"
WHOLE = {
    "title": "Notes on an engine",
    "text": "It weaves patterns.",
    "people": [{"name": "Ada", "email": "ada@engine.example", "affiliations": [{"name": "Society"}]}],
}


@pytest.fixture
def author(client):
    user = UserFactory(name="Ada Lovelace", email="ada@engine.example")
    client.force_login(user)
    return user


def send(client, path, data, method="post", **headers):
    return getattr(client, method)(path, data, content_type="application/json", headers=headers)


def test_an_abstract_is_begun_changed_and_submitted(client, author):
    call = CallFactory(consent="I agree.")
    track = TrackFactory(event=call.event)

    begun = send(client, LIST, {"call": call.pk, "title": "Not yet"})
    one = f"{LIST}{begun.json()['id']}/"
    early = send(client, f"{one}submit/", {})
    changed = send(client, one, WHOLE | {"tracks": [track.pk]}, "patch")
    sent = send(client, f"{one}submit/", {"consents": True})

    assert (begun.status_code, begun.json()["state"]) == (201, "draft")
    assert (early.status_code, "The consent is needed." in early.json()["detail"]) == (409, True)
    assert changed.json()["people"][0]["affiliations"] == [{"name": "Society", "ror": ""}]
    assert (sent.json()["state"], sent.json()["tracks"]) == ("submitted", [track.pk])


def test_who_changes_what_somebody_else_changed_is_told_both_states(client, author):
    abstract = AbstractFactory(submitter=author)
    AuthorFactory(abstract=abstract)
    one = f"{LIST}{abstract.pk}/"
    tag = client.get(one)["ETag"]
    decide(abstract.event, {abstract.pk: None}, Decision(State.REJECTED), by=None)

    first = send(client, one, {"title": "First"}, "patch", if_match=tag)
    second = send(client, one, {"title": "Second"}, "patch", if_match=tag)

    assert (first.status_code, second.status_code) == (200, 412)
    assert (second.json()["theirs"]["title"], second.json()["yours"]["title"]) == ("First", "Second")


def test_a_decision_and_reviews_are_told_once_they_are_released_and_only_as_configured(client, author):
    abstract = AbstractFactory(submitter=author)
    ReviewFactory(abstract=abstract, author_comment="Well said.", score="4.125")
    one = f"{LIST}{abstract.pk}/"
    plain = client.get(one)
    decide(abstract.event, {abstract.pk: None}, Decision(State.ACCEPTED, comment="Come."), by=None)

    before = client.get(one)
    release(abstract.event, [abstract.pk], by=None)
    after = client.get(one).json()

    assert (before.json(), before["ETag"]) == (plain.json(), plain["ETag"])
    assert (after["state"], after["decision_comment"]) == ("accepted", "Come.")
    assert after["reviews"] == [{"comment": "Well said.", "score": None}]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_number_of_queries(client, author, django_assert_num_queries, count):
    closed = CallFactory(closes_at=timezone.now() - timedelta(hours=1), editors="submitter_all")
    for abstract in AbstractFactory.create_batch(count, call=closed):
        AuthorFactory(abstract=abstract, user=author)
        AuthorFactory(abstract=abstract)
    client.get(LIST)

    with django_assert_num_queries(9):
        found = client.get(LIST).json()["results"]

    assert len(found) == count


def test_others_find_nothing_and_strangers_are_asked_to_sign_in(client, author):
    mine, theirs = AbstractFactory(submitter=author), AbstractFactory()
    AuthorFactory(abstract=theirs, user=author, role="co-author")
    one = f"{LIST}{mine.pk}/"

    AuthorFactory(abstract=theirs, name="Bob", email="bob@lab.example")
    named = client.get(f"{LIST}{theirs.pk}/").json()["people"]
    refused = send(client, f"{LIST}{theirs.pk}/", {"title": "Mine"}, "patch").status_code
    withdrawn = send(client, f"{LIST}{theirs.pk}/withdraw/", {}).status_code
    client.force_login(UserFactory())
    unknown = [client.get(one).status_code, send(client, one, {"title": "x"}, "patch").status_code]
    client.logout()

    assert [person["email"] for person in named] == ["", ""]
    assert (refused, withdrawn, unknown) == (403, 403, [404, 404])
    assert client.get(LIST).status_code == 401


def test_answers_are_those_of_fields_that_authors_know(client, author):
    call = CallFactory()
    known = Field.objects.create(call=call, title="Needs")
    hidden = Field.objects.create(call=call, title="Grade", visibility="managers")
    abstract = AbstractFactory(call=call, submitter=author, answers={str(hidden.pk): "A"})
    AuthorFactory(abstract=abstract)
    one = f"{LIST}{abstract.pk}/"

    answered = send(client, one, {"answers": {str(known.pk): "A loom"}}, "patch")
    refused = send(client, one, {"answers": {str(hidden.pk): "B"}}, "patch")
    odd = [
        send(client, one, {"answers": {str(known.pk): value}}, "patch").status_code
        for value in ({"a": 1}, ["x"], "a\x00b", "\ud800", 10**40)
    ]

    assert answered.json()["answers"] == {str(known.pk): "A loom"}
    assert (refused.status_code, odd) == (400, [400] * 5)
    assert Abstract.objects.get().answers == {str(hidden.pk): "A", str(known.pk): "A loom"}


def test_files_are_added_put_in_order_read_and_removed(client, author):
    abstract = AbstractFactory(call=CallFactory(most_files=2), submitter=author)
    one = f"{LIST}{abstract.pk}/"

    keys = [
        client.post(f"{one}files/", {"file": SimpleUploadedFile(name, b"text")}).json()["id"]
        for name in ("a.txt", "b.txt")
    ]
    bad = client.post(f"{one}files/", {"file": SimpleUploadedFile("c.txt", b"x")})
    ordered = send(client, f"{one}files/order/", {"order": keys[::-1]}, "put").json()["files"]
    address = f"/api/v1/abstract-files/{keys[0]}/"
    read = b"".join(client.get(address))
    gone = client.delete(address).status_code

    assert (bad.status_code, [file["name"] for file in ordered]) == (409, ["b.txt", "a.txt"])
    assert (read, gone, client.get(address).status_code) == (b"text", 204, 404)


def test_withdrawing_and_throwing_away(client, author):
    call = CallFactory()
    abstract = AbstractFactory(call=call, submitter=author)
    draft = send(client, LIST, {"call": call.pk}).json()["id"]

    withdrawn = send(client, f"{LIST}{abstract.pk}/withdraw/", {}).json()["state"]
    kept = client.delete(f"{LIST}{abstract.pk}/").status_code
    gone = client.delete(f"{LIST}{draft}/").status_code

    assert (withdrawn, kept, gone) == ("withdrawn", 409, 204)
