"""Who sees and runs talks and sessions, over REST: in the same shape as for rooms and locations."""

import pytest

from access.models import AccessList, Grant
from journal.models import Entry
from notices.models import Notice
from notices.operations import RIGHT_OF_NEW
from programme.models import Contribution, Session
from programme.operations import has_own_protection
from tests.factories.accounts import GroupFactory, UserFactory
from tests.timetable.programs import Program, manager_of
from tests.timetable.world import conference

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return conference()


@pytest.fixture
def program(event, organiser):
    return manager_of(event, organiser)


@pytest.fixture
def talk(event):
    return Contribution.objects.get(title="Closing")


@pytest.fixture
def session(event):
    return Session.objects.get(title="Lenses")


@pytest.fixture
def here(talk):
    return f"contributions/{talk.pk}/access/"


def test_what_follows_its_container_says_so_and_who_runs_it(program, here, organiser):
    said = program.get(here)

    assert (said["own"], said["mode"], said["is_open"], said["grants"]) == (False, "inheriting", True, [])
    assert str(organiser) in [held["to"] for held in said["managers_above"]]


def test_a_talk_is_kept_to_a_few_and_shown_again(program, here, talk):
    address = f"contributions/{talk.pk}/"

    kept = program.patch(here, {"mode": "restricted"})
    Program().get(address, status=404)
    program.patch(here, {"mode": "public"})
    Program().get(address)
    program.patch(here, {"own": False})

    assert (kept["own"], kept["mode"], kept["is_open"]) == (True, "restricted", False)
    talk.refresh_from_db()
    assert not has_own_protection(talk)
    assert Entry.objects.filter(verb="protection.changed").count() == 3


def test_a_list_of_its_own_begins_as_its_container(program, here):
    own = program.patch(here, {"own": True})

    assert (own["own"], own["mode"], own["is_open"]) == (True, "inheriting", True)
    assert program.patch(here, {"own": True}) == own


def test_rights_are_given_and_taken(program, here, talk):
    person, group = UserFactory(name="Ada"), GroupFactory(name="Lens makers")
    program.patch(here, {"mode": "restricted"})

    for to, permission in ((person.email, "view"), (group.name, "manage"), ("new@example.org", "view")):
        given = program.post(here, {"to": to, "permission": permission}, status=201)
    Program(person).get(f"contributions/{talk.pk}/")
    program.delete(f"{here}?grant={given['grants'][0]['id']}")

    assert [(held["to"], held["kind"], held["permission"]) for held in given["grants"]] == [
        ("Ada", "person", "view"),
        ("Lens makers", "group", "manage"),
        ("new@example.org", "address", "view"),
    ]
    assert [held["to"] for held in program.get(here)["grants"]] == ["Lens makers", "new@example.org"]
    assert Notice.objects.count() == 2
    Program(person).get(f"contributions/{talk.pk}/", status=404)


def test_coordinators_are_of_sessions_only(program, here, session):
    there = f"sessions/{session.pk}/access/"
    body = {"to": UserFactory().email, "permission": "coordinate"}
    for address in (here, there):
        program.patch(address, {"own": True})

    given = program.post(there, body, status=201)

    assert [held["permission"] for held in given["grants"]] == ["coordinate"]
    assert list(program.post(here, body, status=400)) == ["permission"]
    assert list(program.post(there, {**body, "to": "nobody at all"}, status=400)) == ["to"]


def test_talks_follow_the_protection_of_their_session(program, session):
    inside = session.contributions.first()

    program.patch(f"sessions/{session.pk}/access/", {"mode": "restricted"})

    assert program.get(f"contributions/{inside.pk}/access/")["is_open"] is False
    Program().get(f"contributions/{inside.pk}/", status=404)


def test_rights_on_the_container_are_neither_given_nor_taken_by_its_parts(event, program, here):
    held = event.access.grants.get(permission=Grant.MANAGE)

    refused = program.post(here, {"to": UserFactory().email, "permission": "view"}, status=409)
    program.delete(f"{here}?grant={held.pk}", status=404)

    assert "follows what contains it" in refused["detail"]
    assert list(event.access.grants.all()) == [held]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "mode"),
        ({"mode": "secret"}, "mode"),
        ({"own": False, "mode": "public"}, "mode"),
        ({"own": "perhaps"}, "own"),
        ({"colour": 1}, "colour"),
    ],
)
def test_protection_that_makes_no_sense_is_refused(program, here, body, field):
    assert list(program.patch(here, body, status=400)) == [field]


@pytest.mark.parametrize("kind", ["talk", "session"])
def test_rights_changed_in_between_are_not_written_over(program, talk, session, kind):
    thing = {"talk": talk, "session": session}[kind]
    here = f"{'contributions' if kind == 'talk' else 'sessions'}/{thing.pk}/access/"
    program.get(here)
    seen = program.answer["ETag"]
    program.patch(here, {"mode": "restricted"}, If_Match=seen)
    body = {"to": "new@example.org", "permission": "view"}

    both = program.patch(here, {"own": False}, status=412, If_Match=seen)
    program.post(here, body, status=412, If_Match=seen)
    given = program.post(here, body, status=201)["grants"][0]
    program.delete(f"{here}?grant={given['id']}", status=412, If_Match=seen)
    program.get(here)
    program.delete(f"{here}?grant={given['id']}", If_Match=program.answer["ETag"])

    assert (both["theirs"]["mode"], both["yours"]) == ("restricted", {"own": False})
    thing.refresh_from_db()
    assert thing.access.mode == AccessList.Mode.RESTRICTED


@pytest.mark.case("S25")
def test_only_those_who_run_the_event_read_and_change_it(here, session, stranger, talk):
    reader = UserFactory()
    for address in (here, f"sessions/{session.pk}/access/"):
        for program, status in ((Program(), 401), (Program(stranger), 403), (Program(reader), 403)):
            program.get(address, status=status)
            program.patch(address, {"mode": "public"}, status=status)
            program.post(address, {"to": reader.email, "permission": "manage"}, status=status)
            program.delete(f"{address}?grant=1", status=status)

    talk.refresh_from_db()
    assert not has_own_protection(talk)


@pytest.mark.case("S78")
def test_only_so_many_new_addresses_are_let_in_within_an_hour(program, here):
    program.patch(here, {"mode": "restricted"})
    for n in range(RIGHT_OF_NEW.most):
        program.post(here, {"to": f"p{n}@lab.example", "permission": "view"}, status=201)

    refused = program.post(here, {"to": "more@lab.example", "permission": "view"}, status=429)

    assert "within an hour" in refused["detail"]
    assert len(program.get(here)["grants"]) == RIGHT_OF_NEW.most
