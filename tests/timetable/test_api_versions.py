"""Versions and proposals of a timetable over REST: publish, compare, roll back, take what was proposed."""

import pytest

from jobs.models import Job
from tests.clock import at
from tests.factories.events import EventFactory
from tests.factories.programme import ContributionFactory
from tests.timetable.programs import Program, manager_of
from tests.timetable.world import CANARY, conference, hide_something_in
from timetable.models import Slot, Version
from timetable.operations.proposing import find_timetable, keep_proposal
from timetable.operations.publishing import work_in_drafts
from timetable.solver.model import is_installed
from timetable.solver.wishes import Wishes

pytestmark = pytest.mark.django_db

HERE = "timetables/conf-2027/"


@pytest.fixture
def event(organiser):
    event = conference()
    work_in_drafts(event, by=organiser)
    return event


@pytest.fixture
def program(event, organiser):
    return manager_of(event, organiser)


def move_closing(event, program, clock):
    slot = Slot.objects.get(event=event, contribution__title="Closing")
    program.patch(f"timetable-entries/{slot.pk}/", {"start": f"2027-03-15T{clock}Z"})
    return slot


@pytest.mark.case("R28")
def test_a_draft_is_looked_at_and_published(event, program):
    closing = move_closing(event, program, "14:00")

    outlook = program.post(f"{HERE}versions/?dry_run=true", {})
    made = program.post(
        f"{HERE}versions/", {"name": "Second", "note": "Later", "tell": False, "number": 2}, status=201
    )

    [change] = outlook["changes"]
    assert (change["kinds"], change["before"]["start"], change["after"]["start"]) == (
        ["moved"],
        "2027-03-15T11:00:00Z",
        "2027-03-15T14:00:00Z",
    )
    assert (outlook["number"], made["number"], made["name"]) == (2, 2, "Second")
    assert Program().get(f"timetable-entries/{closing.pk}/")["start"] == "2027-03-15T14:00:00Z"
    assert [row["number"] for row in program.get(f"{HERE}versions/")["results"]] == [2, 1]
    again = program.post(f"{HERE}versions/", {"number": 2}, status=409)
    assert "Somebody else has published" in again["detail"]
    assert "nothing to publish" in program.post(f"{HERE}versions/", {}, status=409)["detail"]


def test_versions_are_compared_and_rolled_back(event, program):
    closing = move_closing(event, program, "14:00")
    made = program.post(f"{HERE}versions/", {"tell": False}, status=201)
    move_closing(event, program, "15:00")
    first = Version.objects.get(event=event, number=1)

    between = program.get(f"{HERE}diff/", **{"from": "1", "to": "2"})
    waiting = program.get(f"{HERE}diff/")
    whole = program.get(f"timetable-versions/{made['id']}/")
    tried = program.post(f"timetable-versions/{first.pk}/roll-back/?dry_run=true")
    back = program.post(f"timetable-versions/{first.pk}/roll-back/")

    assert [row["after"]["start"] for row in between["changes"]] == ["2027-03-15T14:00:00Z"]
    assert (waiting["from"], waiting["to"]) == ("2", "draft")
    assert [row["after"]["start"] for row in waiting["changes"]] == ["2027-03-15T15:00:00Z"]
    assert {row["label"]: row["start"] for row in whole["entries"]}["Closing"] == "2027-03-15T14:00:00Z"
    assert [row["start"] for row in tried["entries"]] == ["2027-03-15T11:00:00Z"]
    assert [row["id"] for row in back["entries"]] == [closing.pk]
    closing.refresh_from_db()
    assert closing.starts_at == at("11:00")


@pytest.mark.parametrize("query", [{"from": "9"}, {"to": "soon"}, {"since": "1"}])
def test_what_is_no_version_is_refused(event, program, query):
    assert list(program.get(f"{HERE}diff/", status=400, **query)) == list(query)


@pytest.mark.case("S25")
def test_versions_are_for_those_who_run_the_event(event, stranger):
    version = Version.objects.get(event=event, number=1)
    other = manager_of(EventFactory(), stranger)

    for address in (f"timetable-versions/{version.pk}/", "timetable-versions/999999/"):
        assert other.get(address, status=404) == {"detail": "Not found."}
    other.get(f"{HERE}versions/", status=403)
    other.post(f"{HERE}versions/", {}, status=403)
    other.post(f"timetable-versions/{version.pk}/roll-back/", status=404)
    Program().get(f"timetable-versions/{version.pk}/", status=401)


@pytest.fixture
def proposal(event, organiser):
    if not is_installed():
        pytest.skip("OR-tools is not installed")
    for number in range(3):
        ContributionFactory(event=event, title=f"Waiting {number}")
    wishes = Wishes(seconds=2)
    facts, found = find_timetable(event, wishes, workers=1)
    return keep_proposal(event, facts, found, wishes, by=organiser)


def test_some_of_a_proposal_is_taken_and_the_rest_discarded(event, program, proposal):
    [listed] = program.get(f"{HERE}proposals/")["results"]
    whole = program.get(f"timetable-proposals/{proposal.pk}/")
    first, *rest = [change["key"] for change in whole["changes"]]
    address = f"timetable-proposals/{proposal.pk}/"

    tried = program.post(f"{address}accept/?dry_run=true", {})
    taken = program.post(f"{address}accept/", {"entries": [first]})
    program.delete(address)

    assert listed["id"] == proposal.pk
    assert listed["placed"] == 3
    assert [row["before"] for row in whole["changes"]] == [None] * 3
    assert len(tried["entries"]) == 3
    assert len(taken["entries"]) == 1
    assert len(rest) == 2
    assert "already" in program.post(f"{address}accept/", {}, status=409)["detail"]
    assert program.get(f"{HERE}proposals/")["results"] == []


def test_a_proposal_is_asked_for_as_a_job(event, program):
    if not is_installed():
        pytest.skip("OR-tools is not installed")
    job = program.post(f"{HERE}proposals/", {"seconds": 10, "days": ["2027-03-15"]}, status=202)

    assert job["kind"] == "timetable.proposal"
    assert program.answer["Location"] == f"/api/v1/jobs/{job['key']}/"
    assert Job.objects.get(key=job["key"]).arguments["wishes"]["seconds"] == 10


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"days": ["2027-04-01"]}, "days"),
        ({"rooms": [999999]}, "rooms"),
        ({"opens": "09:00", "closes": "09:00"}, "closes"),
        ({"seconds": 100000}, "seconds"),
        ({"haste": True}, "haste"),
    ],
)
def test_wishes_that_make_no_sense_are_refused(event, program, body, field):
    assert list(program.post(f"{HERE}proposals/", body, status=400)) == [field]
    assert not Job.objects.exists()


def test_everybody_reads_what_changed_from_version_to_version(event, program):
    closing = move_closing(event, program, "14:00")
    program.post(f"{HERE}versions/", {"name": "Second", "tell": False}, status=201)
    move_closing(event, program, "15:00")

    newest, first = Program().get(f"{HERE}changelog/")["results"]

    assert (newest["number"], newest["name"], first["is_first"], first["entries"]) == (2, "Second", True, 6)
    [change] = newest["changes"]
    assert (change["kinds"], change["title"], change["talk"]) == (
        ["moved"],
        "Closing",
        closing.contribution.number,
    )


@pytest.mark.case("S7")
def test_the_changelog_keeps_what_is_hidden(event, program, organiser):
    hide_something_in(event)
    program.post(f"{HERE}versions/", {"tell": False}, status=201)

    assert CANARY in str(program.get(f"{HERE}changelog/"))
    assert CANARY not in str(Program().get(f"{HERE}changelog/"))
