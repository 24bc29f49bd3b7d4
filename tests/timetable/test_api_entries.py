"""Entries of a timetable over REST: read by everybody, written by those who run the event."""

import pytest

from events.models import EventRoom
from programme.models import Contribution, Session
from tests.clock import at
from tests.factories.events import EventFactory
from tests.factories.programme import ContributionFactory
from tests.factories.timetable import SlotFactory
from tests.timetable.programs import Program, manager_of
from tests.timetable.world import CANARY, conference, hide_something_in
from timetable.models import Slot, Step
from timetable.operations.publishing import publish, work_in_drafts

pytestmark = pytest.mark.django_db

HERE = "timetable-entries/"


@pytest.fixture
def event():
    return conference()


@pytest.fixture
def program(event, organiser):
    return manager_of(event, organiser)


def labels(answer):
    return [row["label"] for row in answer["results"]]


def slot_of(event, title):
    return Slot.objects.get(event=event, contribution__title=title)


def test_everybody_reads_the_published_entries_by_time(event):
    found = Program().get(HERE, event="conf-2027")

    assert labels(found) == ["Lenses", "Thin lenses", "Mirrors", "Thick lenses", "Coffee", "Closing"]
    thin = found["results"][1]
    block = found["results"][0]
    assert thin["kind"] == "talk"
    assert (thin["start"], thin["end"], thin["minutes"]) == (
        "2027-03-15T09:00:00Z",
        "2027-03-15T09:20:00Z",
        20,
    )
    assert (thin["parent"], thin["room_name"]) == (block["id"], "Red")


@pytest.mark.case("S7")
def test_hidden_entries_are_nowhere(event):
    hide_something_in(event)
    hidden = Slot.objects.filter(contribution__title__startswith=CANARY).earliest("pk")

    assert CANARY not in str(Program().get(HERE, event=event.pk))
    assert Program().get(f"{HERE}{hidden.pk}/", status=404) == Program().get(f"{HERE}999999/", status=404)


def test_the_draft_is_for_those_who_run_the_event(event, program, organiser, stranger):
    work_in_drafts(event, by=organiser)
    slot = slot_of(event, "Closing")

    program.patch(f"{HERE}{slot.pk}/", {"start": "2027-03-15T12:00Z"})

    assert Program().get(f"{HERE}{slot.pk}/")["start"] == "2027-03-15T11:00:00Z"
    assert program.get(f"{HERE}{slot.pk}/", draft="true")["start"] == "2027-03-15T12:00:00Z"
    assert Program(stranger).get(HERE, event=event.pk, draft="true")["results"] == []
    assert Program(stranger).get(f"{HERE}{slot.pk}/", status=404, draft="true")
    publish(event, by=organiser, tell=False)
    assert Program().get(f"{HERE}{slot.pk}/")["start"] == "2027-03-15T12:00:00Z"


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({"kind": "break"}, ["Coffee"]),
        ({"day": "2027-03-16"}, []),
        ({"from": "2027-03-15T10:10Z"}, ["Coffee", "Closing"]),
        ({"to": "2027-03-15T09:05Z"}, ["Lenses", "Thin lenses"]),
    ],
)
def test_entries_are_narrowed(event, query, wanted):
    SlotFactory()

    assert labels(Program().get(HERE, event=event.pk, **query)) == wanted


def test_entries_of_a_room_a_block_and_a_session(event):
    red, block = EventRoom.objects.get(name="Red"), Slot.objects.get(session__title="Lenses")

    inside = ["Thin lenses", "Thick lenses"]
    assert labels(Program().get(HERE, room=red.pk)) == ["Lenses", *inside, "Closing"]
    assert labels(Program().get(HERE, parent=block.pk)) == inside
    assert labels(Program().get(HERE, session=block.session_id)) == ["Lenses", *inside]
    assert "day" not in Program().get(HERE, status=400, day="2027-03-15")
    assert Program().get(HERE, status=400, rom=1) == {"rom": ["There is no such parameter."]}


