"""Organisers who keep authors hidden meet them nowhere on the way through the desk; and no abstract is like itself."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from abstracts.models import AbstractFile, Affiliation, Letter, Reviewing
from abstracts.similarity import similar_in
from tests.factories.abstracts import (
    AbstractFactory,
    AuthorFactory,
    CallFactory,
    LetterRuleFactory,
    ReviewFactory,
)
from tests.factories.accounts import UserFactory
from tests.factories.programme import TrackFactory

pytestmark = pytest.mark.django_db

TELLING = ("narwhal", "polar institute")


@pytest.fixture
def call():
    call = CallFactory()
    Reviewing.objects.filter(call=call).update(blinding=Reviewing.Blinding.DOUBLE)
    return call


@pytest.fixture
def chair(client):
    chair = UserFactory(is_admin=True, name="Carla Chairwoman")
    client.force_login(chair)
    return chair


@pytest.fixture
def abstract(call):
    """Everything that tells who wrote it says "narwhal" or names the institute."""
    submitter = UserFactory(name="Nadja Narwhal", email="n@narwhal.example")
    track = TrackFactory(event=call.event)
    abstract = AbstractFactory(call=call, submitter=submitter, note="From Narwhal", tracks=[track])
    author = AuthorFactory(abstract=abstract, name="Nadja Narwhal", email=submitter.email, user=submitter)
    Affiliation.objects.create(author=author, name="Polar Institute")
    file = AbstractFile(abstract=abstract, name="narwhal.txt", media_type="text/plain", size=5, blind_size=5)
    file.content.save("a.txt", ContentFile(b"narwhal"), save=False)
    file.blind.save("b.txt", ContentFile(b"clean"), save=False)
    file.save()
    ReviewFactory(abstract=abstract, track=track)
    LetterRuleFactory(event=call.event, states=["rejected"], body="Dear {recipient_name},")
    return abstract


def at(name, abstract, *more):
    return reverse(name, args=[abstract.event.slug, abstract.number, *more])


def told(response):
    """Which of the telling words its body and headers hold."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = f"{sorted(response.items())} {body.decode()}".lower()
    return {word for word in TELLING if word in text}


def posts(abstract):
    """Everything that is posted at the desk about one abstract, with what is typed."""
    slug, number = abstract.event.slug, abstract.number
    act = reverse("desk-act", args=[slug])
    common = {"number": number, "revision": abstract.revision}
    yield act, {**common, "act": "reject", "do": "letters"}
    yield act, {**common, "act": "revise"}
    yield act, {**common, "act": "merge", "other": f"#{number}"}
    yield act, {**common, "act": "reject", "revision": abstract.revision + 7}
    yield at("review-comment", abstract), {"text": "", "audience": "reviewers"}
    yield at("review-comment", abstract), {"text": "How so?", "audience": "reviewers"}
    yield act, {**common, "act": "reject", "comment": "No."}
    yield at("desk-take-back", abstract), {}
    yield at("desk-withdraw", abstract), {}
    yield at("desk-take-back", abstract), {}


def test_a_question_to_a_reviewer_names_no_authors_until_one_asks_for_them(client, chair, abstract):
    page = at("review-abstract", abstract)

    plain, asked = client.get(page), client.get(f"{page}?authors=1")

    assert (told(plain), told(asked)) == (set(), set(TELLING))
    assert "?authors=1#sheet" in plain.content.decode()


def test_nothing_that_is_done_at_the_desk_names_hidden_authors(client, chair, abstract):
    answers = [client.post(address, data, follow=True) for address, data in posts(abstract)]

    assert [told(answer) for answer in answers] == [set()] * len(answers)
    assert [answer.status_code for answer in answers] == [200, 422, 409, 409, 422, 200, 200, 200, 200, 200]


def test_every_page_of_the_desk_keeps_them_hidden(client, chair, abstract):
    slug = abstract.event.slug
    pages = [
        *(reverse(name, args=[slug]) for name in ("desk", "desk-list", "desk-release", "desk-views")),
        *(at(name, abstract) for name in ("desk-abstract", "desk-similar", "review-abstract")),
        f"{reverse('desk-others', args=[slug])}?q={abstract.title}",
    ]

    assert [told(client.get(page)) for page in pages] == [set()] * len(pages)


def test_a_file_that_was_opened_beside_hidden_authors_is_the_clean_copy(client, chair, abstract):
    file = abstract.files.get()

    def linked(query):
        page = client.get(reverse("desk", args=[abstract.event.slug]) + query)
        return page.context["sheet"].files[0]["url"]

    plain, asked = client.get(linked("")), client.get(linked("?authors=1"))

    assert f"/files/{file.pk}/" in linked("")
    assert (told(plain), told(asked)) == (set(), {"narwhal"})


def test_where_it_is_not_blind_authors_are_named_at_once(client, chair, abstract, call):
    Reviewing.objects.filter(call=call).update(blinding=Reviewing.Blinding.SINGLE)

    page = client.get(at("review-abstract", abstract))

    assert told(page) == set(TELLING)
    assert "?authors=1#sheet" not in page.content.decode()


def test_no_letter_is_sent_by_reading_it_first(client, chair, abstract):
    address, data = next(posts(abstract))

    client.post(address, data)

    assert not Letter.objects.exists()


def test_the_picker_of_another_abstract_never_offers_the_one_that_is_decided_on(client, chair, call):
    one, other = AbstractFactory.create_batch(2, call=call, title="Whales of the north")
    AbstractFactory(call=call, title="Fish of the south")
    page = client.get(f"{reverse('desk', args=[call.event.slug])}?abstract={one.number}")
    source = page.context["form"].fields["other"].widget.source

    def offered(words):
        return [found.number for found in client.get(f"{source}&q={words}").context["found"]]

    assert (offered("whales"), offered(f"%23{one.number}")) == ([other.number], [])
    assert offered(f"%23{other.number}") == [other.number]


def test_similar_abstracts_are_others(client, chair, call):
    text = "Narrow bandwidth antennas listen to humpback whales beneath arctic glaciers"
    pair = AbstractFactory.create_batch(2, call=call, title="Whales beneath glaciers", text=text)
    for n in range(8):
        AbstractFactory(call=call, title=f"Topic{'abcdefgh'[n] * 4}", text=f"Word{'ijklmnop'[n] * 4}")

    found = similar_in(call.pk)
    shown = client.get(at("desk-similar", pair[0])).context["found"]

    assert {key: [other for other, _value in near] for key, near in found.items()} == {
        pair[0].pk: [pair[1].pk],
        pair[1].pk: [pair[0].pk],
    }
    assert [other for other, _percent in shown] == [pair[1]]
