"""What an event says to other programs, and to whom."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from access.filters import Keyring
from access.models import AccessList
from access.operations import open_access_list, set_mode
from events.models import Event
from interchange.operations import schedule_of
from interchange.schedule.reading import read_schedule
from interchange.schedule.schedule_json import write_json
from interchange.schedule.schedule_xml import write_xml
from interchange.schedule.shape import Person, Reference, Room, Track
from kit.markdown import render_markdown
from programme.models import Contribution, Link
from tests.clock import at
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, EventPersonFactory, EventRoomFactory
from tests.factories.programme import ContributionFactory, CreditFactory, LinkFactory, TrackFactory
from tests.interchange.small import ADA, BEN, bring_in, contribution, small, talk
from tests.kit.hostile import SCRIPTS
from timetable.models import Slot

pytestmark = pytest.mark.django_db
STRANGER = AnonymousUser()
ORGANISER = Keyring(is_admin=True)


@pytest.fixture
def own_event():
    """A published event made here, with one talk at ten and one that has no time yet."""
    event = EventFactory(kind=Event.Kind.CONFERENCE, title="Garden Day", slug="garden", day_change="04:00")
    event.refresh_from_db()
    talk = ContributionFactory(
        event=event, title="Roses", track=TrackFactory(event=event, name="Flowers", hue=222)
    )
    CreditFactory(contribution=talk, person=EventPersonFactory(event=event, name="Rosa Example"))
    LinkFactory(
        contribution=talk, kind=Link.Kind.ATTACHMENT, url="https://example.org/roses.pdf", title="Slides"
    )
    room = EventRoomFactory(event=event, name="Glasshouse")
    Slot.objects.create(event=event, contribution=talk, room=room, starts_at=at("10:00"), ends_at=at("10:20"))
    ContributionFactory(event=event, title="Unscheduled")
    return event


def test_an_event_made_here_is_a_schedule_too(own_event):
    schedule = schedule_of(own_event, viewer=STRANGER)
    [exported] = schedule.talks

    assert (schedule.title, schedule.slug) == ("Garden Day", "garden")
    assert (exported.title, exported.track, exported.rooms) == ("Roses", "Flowers", ("Glasshouse",))
    assert (exported.starts_at, exported.duration) == (at("10:00"), timedelta(minutes=20))
    assert [person.name for person in exported.persons] == ["Rosa Example"]
    assert exported.attachments == (Reference("https://example.org/roses.pdf", title="Slides"),)
    assert len(read_schedule(write_json(schedule), file_name="a.json").talks) == 1
    assert len(read_schedule(write_xml(schedule), file_name="a.xml").talks) == 1


def test_a_talk_held_twice_is_exported_twice(own_event):
    slot = own_event.slots.get()
    Slot.objects.create(
        event=own_event, contribution=slot.contribution, starts_at=at("15:00"), ends_at=at("15:20")
    )

    schedule = schedule_of(own_event, viewer=STRANGER)
    again = read_schedule(write_xml(schedule), file_name="a.xml")

    assert [(talk.title, talk.starts_at, talk.rooms) for talk in again.talks] == [
        ("Roses", at("10:00"), ("Glasshouse",)),
        ("Roses", at("15:00"), ()),
    ]
    assert len({talk.guid for talk in again.talks}) == 2


def test_a_talk_after_midnight_belongs_to_the_day_before(own_event):
    night = datetime(2027, 3, 16, 1, 0, tzinfo=UTC)
    Slot.objects.update(starts_at=night, ends_at=night + timedelta(minutes=20))

    [exported] = schedule_of(own_event, viewer=STRANGER).talks

    assert exported.day.isoformat() == "2027-03-15"
    assert exported.starts_at == night


@pytest.mark.case("S5", "S7", "S17")
@pytest.mark.parametrize("how", ["withdrawn", "deleted", "unscheduled", "restricted"])
def test_nothing_hidden_is_exported(how):
    secret = talk(
        "canary-talk",
        persons=(replace(BEN, name="Canary Person"),),
        abstract="canary abstract",
        track="Canaries",
        rooms=("Canary cage",),
    )
    rooms = (Room("Barn"), Room("Loft"), Room("Canary cage"))
    event = bring_in(
        small(talk("pears"), secret, rooms=rooms, tracks=(Track("Fruit"), Track("Canaries")))
    ).event
    hidden = contribution("canary-talk")
    if how == "unscheduled":
        hidden.slots.all().delete()
    elif how == "restricted":
        hidden.access = open_access_list(parent=event.access, mode=AccessList.Mode.RESTRICTED)
        hidden.save(update_fields=["access"])
    else:
        Contribution.objects.filter(pk=hidden.pk).update(**{f"{how}_at": at("09:00")})

    for ending in ("xml", "json"):
        content = Client().get(f"/e/orchard31/schedule.{ending}").text
        assert "About pears" in content
        if how == "unscheduled":  # nothing is held there, so nothing is hidden there
            content = content.replace("Canary cage", "").replace("Canaries", "")
        assert "anar" not in content


@pytest.mark.case("S5", "S17")
@pytest.mark.parametrize("how", ["draft", "deleted", "restricted"])
def test_a_hidden_event_is_not_found(how):
    event = bring_in(small(), is_draft=how == "draft").event
    if how == "deleted":
        Event.objects.update(deleted_at=at("09:00"))
    elif how == "restricted":
        set_mode(event.access, mode=AccessList.Mode.RESTRICTED)

    for ending in ("xml", "json"):
        assert Client().get(f"/e/orchard31/schedule.{ending}").status_code == 404
        assert Client().get(f"/e/nowhere/schedule.{ending}").status_code == 404


def test_who_runs_a_hidden_event_reads_its_schedule():
    person = UserFactory()
    bring_in(small(), by=person, is_draft=True)
    client = Client()
    client.force_login(person)

    assert "About pears" in client.get("/e/orchard31/schedule.json").text


def test_addresses_and_answers_are_not_for_everybody():
    asked = replace(ADA, answers=({"question": 1, "answer": "vegetarian"},))
    event = bring_in(small(talk("pears", persons=(asked,), answers=({"answer": "by train"},)))).event

    public = write_json(schedule_of(event, viewer=STRANGER)).decode()
    private = write_json(schedule_of(event, viewer=ORGANISER)).decode()

    assert "ada@example.org" not in public + private
    assert "vegetarian" not in public
    assert "by train" not in public
    assert "vegetarian" in private


def test_what_was_edited_here_is_exported_and_the_rest_as_it_came():
    event = bring_in(small()).event
    Contribution.objects.filter(title="About pears").update(title="Sweet pears")
    event.rooms.filter(name="Barn").update(name="Big barn")
    event.tracks.filter(name="Fruit").update(name="Fruits", hue=20)
    event.people.filter(name="Ada Example").update(name="Ada Pear", biography="Edited")
    Event.objects.update(title="Orchard Week", venue="Elsewhere")
    event.refresh_from_db()

    schedule = schedule_of(event, viewer=STRANGER)
    pears = next(talk for talk in schedule.talks if talk.guid == "pears")

    assert (schedule.title, schedule.venue, schedule.city) == ("Orchard Week", "Elsewhere", "Lisbon")
    assert (pears.title, pears.abstract) == ("Sweet pears", "<p>First <em>abstract</em></p>")
    assert (pears.rooms, pears.track) == (("Big barn",), "Fruits")
    assert schedule.rooms[0] == Room("Big barn", capacity=80)
    assert schedule.tracks[0].name == "Fruits"
    assert schedule.tracks[0].color != "#3366cc"
    assert [(person.name, person.biography, person.guid) for person in pears.persons] == [
        ("Ada Pear", "Edited", "person-ada")
    ]


def test_people_and_links_as_edited_here_are_exported():
    event = bring_in(small(talk("pears", persons=(ADA, BEN)))).event
    pears = contribution("pears")
    pears.credits.get(person__name="Ada Example").delete()
    CreditFactory(contribution=pears, person=EventPersonFactory(event=event, name="New Example"), position=9)
    pears.links.all().delete()
    LinkFactory(contribution=pears, kind=Link.Kind.RECORDING, url="https://video.example.org/2")

    [exported] = schedule_of(event, viewer=STRANGER).talks

    assert [(person.name, person.guid) for person in exported.persons] == [
        ("Ben Example", "person-ben"),
        ("New Example", None),
    ]
    assert (exported.links, exported.video_urls) == ((), ("https://video.example.org/2",))


@pytest.mark.case("S39")
@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        " javascript:alert(1)",
        "javascript://example.org/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "\\\\example.org\\x",
    ],
)
def test_addresses_that_run_something_go_nowhere(url):
    bad = Reference(url, title="click")
    person = replace(ADA, url=url, avatar=url, links=(bad,))
    pears = talk(
        "pears", links=(bad,), attachments=(bad,), url=url, feedback_url=url, origin_url=url, logo=url,
        video_urls=(url,), recording_url=url, recording_link=url, persons=(person,),
    )  # fmt: skip
    report = bring_in(small(pears, url=url, base_url=url, logo=url, schedule_url=url))

    written = json.loads(write_json(schedule_of(report.event, viewer=ORGANISER)))
    assert report.event.website == ""
    assert not contribution("pears").links.exists()
    assert url.strip() not in json.dumps(written).encode().decode("unicode_escape")
    assert any(remark.row.startswith("line of pears") for remark in report.remarks)


@pytest.mark.case("S35", "S42")
@pytest.mark.parametrize("payload", SCRIPTS)
def test_hostile_texts_pass_through_without_running(payload):
    person = Person(payload[:200] or "x", guid="p", biography=payload)
    pears = talk(
        "pears", title=payload, subtitle=payload, abstract=payload, description=payload, persons=(person,)
    )
    event = bring_in(small(pears, title=payload, description=payload)).event
    made = event.contributions.get()

    for text in (made.abstract, made.description, event.description, event.people.get().biography):
        assert "<script" not in str(render_markdown(text)).lower()
    schedule = schedule_of(event, viewer=STRANGER)
    assert "<script" not in schedule.talks[0].abstract.lower()
    assert len(read_schedule(write_xml(schedule), file_name="a.xml").talks) == 1
    assert len(read_schedule(write_json(schedule), file_name="a.json").talks) == 1


@pytest.mark.parametrize("ending", ["xml", "json"])
def test_who_has_the_schedule_is_told_so(ending):
    bring_in(small())
    address = f"/e/orchard31/schedule.{ending}"
    client = Client()
    client.force_login(UserFactory())

    for reader in (Client(), client):
        first = reader.get(address)
        again = reader.get(address, headers={"If-None-Match": first["ETag"]})
        assert (first.status_code, again.status_code) == (200, 304)
        assert ending in first["Content-Type"]


def test_a_new_import_shows_at_once():
    bring_in(small())
    before = Client().get("/e/orchard31/schedule.json")
    bring_in(small(version="second edition"))
    after = Client().get("/e/orchard31/schedule.json", headers={"If-None-Match": before["ETag"]})

    assert after.status_code == 200
    assert json.loads(after.content)["schedule"]["version"] == "second edition"


def test_the_export_asks_the_same_number_of_queries_for_more_talks(django_assert_num_queries):
    few = bring_in(small()).event
    talks = [talk(f"t{number}", persons=(replace(ADA, guid=f"p{number}", email=""),)) for number in range(30)]
    many = bring_in(small(*talks), slug="many").event

    for event in (few, many):
        with django_assert_num_queries(15):
            schedule_of(event, viewer=STRANGER)
