"""What somebody finds out who tries every door, with their own rights and with addresses that others sent them."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from abstracts.models import Abstract, Author, Call, Reviewing, State, TeamMember
from abstracts.operations import Decision, decide, release
from abstracts.operations.assigning import give
from abstracts.operations.submitting import edit_abstract, written_of
from abstracts.operations.wishes import declare_conflict, decline_assignment
from abstracts.permissions import can_edit
from abstracts.standing import standing_of
from notices.models import DigestEntry
from tests.factories.abstracts import AbstractFactory, AuthorFactory, CallFactory, TeamMemberFactory
from tests.factories.accounts import UserFactory
from tests.factories.programme import TrackFactory

pytestmark = pytest.mark.django_db

CANARY = "narwhal"


@pytest.fixture
def abstract():
    call = CallFactory()
    Reviewing.objects.filter(call=call).update(
        blinding=Reviewing.Blinding.DOUBLE, conveners_see_authors=False, conveners_decide=True
    )
    made = AbstractFactory(call=call, title="Loom", tracks=[TrackFactory(event=call.event)])
    AuthorFactory(abstract=made, name=f"Ada {CANARY}")
    return made


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def decided(abstract, state):
    chair = UserFactory(is_admin=True)
    decide(abstract.event, {abstract.pk: None}, Decision(state), by=chair)
    release(abstract.event, [abstract.pk], by=chair)
    return chair


def found_by(user, abstract, words):
    """The places where the person finds the abstract by these words."""
    client, event = signed_in(user), abstract.event
    places = {
        "desk": reverse("desk", args=[event.slug]),
        "list": reverse("desk-list", args=[event.slug]),
        "file": reverse("abstract-export", args=[event.pk]),
    }
    asked = {"q": words, "state": "all", "authors": "1"}
    answers = {
        name: client.get(path, asked | ({"format": "csv"} if name == "file" else {}))
        for name, path in places.items()
    }
    return {
        name
        for name, answer in answers.items()
        if answer.status_code == 200
        and "Loom" in (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
    }


@pytest.mark.case("S22")
@pytest.mark.parametrize("duty", TeamMember.Duty)
def test_a_rejected_abstract_is_not_found_by_the_names_of_its_authors(abstract, duty):
    """Who was not accepted stays unknown after the release, so a search must not tell it either."""
    member = TeamMemberFactory(event=abstract.event, duty=duty).user
    chair = decided(abstract, State.REJECTED)

    assert found_by(member, abstract, CANARY) == set()
    assert "file" in found_by(member, abstract, "Loom")
    assert found_by(chair, abstract, CANARY) == {"desk", "list", "file"}


@pytest.mark.case("S22")
def test_an_accepted_abstract_is_found_by_its_authors_once_that_is_released(abstract):
    member = TeamMemberFactory(event=abstract.event, duty=TeamMember.Duty.CONVENER).user
    before = found_by(member, abstract, CANARY)

    decided(abstract, State.ACCEPTED)

    assert before == set()
    assert found_by(member, abstract, CANARY) == {"desk", "list", "file"}


def test_who_says_that_they_are_no_author_has_nothing_to_do_with_it_any_more(abstract):
    named = UserFactory()
    author = AuthorFactory(abstract=abstract, user=named, email=named.email)
    Call.objects.filter(pk=abstract.call_id).update(editors=Call.Editors.ALL)
    page = reverse("abstract", args=[abstract.event.slug, abstract.number])

    def rights():
        found = Abstract.objects.get(pk=abstract.pk)
        client = signed_in(named)
        return [
            can_edit(named, found),
            client.get(page).status_code,
            "Loom" in client.get("/my/abstracts/").text,
        ]

    before = rights()
    Author.objects.filter(pk=author.pk).update(answer=Author.Answer.DECLINED, answered_at=timezone.now())

    assert before == [True, 200, True]
    assert rights() == [False, 404, False]


@pytest.mark.case("S21")
@pytest.mark.parametrize("is_too_close", [False, True])
def test_who_is_too_close_by_now_does_not_hear_who_gave_it_back(abstract, is_too_close):
    Reviewing.objects.filter(call=abstract.call).update(assignment=Reviewing.Assignment.INDIVIDUAL)
    chair = UserFactory(is_admin=True)
    reviewer = TeamMemberFactory(event=abstract.event).user
    give(standing_of(chair, abstract.event), [(abstract.pk, reviewer.pk)])
    if is_too_close:
        declare_conflict(abstract, by=chair)

    decline_assignment(abstract.assignments.get(), by=reviewer)

    assert DigestEntry.objects.filter(user=chair).exists() is not is_too_close


def test_a_change_by_the_authors_leaves_it_in_the_track_where_organisers_moved_it(abstract):
    chosen, moved = abstract.reviewed_for.get(), TrackFactory(event=abstract.event)
    abstract.reviewed_for.set([moved])
    written = written_of(abstract)

    def edited(**changes):
        edit_abstract(abstract, replace(written, **changes), by=abstract.submitter)
        return list(abstract.reviewed_for.all())

    assert edited(tracks=[chosen], title="Another loom") == [moved]
    assert edited(tracks=[moved]) == [moved]
    assert edited(tracks=[chosen]) == [chosen]
