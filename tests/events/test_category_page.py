"""The page of a category shows what is in it, and nothing that is not for the visitor."""

from datetime import timedelta

import pytest

from access.models import AccessList, Grant
from access.operations import grant
from events.models import Category
from tests.clock import at
from tests.events.people import runs, signed_in
from tests.factories.events import CategoryFactory, EventFactory

pytestmark = pytest.mark.django_db
RESTRICTED = AccessList.Mode.RESTRICTED


def page_of(client, category, query=""):
    return client.get(category.get_absolute_url() + query)


def titles(answer):
    return [event.title for _month, events in answer.context["months"] for event in events]


def test_events_to_come_stand_by_month_and_past_ones_apart(client):
    category = CategoryFactory()
    EventFactory(category=category, title="Soon")
    EventFactory(category=category, title="Later", starts_at=at("10:00") + timedelta(days=40))
    EventFactory(category=category, title="Gone", starts_at=at("10:00") - timedelta(days=40))

    to_come, past = page_of(client, category), page_of(client, category, "?past=1")

    assert [
        (month.isoformat(), [event.title for event in events]) for month, events in to_come.context["months"]
    ] == [
        ("2027-03-01", ["Soon"]),
        ("2027-04-01", ["Later"]),
    ]
    assert titles(past) == ["Gone"]


def test_events_of_categories_below_are_listed_and_counted(client):
    category = CategoryFactory()
    child = CategoryFactory(parent=category)
    grandchild = CategoryFactory(parent=child)
    EventFactory(category=grandchild, title="Deep")
    EventFactory(category=child, title="Below")
    EventFactory(category=category, title="Here")

    answer = page_of(client, category)

    assert titles(answer) == ["Deep", "Below", "Here"]
    assert answer.context["children"] == [(child, 2)]


@pytest.mark.case("S13", "S17")
def test_strangers_find_no_trace_of_what_is_not_for_them(client, organiser):
    category = CategoryFactory()
    EventFactory(category=category, title="Canary draft", is_draft=True)
    EventFactory(category=category, title="Canary restricted", mode=RESTRICTED)
    EventFactory(category=category, title="Canary deleted", deleted_at=at("08:00"))
    EventFactory(title="Canary elsewhere")
    hidden = CategoryFactory(parent=category, title="Canary category", mode=RESTRICTED)
    EventFactory(category=hidden, title="Canary below")
    EventFactory(category=category, title="Open")

    answer = page_of(client, category)

    assert titles(answer) == ["Open"]
    assert answer.context["children"] == []
    assert b"Canary" not in answer.content
    runs(organiser, category)
    assert {"Canary draft", "Canary restricted", "Canary below"} < set(
        titles(page_of(signed_in(organiser), category))
    )


def test_a_public_event_in_a_restricted_category_is_listed_above_it(client):
    category = CategoryFactory()
    hidden = CategoryFactory(parent=category, mode=RESTRICTED)
    EventFactory(category=hidden, title="Open", mode=AccessList.Mode.PUBLIC)

    assert titles(page_of(client, category)) == ["Open"]


def test_a_wrong_tail_of_the_address_leads_to_the_right_one_and_keeps_the_question(client):
    category = CategoryFactory(title="Physics")

    answer = client.get(f"/c/{category.pk}-chemistry/?past=1")

    assert (answer.status_code, answer["Location"]) == (302, f"/c/{category.pk}-physics/?past=1")


@pytest.mark.case("S10")
def test_a_hidden_category_is_answered_like_one_that_does_not_exist(client):
    hidden = CategoryFactory(mode=RESTRICTED, title="Secret")

    forbidden = client.get(f"/c/{hidden.pk}-secret/")
    unknown = client.get(f"/c/{hidden.pk + 1}-secret/")
    guessed = client.get(f"/c/{hidden.pk}-guess/")

    assert [answer.status_code for answer in (forbidden, unknown, guessed)] == [404, 404, 404]
    assert forbidden.headers.keys() == unknown.headers.keys()
    assert without_nonce(forbidden) == without_nonce(unknown)


def without_nonce(answer):
    nonce = answer.content.partition(b'nonce="')[2].partition(b'"')[0]
    return answer.content.replace(nonce, b"") if nonce else answer.content


def test_only_those_who_may_create_are_offered_to(client, organiser, outsider):
    category = CategoryFactory()
    grant(category.access, to=organiser, permission=Category.CREATE)

    offers = [
        "Create event" in page_of(visitor, category).content.decode()
        for visitor in (client, signed_in(outsider), signed_in(organiser))
    ]

    assert offers == [False, False, True]


def test_anybody_who_signs_in_is_offered_to_create_in_an_open_category(client, outsider):
    category = CategoryFactory(anyone_may_create=True)

    assert "Create event" not in page_of(client, category).content.decode()
    assert "Create the first event" in page_of(signed_in(outsider), category).content.decode()


def test_long_lists_are_turned_page_by_page(client):
    category = CategoryFactory()
    EventFactory.create_batch(51, category=category)

    first, second, beyond = (page_of(client, category, f"?page={page}") for page in (1, 2, 99))

    assert [len(titles(answer)) for answer in (first, second, beyond)] == [50, 1, 1]
    assert first.context["page"].paginator.num_pages == 2


@pytest.mark.parametrize("known", [False, True])
def test_the_page_takes_as_few_questions_for_three_as_for_one(
    client, organiser, django_assert_max_num_queries, known
):
    category = CategoryFactory()
    grant(category.access, to=organiser, permission=Grant.VIEW)
    visitor = signed_in(organiser) if known else client
    counts = []
    for _round in range(2):
        for _number in range(3):
            EventFactory(category=CategoryFactory(parent=category))
        with django_assert_max_num_queries(8) as captured:
            visitor.get(category.get_absolute_url())
        counts.append(len(captured))

    assert counts[0] == counts[1]


@pytest.mark.case("S8")
def test_an_event_that_became_restricted_is_gone_at_the_next_request(client):
    event = EventFactory(title="Was open")
    category = event.category
    seen = titles(page_of(client, category))

    event.access.mode = RESTRICTED
    event.access.save()

    assert (seen, titles(page_of(client, category))) == (["Was open"], [])


def test_a_renamed_category_is_named_anew_at_the_next_request(client):
    category = CategoryFactory(title="Old name")
    child = CategoryFactory(parent=category)
    page_of(client, child)

    Category.objects.filter(pk=category.pk).update(title="New name")

    assert "New name" in page_of(client, child).content.decode()
