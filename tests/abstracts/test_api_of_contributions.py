"""What programs are told of the abstract behind a contribution: what everybody reads on its page, and no more."""

import pytest
from django.utils import timezone

from abstracts.models import Abstract, Field, State
from access.models import AccessList, Grant
from access.operations import grant, open_access_list
from programme.models import Contribution
from tests.factories.abstracts import AbstractFactory, CallFactory
from tests.factories.accounts import UserFactory
from tests.factories.programme import ContributionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.case("S7")]

HERE = "/api/v1/contributions/"


@pytest.fixture
def call():
    """Asks something for each who may read it, and whether something is so."""
    call = CallFactory()
    for position, who in enumerate(Field.Visibility.values):
        Field.objects.create(call=call, title=f"For {who}", visibility=who, position=position)
    Field.objects.create(
        call=call, title="New", kind=Field.Kind.YES_NO, visibility=Field.Visibility.PUBLIC, position=9
    )
    return call


def accepted(call):
    """With an answer to every field; accepted and released."""
    talk = ContributionFactory(event=call.event)
    answers = {
        str(field.pk): True if field.kind == Field.Kind.YES_NO else f"answer {field.visibility}"
        for field in call.fields.all()
    }
    abstract = AbstractFactory(call=call, answers=answers)
    now = timezone.now()
    Abstract.objects.filter(pk=abstract.pk).update(
        contribution=talk, state=State.ACCEPTED, decided_at=now, released_at=now
    )
    return talk


def told(client, talk):
    """One by one, and in the list."""
    [listed] = [each for each in client.get(HERE).json()["results"] if each["id"] == talk.pk]
    alone = client.get(f"{HERE}{talk.pk}/").json()
    assert alone["answers"] == listed["answers"]
    return listed["answers"]


def test_answers_to_fields_for_everybody_are_told(client, call):
    talk = accepted(call)

    assert told(client, talk) == [
        {"title": "For public", "answer": "answer public"},
        {"title": "New", "answer": "Yes"},
    ]


def test_those_who_run_the_event_read_here_what_everybody_reads(client, call):
    talk = accepted(call)
    person = UserFactory()
    grant(call.event.access, to=person, permission=Grant.MANAGE)
    client.force_login(person)

    assert [each["title"] for each in told(client, talk)] == ["For public", "New"]


@pytest.mark.parametrize("values", [{"released_at": None}, {"state": State.REJECTED}])
def test_nothing_is_told_before_the_release_nor_of_what_was_not_accepted(client, call, values):
    talk = accepted(call)

    Abstract.objects.update(**values)

    assert told(client, talk) == []


def test_a_talk_without_an_abstract_has_none(client):
    assert told(client, ContributionFactory()) == []


def test_nothing_is_told_of_a_hidden_contribution(client, call):
    talk = accepted(call)
    closed = open_access_list(parent=call.event.access, mode=AccessList.Mode.RESTRICTED)
    Contribution.objects.filter(pk=talk.pk).update(access=closed)

    assert client.get(f"{HERE}{talk.pk}/").status_code == 404
    assert "answer public" not in client.get(HERE).content.decode()


def test_queries_do_not_grow_with_rows(client, call, django_assert_max_num_queries):
    accepted(call)
    with django_assert_max_num_queries(25) as few:
        client.get(HERE)
    for _n in range(2):
        accepted(CallFactory(event=call.event))

    with django_assert_max_num_queries(len(few)):
        client.get(HERE)
