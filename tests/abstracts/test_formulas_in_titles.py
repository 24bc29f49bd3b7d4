"""Titles with LaTeX are read as formulas wherever they are headings, and as they were typed in the window's title."""

import pytest
from django.urls import reverse

from abstracts.models import State, TeamMember
from abstracts.operations import Decision, decide, release
from tests.factories.abstracts import AbstractFactory, AuthorFactory, TeamMemberFactory
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def abstract():
    abstract = AbstractFactory(title="Down to $x$", submitter=UserFactory())
    AuthorFactory(abstract=abstract)
    return abstract


def headed(client, address):
    page = client.get(address).content.decode()
    heading = page.partition("<h1")[2].partition("</h1>")[0]
    return "Down to <math" in heading, "Down to $x$" in page.partition("</title>")[0]


def test_its_author_its_reviewer_and_the_desk_read_the_formula(client, abstract):
    slug, number = abstract.event.slug, abstract.number
    reviewer = TeamMemberFactory(event=abstract.event, duty=TeamMember.Duty.REVIEWER).user
    pages = [
        (abstract.submitter, reverse("abstract", args=[slug, number])),
        (reviewer, reverse("review-abstract", args=[slug, number])),
        (UserFactory(is_admin=True), reverse("desk", args=[slug])),
    ]

    found = []
    for user, address in pages:
        client.force_login(user)
        found.append(headed(client, address))

    assert found == [(True, True)] * 3


def test_so_does_everybody_once_it_is_accepted(client, abstract):
    decide(abstract.event, {abstract.pk: None}, Decision(State.ACCEPTED), by=None)
    (accepted,) = release(abstract.event, {abstract.pk: None}, by=None)

    talk = headed(client, accepted.contribution.get_absolute_url())
    listed = client.get(reverse("accepted", args=[abstract.event.slug])).content.decode()

    assert talk == (True, True)
    assert "Down to <math" in listed
