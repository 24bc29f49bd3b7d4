"""What members of the committee take home, and that it comes in again."""

import csv
import io
import json
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from abstracts.importing.reading import read_submissions
from abstracts.models import Abstract, AbstractFile, Field, Reviewing, State
from abstracts.operations import Decision, decide
from abstracts.operations.importing import import_abstracts
from tests.factories.abstracts import (
    AbstractFactory,
    AuthorFactory,
    CallFactory,
    QuestionFactory,
    ReviewFactory,
    TeamMemberFactory,
)
from tests.factories.accounts import UserFactory
from tests.factories.programme import SessionFactory, TrackFactory

pytestmark = pytest.mark.django_db

NAMES = ("Ada Canary", "canary@lab.example", "Canary Society", "canary-paper.pdf", "Submitter Canary")


@pytest.fixture
def call():
    call = CallFactory()
    Reviewing.objects.filter(call=call).update(blinding=Reviewing.Blinding.DOUBLE)
    return call


@pytest.fixture
def abstract(call):
    """Of a track, by somebody whom nobody shall know, with a file and a review."""
    abstract = AbstractFactory(
        call=call, title="=HYPERLINK()", text="Weaves $x^2$.", keywords=["loom", "engine"], code="p-1",
        tracks=[TrackFactory(event=call.event, name="Machines")], submitter=None,
        submitter_name="Submitter Canary", submitter_email="canary@lab.example",
    )  # fmt: skip
    author = AuthorFactory(abstract=abstract, name="Ada Canary", email="canary@lab.example", speaks=True)
    author.affiliations.create(name="Canary Society", position=1)
    AuthorFactory(abstract=abstract, name="Bob", email="", role="co-author", position=2)
    question = QuestionFactory(call=call, title="Is it new?")
    review = ReviewFactory(
        abstract=abstract, reviewer=UserFactory(name="Rita"), committee_comment="Fine.", score=4
    )
    review.ratings.create(question=question, value=4)
    file = AbstractFile(
        abstract=abstract, position=1, name="canary-paper.pdf", media_type="application/pdf", size=3
    )
    file.content.save("x", ContentFile(b"RAWCANARY"), save=False)
    file.blind.save("y", ContentFile(b"blind"), save=True)
    return abstract


def fetched(client, user, event, form, **more):
    client.force_login(user)
    answer = client.get(reverse("abstract-export", args=[event.pk]), {"format": form, **more})
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def chair():
    return UserFactory(is_admin=True)


def test_an_organiser_gets_people_scores_and_reviews_and_no_cell_is_a_formula(client, abstract):
    event, admin = abstract.event, chair()

    rows = list(csv.DictReader(io.StringIO(fetched(client, admin, event, "csv").decode("utf-8-sig"))))
    book = load_workbook(io.BytesIO(fetched(client, admin, event, "xlsx")))
    reviews = list(csv.DictReader(io.StringIO(fetched(client, admin, event, "reviews").decode("utf-8-sig"))))

    assert [
        (one["Title"], one["Authors"], one["Co-authors"], one["Speakers"], one["Score"]) for one in rows
    ] == [("'=HYPERLINK()", "Ada Canary", "Bob", "Ada Canary", "4.0")]
    assert [sheet.title for sheet in book.worksheets] == ["Abstracts", "Reviews"]
    assert (reviews[0]["Reviewer"], reviews[0]["Is it new?"], reviews[0]["To the committee"]) == (
        "Rita",
        "4",
        "Fine.",
    )


def test_yes_and_no_are_not_told_as_numbers_and_the_session_stands_with_the_decision(client, abstract):
    event, review = abstract.event, abstract.reviews.get()
    for title, value in (("Would you come?", 1), ("Would you pay?", 0)):
        question = QuestionFactory(call=abstract.call, title=title, kind="yes_no")
        review.ratings.create(question=question, value=value)
    session = SessionFactory(event=event, title="Looms at work")
    decide(event, {abstract.pk: None}, Decision(State.ACCEPTED, session=session), by=None)

    rows = list(csv.DictReader(io.StringIO(fetched(client, chair(), event, "csv").decode("utf-8-sig"))))
    told = json.loads(fetched(client, chair(), event, "json"))["abstracts"][0]["reviews"][0]["ratings"]

    assert rows[0]["Accepted session"] == "Looms at work"
    assert told == {"Is it new?": 4, "Would you come?": True, "Would you pay?": False}


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "reviews", "zip"])
def test_a_reviewer_of_a_double_blind_call_gets_no_name_in_any_file(client, abstract, form):
    reviewer = TeamMemberFactory(event=abstract.event).user

    content = fetched(client, reviewer, abstract.event, form)
    if form in ("xlsx", "zip"):
        packed = ZipFile(io.BytesIO(content))
        content = b"".join(one.filename.encode() + packed.read(one) for one in packed.infolist())

    assert not [name for name in (*NAMES, "Bob", "Rita") if name.encode() in content]
    assert b"RAWCANARY" not in content


