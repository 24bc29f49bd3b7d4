"""What one page hides, no other page, file or word between them tells."""

import csv
import io
import json
import threading

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from abstracts.links import link_of
from abstracts.models import Abstract, AbstractVersion, Author, Field, Letter, Reviewing, State, TeamMember
from abstracts.operations import Decision, decide, release
from abstracts.operations.submitting import save_draft, start_draft
from abstracts.operations.undoing_withdrawal import undo_withdrawal, way_back
from abstracts.operations.withdrawing import withdraw
from abstracts.refusals import NotInThisState
from abstracts.written import Place, Writer, Written
from tests.factories.abstracts import (
    AbstractFactory,
    AuthorFactory,
    CallFactory,
    LetterRuleFactory,
    ReviewFactory,
    TeamMemberFactory,
)
from tests.factories.accounts import UserFactory
from tests.factories.programme import TrackFactory

pytestmark = pytest.mark.django_db

CANARY = "narwhal"


@pytest.fixture
def abstract():
    call = CallFactory()
    Reviewing.objects.filter(call=call).update(
        blinding=Reviewing.Blinding.DOUBLE, conveners_see_authors=False
    )
    return AbstractFactory(call=call, title="Loom", tracks=[TrackFactory(event=call.event)])


def exported(user, event, form):
    client = Client()
    client.force_login(user)
    answer = client.get(reverse("abstract-export", args=[event.pk]), {"format": form})
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def convener_of(abstract, *, everywhere=True):
    track = None if everywhere else abstract.reviewed_for.get()
    return TeamMemberFactory(event=abstract.event, duty=TeamMember.Duty.CONVENER, track=track).user


@pytest.mark.case("S19")
@pytest.mark.parametrize("form", ["csv", "json"])
def test_conveners_who_must_not_know_authors_get_no_answers_that_reviewers_do_not_see(abstract, form):
    group = Field.objects.create(call=abstract.call, title="Your group", reviewers_see=False)
    shown = Field.objects.create(call=abstract.call, title="Method", position=2)
    Abstract.objects.filter(pk=abstract.pk).update(answers={str(group.pk): CANARY, str(shown.pk): "Weaving"})
    convener = convener_of(abstract)

    blind = exported(convener, abstract.event, form)
    Reviewing.objects.update(conveners_see_authors=True)
    seeing = exported(convener, abstract.event, form)

    assert ("Weaving" in blind, CANARY in blind) == (True, False)
    assert CANARY in seeing


@pytest.mark.case("S19")
def test_an_earlier_text_which_may_name_authors_is_compared_only_with_the_names(client, abstract):
    for number, text in enumerate((f"We, {CANARY} and Grace", "We weave"), start=1):
        AbstractVersion.objects.create(abstract=abstract, number=number, title="Loom", text=text)
    convener = convener_of(abstract)
    page = reverse("desk-abstract", args=[abstract.event.slug, abstract.number])
    client.force_login(convener)

    blind = [client.get(f"{page}{query}").content.decode() for query in ("", "?authors=1")]
    Reviewing.objects.update(conveners_see_authors=True)
    seeing = [client.get(f"{page}{query}").content.decode() for query in ("", "?authors=1")]

    assert [CANARY in text for text in blind] == [False, False]
    assert [CANARY in text for text in seeing] == [False, True]
    assert "Earlier texts may name the authors" in blind[1]
    assert "It was not changed" not in blind[1]


@pytest.mark.case("S19")
@pytest.mark.parametrize("form", ["csv", "json", "reviews"])
def test_the_code_of_another_system_is_told_only_with_the_names(abstract, form):
    """The desk and the reading sheet hide it: “smith-17” tells who wrote it."""
    Abstract.objects.filter(pk=abstract.pk).update(code=CANARY)
    Reviewing.objects.update(others=Reviewing.Others.ALWAYS)
    ReviewFactory(abstract=abstract)
    reviewer = TeamMemberFactory(event=abstract.event).user

    assert CANARY not in exported(reviewer, abstract.event, form)
    assert CANARY in exported(UserFactory(is_admin=True), abstract.event, form)


@pytest.mark.case("S21")
def test_a_file_does_not_name_the_other_abstract_to_who_may_not_read_it(abstract):
    kept = AbstractFactory(call=abstract.call, title="Kept from them")
    reviewer = TeamMemberFactory(event=abstract.event).user
    AuthorFactory(abstract=kept, user=reviewer)
    chair = UserFactory(is_admin=True)
    decide(abstract.event, {abstract.pk: None}, Decision(State.DUPLICATE, other=kept), by=chair)
    release(abstract.event, [abstract.pk], by=chair)

    theirs = json.loads(exported(reviewer, abstract.event, "json"))["abstracts"]
    ours = json.loads(exported(chair, abstract.event, "json"))["abstracts"]

    assert [one["decision"]["other"] for one in theirs] == [None]
    assert kept.number in [one["decision"]["other"] for one in ours if "decision" in one]


def test_reviewers_have_the_same_number_on_pages_and_in_files(abstract):
    Reviewing.objects.update(others=Reviewing.Others.ALWAYS)
    ReviewFactory(abstract=abstract, submitted_at=None)
    review = ReviewFactory(abstract=abstract, committee_comment="Fine.")
    reader = TeamMemberFactory(event=abstract.event).user
    client = Client()
    client.force_login(reader)

    page = client.get(
        reverse("review-abstract", args=[abstract.event.slug, abstract.number])
    ).content.decode()
    row = next(csv.DictReader(io.StringIO(exported(reader, abstract.event, "reviews").lstrip("\ufeff"))))

    assert review.submitted_at is not None
    assert "Reviewer 2" in page
    assert row["Reviewer"] == "Reviewer 2"