def test_reading_takes_the_same_queries_for_many_entries(event, program, django_assert_num_queries):
    def ask():
        return program.get(HERE, event=event.pk, draft="true")

    ask()
    with django_assert_num_queries(4):
        ask()
    for number in range(3):
        SlotFactory(event=event, contribution=ContributionFactory(event=event), starts_at=at(f"1{number}:30"))
    with django_assert_num_queries(4):
        assert len(ask()["results"]) == 9


def test_a_talk_a_block_and_a_break_are_put_in(event, program):
    talk = ContributionFactory(event=event, title="Prisms", minutes=25)
    session, blue = Session.objects.get(title="Lenses"), EventRoom.objects.get(name="Blue")

    placed = program.post(
        HERE,
        {"event": "conf-2027", "contribution": talk.pk, "start": "2027-03-15T14:00+00:00", "room": blue.pk},
        status=201,
    )
    block = program.post(
        HERE,
        {
            "event": event.pk,
            "session": session.pk,
            "title": "Part 2",
            "start": "2027-03-15T15:00Z",
            "minutes": 60,
        },
        status=201,
    )
    lunch = program.post(
        HERE,
        {"event": event.pk, "title": "Lunch", "note": "Soup", "start": "2027-03-15T12:00Z", "minutes": 60},
        status=201,
    )

    assert (placed["label"], placed["minutes"], placed["room_name"]) == ("Prisms", 25, "Blue")
    assert (block["kind"], block["label"], block["end"]) == (
        "session",
        "Lenses: Part 2",
        "2027-03-15T16:00:00Z",
    )
    assert (lunch["kind"], lunch["note"], lunch["notes"]) == ("break", "Soup", [])
    assert program.answer["Location"] == f"/api/v1/{HERE}{lunch['id']}/"
    assert program.answer["ETag"] == f'"{lunch["revision"]}"'


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"title": "Lunch"}, "minutes"),
        ({"minutes": 10}, "title"),
        ({"title": "Lunch", "minutes": -1}, "minutes"),
        ({"title": "Lunch", "minutes": 5000}, "minutes"),
        ({"title": "Lunch", "minutes": 10, "room": 999999}, "room"),
        ({"title": "Lunch", "minutes": 10, "parent": 999999}, "parent"),
        ({"contribution": 999999}, "contribution"),
        ({"session": 999999, "minutes": 10}, "session"),
        ({"title": "Lunch", "minutes": 10, "start": "2027-03-15T12:00"}, "start"),
        ({"title": "Lunch", "minutes": 10, "colour": "red"}, "colour"),
        ({"title": "Lunch", "minutes": 10, "event": "nowhere"}, "event"),
    ],
)
def test_what_does_not_fit_is_named(event, program, body, field):
    whole = {"event": event.pk, "start": "2027-03-15T12:00Z", **body}

    assert list(program.post(HERE, whole, status=400)) == [field]
    assert Step.objects.count() == 0


def test_things_of_another_event_are_refused(event, program):
    other = SlotFactory(event=EventFactory())

    body = {"event": event.pk, "contribution": other.contribution_id, "start": "2027-03-15T12:00Z"}
    assert list(program.post(HERE, body, status=400)) == ["contribution"]
    assert program.patch(f"{HERE}{other.pk}/", {"start": "2027-03-15T12:00Z"}, status=403)


def test_a_day_on_which_the_event_is_not_held_is_refused(event, program):
    body = {"event": event.pk, "title": "Lunch", "minutes": 10, "start": "2027-04-15T12:00Z"}

    assert "is not held on" in program.post(HERE, body, status=409)["detail"]


def test_a_block_takes_along_what_it_holds(event, program):
    block = Slot.objects.get(session__title="Lenses")

    program.patch(f"{HERE}{block.pk}/", {"start": "2027-03-15T13:00Z"})

    assert slot_of(event, "Thick lenses").starts_at == at("13:30")