def test_what_a_reviewer_gets_of_a_file_is_its_blind_copy_under_a_blind_name(client, abstract):
    reviewer = TeamMemberFactory(event=abstract.event).user

    packed = ZipFile(io.BytesIO(fetched(client, reviewer, abstract.event, "zip")))

    assert [(one.filename, packed.read(one)) for one in packed.infolist()] == [
        (f"abstract-{abstract.number}-1.pdf", b"blind")
    ]


def test_who_has_a_conflict_does_not_get_the_abstract_and_strangers_get_no_page(client, abstract):
    author = TeamMemberFactory(event=abstract.event).user
    abstract.authors.filter(name="Bob").update(user=author)

    said = json.loads(fetched(client, author, abstract.event, "json"))
    client.force_login(UserFactory())

    assert said["abstracts"] == []
    assert client.get(reverse("abstract-export", args=[abstract.event.pk])).status_code == 404


def test_filters_of_the_desk_hold_for_the_file(client, abstract):
    AbstractFactory(call=abstract.call, title="Something else")

    said = json.loads(fetched(client, chair(), abstract.event, "json", q="weaves", state="all"))

    assert [one["number"] for one in said["abstracts"]] == [abstract.number]


def test_our_own_json_comes_in_again_as_the_same_content(client, abstract):
    Field.objects.create(call=abstract.call, title="Shirt size")
    field = Field.objects.get()
    Abstract.objects.filter(pk=abstract.pk).update(
        answers={str(field.pk): "XL"}, note="Hello", licence="CC BY"
    )
    content = fetched(client, chair(), abstract.event, "json")
    other = CallFactory()
    Field.objects.create(call=other, title="Shirt size")

    report = import_abstracts(other, read_submissions(content, "a.json").rows, by=None)
    again = import_abstracts(other, read_submissions(content, "a.json").rows, by=None)

    copy = Abstract.objects.get(call=other)
    assert (report.counts["created"], report.results[0].notes, again.counts["same"]) == (1, (), 1)
    assert (copy.title, copy.text, copy.keywords, copy.code, copy.note, copy.licence) == (
        "=HYPERLINK()", "Weaves $x^2$.", ["loom", "engine"], "p-1", "Hello", "CC BY",
    )  # fmt: skip
    assert list(copy.answers.values()) == ["XL"]
    assert (copy.submitter_name, copy.submitter_email) == ("Submitter Canary", "canary@lab.example")
    assert [(str(track)) for track in copy.submitted_for.all()] == ["Machines"]
    assert list(copy.authors.values_list("name", "email", "role", "speaks", "affiliations__name")) == [
        ("Ada Canary", "canary@lab.example", "author", True, "Canary Society"),
        ("Bob", "", "co-author", False, None),
    ]


def test_our_own_table_comes_in_again_with_its_people(client, abstract):
    content = fetched(client, chair(), abstract.event, "csv")

    import_abstracts(CallFactory(), read_submissions(content, "a.csv").rows, by=None)

    copy = Abstract.objects.exclude(pk=abstract.pk).get()
    assert (copy.title, copy.text, copy.code, copy.keywords) == (
        "=HYPERLINK()",
        "Weaves $x^2$.",
        "p-1",
        ["loom", "engine"],
    )
    assert list(copy.authors.values_list("name", "email", "role", "speaks", "affiliations__name")) == [
        ("Ada Canary", "canary@lab.example", "author", True, "Canary Society"),
        ("Bob", "", "co-author", False, None),
    ]


@pytest.mark.parametrize("form", ["csv", "json", "reviews", "zip"])
def test_an_export_takes_as_many_queries_for_three_as_for_one(client, abstract, form):
    admin = chair()
    client.force_login(admin)
    address = reverse("abstract-export", args=[abstract.event.pk])

    def queries():
        with CaptureQueriesContext(connection) as found:
            b"".join(client.get(address, {"format": form}).streaming_content)
        return len(found)

    queries()
    one = queries()
    for _more in range(2):
        more = AbstractFactory(call=abstract.call)
        AuthorFactory(abstract=more)
        ReviewFactory(abstract=more)

    assert queries() == one
