"""Published schedules become events over REST, as on the pages."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from access.models import AccessList, Grant
from access.operations import grant
from events.models import Event
from interchange.schedule.schedule_xml import write_xml
from tests.factories.accounts import UserFactory
from tests.factories.events import CategoryFactory, EventFactory
from tests.interchange.conftest import published_bytes
from tests.interchange.small import bring_in, small, talk
from tests.timetable.programs import API, Program

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    return CategoryFactory(title="Conferences")


@pytest.fixture
def person(category):
    person = UserFactory()
    grant(category.access, to=person, permission=Grant.MANAGE)
    return person


@pytest.fixture
def program(person):
    return Program(person)


def send(program, content=None, *, status=200, dry_run=False, **values):
    """What the answer says; the file is the small conference without another one."""
    file = SimpleUploadedFile("orchard.xml", write_xml(small()) if content is None else content)
    address = f"{API}schedule-imports/{'?dry_run=true' if dry_run else ''}"
    answer = program.client.post(address, {"file": file, **values}, format="multipart")
    assert answer.status_code == status, answer.content.decode()[:1500]
    return answer.json()


def test_a_file_becomes_a_draft_that_its_sender_runs(program, person, category):
    said = send(program, category=category.pk, status=201)

    event = Event.objects.get()
    assert (said["event"], said["slug"], said["is_new"], said["dry_run"]) == (
        event.pk,
        "orchard31",
        True,
        False,
    )
    assert (event.category, event.is_draft, event.access.grants.get().user) == (category, True, person)
    assert said["counts"]["talks"] == {
        "added": 2, "updated": 0, "withdrawn": 0, "reinstated": 0, "unchanged": 0, "kept": 0
    }  # fmt: skip
    assert (said["counts"]["people"]["added"], said["counts"]["rooms"]["added"]) == (1, 1)


def test_it_is_published_where_that_is_asked_for(program, category):
    send(program, category=category.pk, publish="true", slug="our-days", status=201)

    assert not Event.objects.get(slug="our-days").is_draft


def test_a_dry_run_tells_the_same_and_leaves_nothing(program, category):
    before = send(program, category=category.pk, dry_run=True)

    assert not Event.objects.exists()
    after = send(program, category=category.pk, status=201)
    assert (before["event"], before["dry_run"]) == (None, True)
    assert {**before, "event": after["event"], "dry_run": False} == after


def test_hard_conflicts_are_told(program, category):
    said = send(program, category=category.pk, dry_run=True)

    assert said["hard_conflicts"] == 2
    assert said["conflicts"] == [
        "Ada Example, Sat 1 March 2031, 10:00–10:30: “About pears” (Barn) and “About plums” (Barn).",
        "Barn, Sat 1 March 2031, 10:00–10:30: “About pears” and “About plums”.",
    ]


def test_a_newer_file_brings_its_event_up_to_date(program, category):
    event = send(program, category=category.pk, status=201)["event"]
    newer = write_xml(small(talk("pears"), talk("figs")))

    said = send(program, newer, event="orchard31")

    assert (said["event"], said["is_new"]) == (event, False)
    assert [said["counts"]["talks"][name] for name in ("added", "withdrawn", "unchanged")] == [1, 1, 1]
    assert said["remarks"] == [
        {"row": "", "sentence": "“About plums” is no longer in the file.", "is_warning": False}
    ]


def test_a_file_that_can_not_be_read_says_why(program, category):
    refused = send(program, b"<html></html>", category=category.pk, status=400)

    assert list(refused) == ["file"]
    assert "It is a web page" in refused["file"][0]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "category"),
        ({"category": "999999"}, "category"),
        ({"event": "nowhere"}, "event"),
        ({"event": "orchard31", "category": "1"}, "category"),
        ({"event": "orchard31", "slug": "other"}, "slug"),
        ({"category": "1", "slug": "No such address"}, "slug"),
        ({"category": "1", "time_zone": "Mars/Base"}, "time_zone"),
        ({"category": "1", "colour": "red"}, "colour"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(program, values, field):
    assert list(send(program, status=400, **values)) == [field]


def test_an_address_of_others_is_refused(program, category):
    bring_in(small(), by=UserFactory(is_admin=True))

    refused = send(program, category=category.pk, status=409)

    assert "belongs to another event" in refused["detail"]


@pytest.mark.case("S25")
def test_rights_are_those_of_the_pages(category):
    event = EventFactory(category=category)
    hidden = CategoryFactory(mode=AccessList.Mode.RESTRICTED)

    send(Program(), category=category.pk, status=401)
    stranger = Program(UserFactory())
    send(stranger, category=category.pk, status=403)
    send(stranger, event=event.pk, status=403)
    assert list(send(stranger, category=hidden.pk, status=400)) == ["category"]

    assert list(Event.objects.all()) == [event]
    assert event.contributions.count() == 0


def test_fosdem_tells_three_hard_conflicts(program, category):
    content = published_bytes("fosdem-2020.xml")

    said = send(program, content, category=category.pk, dry_run=True)

    assert (said["counts"]["talks"]["added"], said["hard_conflicts"], len(said["conflicts"])) == (872, 3, 3)
    assert len(json.dumps(said)) < 1_000_000