def test_what_follows_moves_along_where_asked(event, program):
    thin = slot_of(event, "Thin lenses")

    program.patch(f"{HERE}{thin.pk}/", {"minutes": 30, "shift_later": True})

    assert slot_of(event, "Thick lenses").starts_at == at("09:40")
    assert Contribution.objects.get(title="Thin lenses").minutes == 30


@pytest.mark.case("R22")
def test_whoever_saw_it_as_it_was_gets_both_states(event, program):
    thin = slot_of(event, "Closing")
    address = f"{HERE}{thin.pk}/"
    seen = program.get(address, draft="true")
    program.patch(address, {"start": "2027-03-15T13:00Z"}, If_Match=f'"{seen["revision"]}"')

    both = program.patch(address, {"start": "2027-03-15T14:00Z"}, status=412, If_Match=program_tag(seen))
    gone = program.delete(address, status=412, If_Match=program_tag(seen))

    assert both["theirs"]["start"] == "2027-03-15T13:00:00Z"
    assert both["theirs"]["revision"] > seen["revision"]
    assert both["yours"] == {"start": "2027-03-15T14:00Z"}
    assert "changed" in both["detail"]
    assert gone["theirs"]["start"] == "2027-03-15T13:00:00Z"
    assert slot_of(event, "Closing").starts_at == at("13:00")
    assert list(program.patch(address, {}, status=400, If_Match="soon")) == ["If-Match"]


def program_tag(seen):
    return f'"{seen["revision"]}"'


def test_a_dry_run_tells_the_conflicts_and_writes_nothing(event, program):
    closing, red = slot_of(event, "Closing"), EventRoom.objects.get(name="Red")
    before = list(Slot.objects.order_by("pk").values())

    tried = program.patch(f"{HERE}{closing.pk}/?dry_run=true", {"start": "2027-03-15T09:10Z", "room": red.pk})
    back = program.delete(f"{HERE}{closing.pk}/?dry_run=true", status=200)

    assert tried["dry_run"] is True
    assert [(row["id"], row["start"]) for row in tried["entries"]] == [(closing.pk, "2027-03-15T09:10:00Z")]
    assert {each["kind"] for each in tried["conflicts"]["appeared"]} == {"room-twice"}
    assert tried["step"] is None
    assert back["removed"] == [closing.pk]
    assert list(Slot.objects.order_by("pk").values()) == before
    assert Step.objects.count() == 0


def test_a_dry_run_of_something_new_names_no_number(event, program):
    red = EventRoom.objects.get(name="Red")
    body = {"event": event.pk, "title": "Tea", "start": "2027-03-15T09:00Z", "minutes": 10, "room": red.pk}

    tried = program.post(f"{HERE}?dry_run=true", body)

    assert [(row["id"], row["label"]) for row in tried["entries"]] == [(None, "Tea")]
    [clash] = tried["conflicts"]["appeared"][:1]
    assert clash["kind"] == "room-twice"
    assert -1 in clash["entries"]
    assert not Slot.objects.filter(title="Tea").exists()


def test_an_entry_is_taken_out_and_its_talk_stays(event, program):
    closing = slot_of(event, "Closing")

    program.delete(f"{HERE}{closing.pk}/")

    assert not Slot.objects.filter(pk=closing.pk).exists()
    assert Contribution.objects.filter(title="Closing").exists()
    assert program.delete(f"{HERE}{closing.pk}/", status=404)


@pytest.mark.case("S25")
def test_readers_change_nothing(event, stranger):
    closing = slot_of(event, "Closing")
    body = {"event": event.pk, "title": "Tea", "start": "2027-03-15T09:00Z", "minutes": 10}

    for program, status in ((Program(), 401), (Program(stranger), 403)):
        program.patch(f"{HERE}{closing.pk}/", {"minutes": 5}, status=status)
        program.delete(f"{HERE}{closing.pk}/", status=status)
        program.post(HERE, body, status=status)

    assert Step.objects.count() == 0
