"""Tables to take home: every column, the chosen ones, filtered as the list is, and never a formula."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from access.models import Grant
from access.operations import grant
from programme.models import Contribution, Credit
from programme.operations import delete_contribution, withdraw_contribution
from tests.factories.programme import ContributionFactory, CreditFactory
from tests.factories.timetable import SlotFactory
from tests.timetable.world import conference

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(organiser):
    made = conference(time_zone="Europe/Paris")
    grant(made.access, to=organiser, permission=Grant.MANAGE)
    return made


@pytest.fixture
def member(client, organiser):
    client.force_login(organiser)
    return client


def fetched(member, event, **asked):
    answer = member.get(reverse("programme-export", args=[event.pk]), asked)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def rows(member, event, **asked):
    text = fetched(member, event, format="csv", **asked).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_talks_have_time_and_room_by_the_clocks_of_the_event(member, event):
    found = {row["Title"]: row for row in rows(member, event)}

    mirrors = found["Mirrors"]
    assert (mirrors["Start"], mirrors["Room"], mirrors["Track"]) == ("2027-03-15 10:10", "Blue", "Metal")
    assert (found["Thin lenses"]["Session"], found["Thin lenses"]["Speakers"]) == (
        "Lenses",
        "Speaker of Thin lenses",
    )


def test_needs_audience_and_answers_are_columns(member, event):
    talk = Contribution.objects.get(title="Mirrors")
    Contribution.objects.filter(pk=talk.pk).update(needs=["beamer", "dark room"], expected_audience=80)
    Credit.objects.filter(contribution=talk).update(answer="confirmed", answered_at=event.starts_at)

    row = next(row for row in rows(member, event) if row["Title"] == "Mirrors")

    assert (row["Technical needs"], row["Expected audience"], row["Confirmation"]) == (
        "beamer; dark room",
        "80",
        "confirmed",
    )


def test_the_columns_are_those_chosen_in_the_order_of_the_table(member, event):
    found = rows(member, event, column=["title", "number", "nonsense"])

    assert [list(row) for row in found[:1]] == [["Number", "Title"]]


def test_the_filters_of_the_list_narrow_the_table(member, event):
    ContributionFactory(event=event, title="Waiting")
    withdraw_contribution(Contribution.objects.get(title="Closing"), by=None)

    assert [row["Title"] for row in rows(member, event, state="unscheduled")] == ["Waiting"]
    assert [row["Title"] for row in rows(member, event, state="withdrawn")] == ["Closing"]
    assert [row["Title"] for row in rows(member, event, q="mirr")] == ["Mirrors"]


def test_json_keeps_numbers_lists_and_moments(member, event):
    found = json.loads(fetched(member, event, format="json", q="Mirrors"))

    assert len(found) == 1
    assert found[0]["start"] == "2027-03-15T10:10:00+01:00"
    assert (found[0]["minutes"], found[0]["speakers"], found[0]["audience"]) == (
        20,
        [Contribution.objects.get(title="Mirrors").speakers[0].name],
        None,
    )


def test_an_empty_table_is_an_empty_list(member, event):
    assert json.loads(fetched(member, event, format="json", q="nothing like this")) == []


def test_a_workbook_has_the_same_cells(member, event):
    sheet = load_workbook(io.BytesIO(fetched(member, event, format="xlsx"))).active
    cells = list(sheet.iter_rows(values_only=True))

    assert cells[0][:3] == ("Number", "Code", "Title")
    assert {row[2] for row in cells[1:]} == {"Thin lenses", "Thick lenses", "Mirrors", "Closing"}


@pytest.mark.case("S44")
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_title_that_is_a_formula_stays_a_text(member, event, form):
    ContributionFactory(event=event, title='=HYPERLINK("https://evil.example")')

    content = fetched(member, event, format=form)

    if form == "csv":
        assert "\"'=HYPERLINK" in content.decode("utf-8-sig")
    else:
        cells = [cell for row in load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row]
        assert "f" not in {cell.data_type for cell in cells}


def test_sessions_speakers_and_the_timetable_are_tables_too(member, event):
    sessions = rows(member, event, table="sessions")
    speakers = rows(member, event, table="speakers")
    entries = rows(member, event, table="timetable")

    assert [(row["Title"], row["Talks"], row["Rooms"]) for row in sessions] == [("Lenses", "2", "Red")]
    assert {row["Name"]: row["Talks"] for row in speakers}["Speaker of Thin lenses"] == "Thin lenses"
    assert [(row["Start"][11:], row["Kind"], row["Title"]) for row in entries] == [
        ("10:00", "session", "Lenses"),
        ("10:00", "talk", "Thin lenses"),
        ("10:10", "talk", "Mirrors"),
        ("10:30", "talk", "Thick lenses"),
        ("11:00", "break", "Coffee"),
        ("12:00", "talk", "Closing"),
    ]


def test_deleted_talks_are_in_no_table(member, event):
    delete_contribution(Contribution.objects.get(title="Mirrors"), by=None)

    for table in ("talks", "sessions", "speakers", "timetable"):
        assert b"Mirrors" not in fetched(member, event, format="json", table=table)


def test_speakers_of_another_event_stay_there(member, event):
    CreditFactory()

    assert len(rows(member, event, table="speakers")) == 3


@pytest.mark.parametrize("table", ["talks", "sessions", "speakers", "timetable"])
def test_more_rows_ask_no_more(member, event, table):
    with CaptureQueriesContext(connection) as few:
        fetched(member, event, format="json", table=table)
    for _more in range(3):
        talk = CreditFactory(contribution=ContributionFactory(event=event)).contribution
        SlotFactory(event=event, contribution=talk, room=event.rooms.first())

    with CaptureQueriesContext(connection) as many:
        fetched(member, event, format="json", table=table)

    assert len(many) == len(few)


def test_the_page_offers_the_columns_and_who_does_not_run_the_event_finds_none(member, event, stranger):
    page = reverse("programme-export", args=[event.pk])
    assert 'name="column" value="abstract" checked' in member.get(page).content.decode()
    assert 'value="abstract" checked' not in member.get(page, {"column": "title"}).content.decode()

    member.force_login(stranger)

    assert [member.get(page, asked).status_code for asked in ({}, {"format": "csv"})] == [404, 404]
