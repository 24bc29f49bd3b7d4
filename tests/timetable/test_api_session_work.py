"""Coordinators work on their session over REST, by the two switches, and touch nothing else."""

import pytest

from access.models import AccessList, Grant
from access.operations import grant
from programme.duties import COORDINATE
from programme.models import Contribution, Session
from programme.operations import protect
from tests.clock import at
from tests.factories.accounts import UserFactory
from tests.factories.programme import ContributionFactory
from tests.timetable.programs import Program
from tests.timetable.world import conference
from timetable.models import Slot
from timetable.operations.publishing import work_in_drafts
from timetable.operations.settings import edit_settings

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(organiser):
    event = conference(is_draft=True)
    grant(event.access, to=organiser, permission=Grant.MANAGE)
    work_in_drafts(event, by=organiser)
    return event


@pytest.fixture
def session(event, stranger):
    """Kept to its coordinator."""
    session = Session.objects.get(event=event, title="Lenses")
    protect(session, mode=AccessList.Mode.RESTRICTED, by=None)
    session.refresh_from_db()
    grant(session.access, to=stranger, permission=COORDINATE)
    return session


@pytest.fixture
def here(session):
    return f"sessions/{session.pk}/timetable/"


@pytest.fixture
def program(session, stranger):
    return Program(stranger)


def allow(event, **switches):
    edit_settings(event, by=None, **switches)


def slot_of(title):
    return Slot.objects.get(contribution__title=title)


def test_coordinators_see_the_timetable_of_their_session_only(event, here, program):
    ContributionFactory(event=event, session=Session.objects.get(title="Lenses"), title="Waiting")

    found = program.get(here)

    assert [row["label"] for row in found["entries"]] == ["Lenses", "Thin lenses", "Thick lenses"]
    assert (found["edits_talks"], found["places_blocks"]) == (False, False)
    assert program.get("timetable-entries/", event=event.pk, draft="true", status=400) == {
        "event": ["There is no such event."]
    }
    program.get(f"timetables/{event.pk}/", status=404)


@pytest.mark.case("R23")
def test_without_the_switches_they_look_on(here, program):
    thin = slot_of("Thin lenses")

    program.patch(here, {"entry": thin.pk, "minutes": 10}, status=403)
    program.patch(here, {"entry": thin.parent_id, "minutes": 90}, status=403)
    program.post(here, {"start": "2027-03-15T13:00Z", "minutes": 30}, status=403)
    program.delete(here, {"entry": thin.pk}, status=403)
    program.post(f"{here}acts/", {"act": "down", "entry": thin.pk}, status=403)
    program.patch(f"{here}talk/", {"contribution": thin.contribution_id, "title": "Mine"}, status=403)

    assert slot_of("Thin lenses").minutes == 20


def test_with_the_switch_for_talks_they_place_and_edit_talks(event, session, here, program):
    allow(event, coordinators_edit_talks=True)
    thin = slot_of("Thin lenses")
    talk = ContributionFactory(event=event, session=session, title="Waiting", minutes=5)

    placed = program.post(here, {"contribution": talk.pk, "parent": thin.parent_id}, status=201)
    program.post(f"{here}acts/", {"act": "down", "entry": thin.pk}, status=204)
    program.post(f"{here}acts/", {"act": "undo"}, status=204)
    edited = program.patch(
        f"{here}talk/", {"contribution": talk.pk, "title": "Found", "abstract": "A *word*."}
    )
    program.patch(here, {"entry": thin.parent_id, "minutes": 90}, status=403)
    program.delete(here, {"entry": placed["id"]})

    assert placed["start"] == "2027-03-15T09:50:00Z"
    assert slot_of("Thin lenses").starts_at == at("09:00")
    assert edited["title"] == "Found"
    assert Contribution.objects.get(pk=talk.pk).abstract == "A *word*."
    assert not Slot.objects.filter(pk=placed["id"]).exists()


def test_with_the_switch_for_blocks_they_place_blocks(event, here, program):
    allow(event, coordinators_edit_blocks=True)

    block = program.post(here, {"start": "2027-03-15T13:00Z", "minutes": 30, "title": "Part 2"}, status=201)
    moved = program.patch(
        here, {"entry": block["id"], "start": "2027-03-15T14:00Z", "revision": block["revision"]}
    )
    both = program.patch(
        here, {"entry": block["id"], "minutes": 5, "revision": block["revision"]}, status=409
    )
    named = {"entry": block["id"], "minutes": 5}
    program.patch(here, named, status=412, If_Match=f'"{block["revision"]}"')
    program.delete(here, {"entry": block["id"]}, status=412, If_Match=f'"{block["revision"]}"')
    outside = program.patch(here, {"entry": block["id"], "start": "2027-03-15T17:50Z"}, status=409)
    program.delete(here, {"entry": block["id"]})

    assert (moved["label"], moved["start"]) == ("Lenses: Part 2", "2027-03-15T14:00:00Z")
    assert both["theirs"]["start"] == "2027-03-15T14:00:00Z"
    assert "outside the times of the event" in outside["detail"]


@pytest.mark.case("S25")
def test_what_is_not_of_the_session_is_not_there(event, here, program):
    allow(event, coordinators_edit_talks=True, coordinators_edit_blocks=True)
    mirrors, coffee = slot_of("Mirrors"), Slot.objects.get(title="Coffee")

    for slot in (mirrors, coffee):
        assert list(program.patch(here, {"entry": slot.pk, "minutes": 5}, status=400)) == ["entry"]
        program.patch(f"timetable-entries/{slot.pk}/", {"minutes": 5}, status=404)
    body = {"contribution": mirrors.contribution_id, "parent": slot_of("Thin lenses").parent_id}
    assert list(program.post(here, body, status=400)) == ["contribution"]
    talk = {"contribution": mirrors.contribution_id, "title": "Mine"}
    assert list(program.patch(f"{here}talk/", talk, status=400)) == ["contribution"]
    assert list(program.patch(here, {"entry": 999999, "minutes": 5}, status=400)) == ["entry"]


def test_nobody_else_works_on_it(event, here, organiser):
    Program(UserFactory()).get(here, status=404)
    Program().get(here, status=401)
    assert Program(organiser).get(here)["places_blocks"] is True


def test_reading_takes_the_same_queries_for_many_talks(
    event, session, here, program, django_assert_num_queries
):
    def queries():
        with django_assert_num_queries(11) as found:
            program.get(here)
        return len(found)

    program.get(here)
    queries()
    block = slot_of("Thin lenses").parent
    for number in range(3):
        talk = ContributionFactory(event=event, session=session)
        Slot.objects.create(
            event=event,
            contribution=talk,
            parent=block,
            room=block.room,
            starts_at=at(f"09:5{number}"),
            ends_at=at(f"09:5{number}"),
        )
    queries()