@pytest.mark.case("S20")
def test_the_way_back_from_a_withdrawal_does_not_tell_how_often_the_committee_wrote(abstract):
    words = {}
    for times in (3, 4):
        Abstract.objects.filter(pk=abstract.pk).update(revision=times)
        words[times] = way_back(Abstract.objects.get(pk=abstract.pk)).split("-")

    assert "3" not in words[3]
    assert "4" not in words[4]

    withdraw(abstract, by=abstract.submitter)
    undo_withdrawal(abstract, "-".join(words[4]), by=abstract.submitter)
    assert Abstract.objects.get(pk=abstract.pk).state == State.SUBMITTED


def test_an_old_way_back_leads_nowhere(abstract):
    way = way_back(abstract)
    withdraw(abstract, by=abstract.submitter)
    undo_withdrawal(abstract, way, by=abstract.submitter)
    withdraw(abstract, by=abstract.submitter)

    with pytest.raises(NotInThisState):
        undo_withdrawal(abstract, way, by=abstract.submitter)


@pytest.mark.case("S82")
def test_organisers_do_not_read_the_secret_link_of_a_guest_in_letters(abstract):
    Abstract.objects.filter(pk=abstract.pk).update(submitter=None, submitter_email="guest@lab.example")
    guest = Abstract.objects.get(pk=abstract.pk)
    LetterRuleFactory(event=abstract.event, body="Look: {abstract_url}", states=["submitted", "rejected"])
    chair = UserFactory(is_admin=True)
    decide(abstract.event, {abstract.pk: None}, Decision(State.REJECTED), by=chair)
    client = Client()
    client.force_login(chair)
    token = link_of(guest).rstrip("/").rpartition("/")[2]
    of_event = {"event": abstract.event.slug}

    before = [
        client.get(reverse("letter-preview", args=[abstract.event.pk])),
        client.get(reverse("letter-tester", args=[abstract.event.pk]), {"abstract": abstract.number}),
        client.get("/api/v1/letter-rules/tester/", {**of_event, "abstract": abstract.number}),
        client.get(reverse("letter-rule", args=[abstract.event.pk, abstract.event.letter_rules.get().pk])),
    ]
    release(abstract.event, [abstract.pk], by=chair)
    pages = [
        *before,
        client.get(reverse("letters-sent", args=[abstract.event.pk])),
        client.get(reverse("desk-abstract", args=[abstract.event.slug, abstract.number]), {"authors": "1"}),
        client.get("/api/v1/letters/", of_event),
    ]

    letter = Letter.objects.get()
    assert token in letter.body
    assert [page.status_code for page in pages] == [200] * 7
    assert [page.request["PATH_INFO"] for page in pages if token in page.content.decode()] == []
    assert f"/abstracts/{abstract.number}/" in pages[4].content.decode()


@pytest.mark.case("S42")
def test_titles_and_names_are_one_line_wherever_they_come_from():
    """The first line of a mail is its subject: a title of two would write the beginning of the text."""
    written = Written(
        title="Loom\r\n\r\nYour account is locked.\x85Go there",
        text="x",
        people=(Writer("Ada\nL.", affiliations=(Place("Engine\n\nHall"),)),),
        keywords=("a\nb",),
    )

    draft = save_draft(start_draft(CallFactory(), by=UserFactory()), written)

    author = Author.objects.get()
    assert draft.title == "Loom Your account is locked. Go there"
    assert (author.name, author.affiliations.get().name) == ("Ada L.", "Engine Hall")
    assert draft.keywords == ["a b"]


def test_the_list_of_one_s_own_asks_nothing_for_each_row(client):
    user, call = UserFactory(), CallFactory()
    Reviewing.objects.filter(call=call).update(authors_see_comments=True)
    client.force_login(user)

    def queries(count):
        chair = UserFactory(is_admin=True)
        for abstract in AbstractFactory.create_batch(count, call=call, submitter=user):
            ReviewFactory(abstract=abstract, author_comment="Fine.")
            decide(call.event, {abstract.pk: None}, Decision(State.REJECTED), by=chair)
            release(call.event, [abstract.pk], by=chair)
        client.get("/api/v1/submissions/")
        with CaptureQueriesContext(connection) as captured:
            rows = client.get("/api/v1/submissions/").json()["results"]
        assert [len(row["reviews"]) for row in rows] == [1] * len(rows)
        return len(captured)

    assert queries(1) == queries(2)


@pytest.mark.django_db(transaction=True)
def test_people_who_join_by_a_merger_wait_for_who_is_writing_the_other_one():
    """Without the lock both write the same people, and one of them is lost or named twice."""
    other = AbstractFactory()
    abstract = AbstractFactory(call=other.call)
    AuthorFactory(abstract=abstract, name="Bob", email="bob@lab.example")
    chair = UserFactory(is_admin=True)
    merger = Decision(State.MERGED, other=other, merge_people=True)
    decide(other.event, {abstract.pk: None}, merger, by=chair)
    done = threading.Event()

    def released():
        try:
            release(other.event, [abstract.pk], by=chair)
            done.set()
        finally:
            connections.close_all()

    with transaction.atomic():
        Abstract.objects.select_for_update(no_key=True).get(pk=other.pk)
        thread = threading.Thread(target=released)
        thread.start()
        too_early = done.wait(1)
        AuthorFactory(abstract=other, name="Robert", email="bob@lab.example")
    thread.join(20)

    assert not too_early
    assert list(other.authors.values_list("email", flat=True)) == ["bob@lab.example"]
    assert done.is_set()
