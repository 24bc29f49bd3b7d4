"""The book, exports and imports over the API."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from abstracts.book.jobs import BOOK
from abstracts.models import Abstract
from jobs.models import Job
from tests.factories.abstracts import AbstractFactory, CallFactory, TeamMemberFactory
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    admin = UserFactory(is_admin=True)
    client.force_login(admin)
    return admin


def test_submissions_are_imported_after_a_dry_run_that_kept_nothing(client, admin):
    call = CallFactory()

    def sent(query):
        file = SimpleUploadedFile("a.csv", b"code,title,authors\n1,One,Ada\n2,,Bob\n")
        return client.post(f"/api/v1/abstract-imports/{query}", {"call": call.pk, "file": file}).json()

    looked = sent("?dry_run=true")
    nothing = Abstract.objects.count()
    done = sent("")

    assert (looked["dry_run"], looked["created"], looked["skipped"], nothing) == (True, 1, 1, 0)
    assert (done["created"], done["skipped_rows"][0]["reason"]) == (1, "It has no title.")
    assert Abstract.objects.get().code == "1"


def test_a_file_that_is_none_is_named_as_what_is_wrong(client, admin):
    file = SimpleUploadedFile("a.json", b"{")

    answer = client.post("/api/v1/abstract-imports/", {"call": CallFactory().pk, "file": file})

    assert (answer.status_code, list(answer.json())) == (400, ["file"])


def test_only_who_runs_the_abstracts_imports(client):
    call = CallFactory()
    client.force_login(TeamMemberFactory(event=call.event).user)
    file = SimpleUploadedFile("a.csv", b"title\nOne\n")

    answer = client.post("/api/v1/abstract-imports/", {"call": call.pk, "file": file})

    assert (answer.status_code, Abstract.objects.exists()) == (404, False)


def test_a_reviewer_exports_what_is_open_to_them_and_strangers_nothing(client):
    abstract = AbstractFactory()
    client.force_login(TeamMemberFactory(event=abstract.event).user)
    address = f"/api/v1/abstract-exports/?event={abstract.event.slug}"

    mine = json.loads(b"".join(client.get(address).streaming_content))
    client.force_login(UserFactory())

    assert [one["number"] for one in mine["abstracts"]] == [abstract.number]
    assert client.get(address).status_code == 403


def test_the_book_is_set_up_and_made_as_a_job(client, admin):
    event = CallFactory().event
    address = f"/api/v1/abstract-books/{event.pk}/"

    before = client.get(address).json()
    changed = client.patch(address, {"style": "two", "title": "All"}, content_type="application/json").json()
    made = client.post(f"{address}make/", {}, content_type="application/json")

    assert (before["style"], changed["style"], changed["title"]) == ("one", "two", "All")
    assert (made.status_code, Job.objects.get().kind) == (202, BOOK)
