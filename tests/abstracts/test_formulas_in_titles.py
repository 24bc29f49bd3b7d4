"""Titles with LaTeX are read as formulas wherever they are headings, and in Unicode where no markup can stand."""

import pytest
from django.urls import reverse

from abstracts.letters.people import Addressee
from abstracts.letters.values import values_of
from abstracts.models import Abstract, State, TeamMember
from abstracts.operations import Decision, decide, release
from programme.citation import citation_of
from tests.factories.abstracts import AbstractFactory, AuthorFactory, TeamMemberFactory
from tests.factories.accounts import UserFactory
from tests.factories.timetable import SlotFactory
from timetable.ical import slot_to_ical
from timetable.models import Slot

pytestmark = pytest.mark.django_db


@pytest.fixture
def abstract():
    abstract = AbstractFactory(title="Down to $x$", submitter=UserFactory())
    AuthorFactory(abstract=abstract)
    return abstract


def headed(client, address):
    page = client.get(address).content.decode()
    heading = page.partition("<h1")[2].partition("</h1>")[0]
    return "Down to <math" in heading, "Down to x" in page.partition("</title>")[0]


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


def test_where_no_markup_can_stand_it_is_said_in_unicode(client, abstract):
    Abstract.objects.filter(pk=abstract.pk).update(title="$O(n^2)$ of $\\alpha$")
    decide(abstract.event, {abstract.pk: None}, Decision(State.ACCEPTED), by=None)
    (accepted,) = release(abstract.event, {abstract.pk: None}, by=None)
    talk = accepted.contribution
    SlotFactory(event=talk.event, contribution=talk)
    slot = Slot.objects.for_calendars().get()
    reader = Addressee("ada@engine.example", "Ada", "submitter")
    client.force_login(abstract.submitter)

    page = client.get(talk.get_absolute_url()).content.decode()
    said = [
        page.partition("<title>")[2].partition("</title>")[0],
        values_of(accepted, reader, ["abstract_title"])["abstract_title"],
        slot_to_ical(slot, talk.event, address="/").text,
        citation_of(talk).in_words,
        citation_of(talk).bibtex,
    ]

    assert ["O(n²) of α" in words for words in said] == [True] * 5
    assert ["$" in words for words in said] == [False] * 5
