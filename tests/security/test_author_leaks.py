"""What authors can learn of reviewing before a decision is released: nothing, in words, numbers or refusals (S20)."""

import pytest
from django.urls import reverse

from abstracts.models import Abstract, Reviewing, State
from abstracts.operations import Decision, decide, take_back
from tests.security.abstracts_world import COMMITTEE, VERDICT
from tests.security.visits import visible

pytestmark = pytest.mark.django_db

HIDDEN = (COMMITTEE, VERDICT, "4.125", "4.12")


def addresses(abstract):
    base = [abstract.event.slug, abstract.number]
    return [
        reverse("abstract", args=base),
        reverse("abstract-edit", args=base),
        reverse("my-abstracts"),
        reverse("my-event-abstracts", args=base[:1]),
        reverse("call", args=[base[0], abstract.call_id]),
        "/api/v1/submissions/",
        f"/api/v1/submissions/{abstract.pk}/",
    ]


@pytest.mark.case("S20")
@pytest.mark.parametrize("actor", ["author", "conflicted"])
@pytest.mark.parametrize("thing", ["paper", "pending"])
def test_authors_find_no_trace_of_reviewers_scores_or_decisions_before_the_release(world, actor, thing):
    client = world.client(actor)
    seen = 0

    for address in addresses(world.things[thing]):
        response = client.get(address)
        text = response.content.decode() + str(response.headers)
        seen += response.status_code == 200
        # Their own address and name hold no word of the committee.
        assert [word for word in HIDDEN if word in text] == [], address

    assert seen >= 3


@pytest.mark.case("S20")
def test_deciding_reviewing_and_taking_back_change_no_byte_for_the_author(world):
    client, abstract = world.client("author"), world.paper
    pages = addresses(abstract)

    def look():
        return [visible(client.get(address)) for address in pages]

    before = look()
    decide(world.main, {abstract.pk: None}, Decision(State.REJECTED, comment="No."), by=world.users["chair"])
    decided = look()
    refused = client.post(reverse("abstract-withdraw", args=[world.main.slug, 99_999])).status_code
    take_back(world.main, {abstract.pk: None}, by=world.users["chair"])
    Reviewing.objects.filter(call=abstract.call).update(discussion_is_open=True)

    assert [one for one, two in zip(pages, decided, strict=True) if before[pages.index(one)] != two] == []
    assert look() == before
    assert refused == 404


@pytest.mark.case("S20")
def test_after_the_release_authors_read_what_the_call_lets_them(world):
    client, abstract = world.client("author"), world.rejected
    page = reverse("abstract", args=[abstract.event.slug, abstract.number])

    first = client.get(page).content.decode()
    Reviewing.objects.filter(call=abstract.call).update(authors_see_comments=False, authors_see_scores=True)
    second = client.get(page).content.decode()

    assert ("shown" in first, "4.12" in first) == (True, False)
    assert "4.13" in second or "4.12" in second
    assert COMMITTEE not in first + second
    assert Abstract.objects.get(pk=abstract.pk).reviews.exists()
