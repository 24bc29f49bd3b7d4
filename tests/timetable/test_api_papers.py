"""PDFs of a programme over REST: what its pages give, to whoever sees it."""

import pytest
from django.core.cache import cache

from access.models import AccessList
from events.operations import set_protection
from programme.models import Session
from tests.timetable.pdfs import words
from tests.timetable.programs import Program, manager_of
from tests.timetable.world import CANARY, conference, hide_something_in
from timetable.models import Slot
from timetable.printing import keeping

pytestmark = pytest.mark.django_db

HERE = "timetables/conf-2027/pdf/"


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


@pytest.fixture
def event():
    return conference(time_zone="UTC", is_draft=False)


def fetch(program, **query):
    answer = program.client.get(f"/api/v1/{HERE}", query)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf"), answer.content
    assert "attachment" in answer["Content-Disposition"]
    return words(answer.content)


def queries(event):
    day = Slot.objects.filter(event=event).earliest("starts_at").starts_at.date().isoformat()
    session = Session.objects.filter(event=event, slots__isnull=False).first()
    return [
        {"kind": "programme"},
        {"kind": "speakers"},
        {"kind": "grid", "day": day, "paper": "A3"},
        {"kind": "session", "session": session.pk},
    ]


def test_each_is_a_file_for_strangers_and_for_tokens(event, stranger):
    for query in queries(event):
        assert fetch(Program(), **query) == fetch(Program(stranger), **query)


@pytest.mark.case("S2")
def test_nothing_hidden_stands_in_any_of_them(event, stranger):
    hide_something_in(event)

    for query in queries(event):
        assert CANARY not in fetch(Program(stranger), **query)


def test_they_are_hidden_with_the_event(event, organiser, stranger):
    runner = manager_of(event, organiser)
    set_protection(event, mode=AccessList.Mode.RESTRICTED, by=None)

    assert "Speaker of Thin lenses" in fetch(runner, kind="speakers")

    for program in (Program(), Program(stranger)):
        program.get(HERE, status=404, kind="speakers")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({}, "kind"),
        ({"kind": "secrets"}, "kind"),
        ({"kind": "grid"}, "day"),
        ({"kind": "grid", "day": "2030-01-01"}, "day"),
        ({"kind": "grid", "day": "soon"}, "day"),
        ({"kind": "grid", "day": "2027-03-15", "paper": "A0"}, "paper"),
        ({"kind": "session"}, "session"),
        ({"kind": "speakers", "day": "2027-03-15"}, "day"),
    ],
)
def test_what_makes_no_sense_is_named(event, query, field):
    assert list(Program().get(HERE, status=400, **query)) == [field]


def test_a_session_of_another_event_is_not_found(event):
    Program().get(HERE, status=404, kind="session", session=10**9)


def test_what_is_too_long_is_refused_with_the_way_to_get_it(event, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_SECONDS", 0)

    assert "as a job" in Program().get(HERE, status=409, kind="programme")["detail"]


def test_while_one_is_being_made_the_answer_is_to_wait(event, stranger):
    cache.add(f"print.person.{stranger.pk}", 1, 60)
    program = Program(stranger)

    program.get(HERE, status=503, kind="speakers")

    assert program.answer["Retry-After"] == "30"
