"""Programmes as files over REST: tables, paper as a job, lists of talks that come in."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jobs.models import Job
from programme.models import Contribution
from tests.timetable.programs import Program, manager_of
from tests.timetable.world import conference

pytestmark = pytest.mark.django_db

HERE = "timetables/conf-2027/"


@pytest.fixture
def event():
    return conference()


@pytest.fixture
def program(event, organiser):
    return manager_of(event, organiser)


def fetch(program, **query):
    answer = program.client.get(f"/api/v1/{HERE}tables/", query)
    assert answer.status_code == 200
    return answer


def test_a_table_comes_as_json_csv_and_workbook(program):
    titles = [row["title"] for row in fetch(program, column="title").json()]
    text = b"".join(fetch(program, file="csv", column="title").streaming_content).decode("utf-8-sig")
    workbook = fetch(program, file="xlsx", table="speakers")

    assert titles == [row[0] for row in list(csv.reader(io.StringIO(text)))[1:]]
    assert "Closing" in titles
    assert workbook["Content-Type"].endswith("sheet")
    assert workbook.content[:2] == b"PK"


def test_an_unknown_table_or_column_is_refused(program):
    assert list(program.get(f"{HERE}tables/", status=400, table="secrets")) == ["table"]
    assert list(program.get(f"{HERE}tables/", status=400, column="secret")) == ["column"]


def test_a_programme_is_printed_as_a_job(program):
    job = program.post(f"{HERE}programme/", {"layout": "booklet", "cover": False}, status=202)

    options = Job.objects.get(key=job["key"]).arguments["options"]
    assert (options["layout"], options["cover"], options["abstracts"]) == ("booklet", False, True)
    assert list(program.post(f"{HERE}programme/", {"glitter": True}, status=400)) == ["glitter"]


def send(program, text, query=""):
    file = SimpleUploadedFile("talks.csv", text.encode(), content_type="text/csv")
    answer = program.client.post(f"/api/v1/{HERE}import/{query}", {"file": file}, format="multipart")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_list_of_talks_is_looked_at_and_taken(event, program):
    text = "title,minutes\nPrisms,25\nGratings,15\n"

    tried = send(program, text, "?dry_run=true")
    there = Contribution.objects.filter(title="Prisms").exists()
    done = send(program, text)

    assert (tried["is_kept"], tried["counts"], there) == (False, {"new": 2}, False)
    assert (done["is_kept"], [row["outcome"] for row in done["rows"]]) == (True, ["new", "new"])
    assert Contribution.objects.get(event=event, title="Prisms").minutes == 25


def test_what_is_no_list_is_refused(program):
    answer = program.client.post(f"/api/v1/{HERE}import/", {}, format="multipart")

    assert (answer.status_code, list(answer.json())) == (400, ["file"])


@pytest.mark.case("S25")
def test_files_are_for_those_who_run_the_event(event, stranger):
    for program, status in ((Program(), 401), (Program(stranger), 403)):
        program.get(f"{HERE}tables/", status=status)
        program.post(f"{HERE}programme/", {}, status=status)
