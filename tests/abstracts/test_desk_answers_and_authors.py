"""The table of abstracts by what was answered, and who wrote them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from abstracts.models import Field, Reviewing
from tests.factories.abstracts import AbstractFactory, AuthorFactory, CallFactory, TeamMemberFactory
from tests.factories.accounts import UserFactory
from tests.factories.programme import TrackFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return CallFactory()


@pytest.fixture
def track(call):
    return TrackFactory(event=call.event)


@pytest.fixture
def organiser():
    return UserFactory(is_admin=True)


@pytest.fixture
def convener(call, track):
    return TeamMemberFactory(event=call.event, track=track, duty="convener").user


def found(client, call, query, *, by):
    client.force_login(by)
    response = client.get(f"{reverse('desk-list', args=[call.event.slug])}?{query}")
    return [row.number for row in response.context["found"].rows]


def authors_in(client, call, query="", *, by):
    client.force_login(by)
    response = client.get(f"{reverse('desk-list', args=[call.event.slug])}?cols=authors&{query}")
    return [dict(cells)["authors"] for _row, cells in response.context["cells"]]


def test_the_table_is_filtered_by_a_choice_and_by_yes_or_no(client, call, organiser):
    form = Field.objects.create(call=call, title="Form", kind="choice", options=["Poster", "Talk"])
    demo = Field.objects.create(call=call, title="Demo", kind="yes_no")
    for answers in ({form: "Poster", demo: True}, {form: "Talk", demo: True}, {demo: False}, {}):
        AbstractFactory(call=call, answers={str(field.pk): answer for field, answer in answers.items()})

    by_answer = {
        query: found(client, call, f"answer={query}", by=organiser)
        for query in (f"{form.pk}:Poster", f"{demo.pk}:true", f"{demo.pk}:false", "", "0:x", "nonsense")
    }

    first, second, third, fourth = call.abstracts.order_by("number").values_list("number", flat=True)
    everything = [first, second, third, fourth]
    assert list(by_answer.values()) == [[first], [first, second], [third], *[everything] * 3]


def test_the_filter_offers_what_can_be_answered(client, call, organiser):
    form = Field.objects.create(call=call, title="Form", kind="choice", options=["Poster", "Talk"])
    Field.objects.create(call=call, title="Remark", kind="text")
    AbstractFactory(call=call)
    client.force_login(organiser)

    response = client.get(reverse("desk-list", args=[call.event.slug]))

    offered = [(f"{form.pk}:Poster", "Poster"), (f"{form.pk}:Talk", "Talk")]
    assert response.context["answer_choices"] == [("Form", offered)]


@pytest.mark.case("S23")
@pytest.mark.parametrize("hidden", [{"visibility": "managers"}, {"reviewers_see": False}])
def test_conveners_find_nothing_by_answers_that_are_not_theirs_to_read(
    client, call, track, convener, organiser, hidden
):
    house = Field.objects.create(call=call, title="House", kind="choice", options=["CERN", "GSI"], **hidden)
    abstract = AbstractFactory(call=call, tracks=[track], answers={str(house.pk): "CERN"})

    query = f"answer={house.pk}:CERN"

    assert found(client, call, query, by=organiser) == [abstract.number]
    assert found(client, call, query, by=convener) == []
    assert found(client, call, f"answer={house.pk}:GSI", by=convener) == []


def test_the_desk_and_the_api_filter_by_answers_too(client, call, organiser):
    demo = Field.objects.create(call=call, title="Demo", kind="yes_no")
    AbstractFactory(call=call)
    shown = AbstractFactory(call=call, answers={str(demo.pk): True})
    client.force_login(organiser)

    desk = client.get(f"{reverse('desk', args=[call.event.slug])}?answer={demo.pk}:true")
    api = {
        answer: client.get(reverse("api-desk-list"), {"event": call.event.slug, "answer": answer})
        for answer in (f"{demo.pk}:true", "nonsense")
    }

    assert [row.number for row in desk.context["found"].rows] == [shown.number]
    assert [response.status_code for response in api.values()] == [200, 400]
    assert [row["number"] for row in api[f"{demo.pk}:true"].json()["results"]] == [shown.number]


def test_authors_are_a_column_in_their_order_without_who_only_speaks(client, call, organiser):
    abstract = AbstractFactory(call=call)
    for position, (name, role) in enumerate([("Ada", "author"), ("Bob", "none"), ("Cyd", "co-author")]):
        AuthorFactory(abstract=abstract, name=name, role=role, position=position, speaks=role == "none")

    assert authors_in(client, call, by=organiser) == ["Ada, Cyd"]


@pytest.mark.case("S22")
def test_a_double_blind_table_names_authors_only_to_organisers_who_ask(
    client, call, track, organiser, convener
):
    Reviewing.objects.filter(call=call).update(blinding=Reviewing.Blinding.DOUBLE)
    AuthorFactory(abstract=AbstractFactory(call=call, tracks=[track]), name="Ada")

    told = {
        (who, query): authors_in(client, call, query, by=person)
        for who, person in (("organiser", organiser), ("convener", convener))
        for query in ("", "authors=1")
    }

    assert list(told.values()) == [[""], ["Ada"], [""], [""]]


def test_the_table_asks_as_much_for_one_as_for_three(client, call, organiser):
    Field.objects.create(call=call, title="Demo", kind="yes_no")
    AuthorFactory(abstract=AbstractFactory(call=call))
    client.force_login(organiser)
    address = f"{reverse('desk-list', args=[call.event.slug])}?cols=authors"
    client.get(address)

    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for abstract in AbstractFactory.create_batch(2, call=call):
        AuthorFactory(abstract=abstract)
    client.get(address)  # what reviews say is looked up once
    with CaptureQueriesContext(connection) as three:
        client.get(address)

    assert len(three) == len(one)
    assert len(one) <= 15
