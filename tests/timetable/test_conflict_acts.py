"""A conflict is accepted with a reason, opened again, or solved by one press that can be undone."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.models import Grant
from access.operations import grant
from programme.refusals import TooLong
from tests.clock import at
from tests.factories.events import EventFactory, EventPersonFactory, EventRoomFactory
from tests.factories.programme import ContributionFactory, CreditFactory
from tests.factories.timetable import SlotFactory
from timetable.conflicts import conflicts_of, open_conflicts
from timetable.conflicts.fixes import fixes_for
from timetable.conflicts.refusals import ConflictGone, NeedsAReason
from timetable.models import AcceptedConflict, Slot
from timetable.operations import edit_slot
from timetable.operations.conflicts import accept_conflict, apply_fix, reopen_conflict
from timetable.operations.undoing import undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(organiser):
    """Ada speaks in Red and in Blue at 10:00; Grace speaks in Blue after her."""
    made = EventFactory(starts_at=at("08:00"), ends_at=at("18:00"), slug="lenses")
    grant(made.access, to=organiser, permission=Grant.MANAGE)
    red, blue = (EventRoomFactory(event=made, name=name) for name in ("Red", "Blue"))
    ada, grace = (EventPersonFactory(event=made, name=name) for name in ("Ada", "Grace"))
    places = [("Thin", red, "10:00", ada), ("Thick", blue, "10:00", ada), ("Flat", blue, "10:20", grace)]
    for title, room, clock, person in places:
        talk = ContributionFactory(event=made, title=title)
        CreditFactory(contribution=talk, person=person)
        SlotFactory(event=made, contribution=talk, room=room, starts_at=at(clock))
    return made


@pytest.fixture
def member(client, organiser):
    client.force_login(organiser)
    return client


def the_conflict(event):
    (conflict,) = open_conflicts(event)
    return conflict


def slot_of(event, title):
    return Slot.objects.get(event=event, contribution__title=title)


def shown(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_accepted_conflict_is_listed_apart_with_who_and_why(event, organiser):
    conflict = the_conflict(event)

    accept_conflict(event, conflict.key, "  One of them\nis a film ", by=organiser)

    found = conflicts_of(event)
    assert found.open == []
    assert [(each.conflict, each.acceptance.reason, each.acceptance.by) for each in found.accepted] == [
        (conflict, "One of them is a film", organiser)
    ]
    assert event.logbook.entries.get(verb="conflict.accepted").changes == {
        "reason": ["", "One of them is a film"]
    }


def test_an_accepted_conflict_is_open_again_when_its_time_changes(event, organiser):
    accept_conflict(event, the_conflict(event).key, "A film", by=organiser)

    edit_slot(slot_of(event, "Thin"), starts_at=at("10:05"), by=organiser)

    assert [each.kind.value for each in open_conflicts(event)] == ["person-twice"]


@pytest.mark.parametrize(
    ("reason", "refusal"), [("", NeedsAReason), (" \n ", NeedsAReason), ("x" * 301, TooLong)]
)
def test_a_reason_is_asked_for(event, organiser, reason, refusal):
    with pytest.raises(refusal):
        accept_conflict(event, the_conflict(event).key, reason, by=organiser)

    assert not AcceptedConflict.objects.exists()


def test_what_is_no_conflict_is_not_accepted(event, organiser):
    with pytest.raises(ConflictGone, match="no longer there"):
        accept_conflict(event, "person-twice:1-2:0", "A film", by=organiser)


def test_accepting_again_replaces_the_reason(event, organiser):
    key = the_conflict(event).key
    for reason in ("A film", "A film, really"):
        accept_conflict(event, key, reason, by=organiser)

    assert [row.reason for row in AcceptedConflict.objects.all()] == ["A film, really"]


def test_a_conflict_is_opened_again(event, organiser):
    conflict = the_conflict(event)
    accept_conflict(event, conflict.key, "A film", by=organiser)

    reopen_conflict(event, conflict.key, by=organiser)

    assert open_conflicts(event) == [conflict]
    assert event.logbook.entries.filter(verb="conflict.reopened").count() == 1


def test_a_fix_is_written_as_one_act_that_can_be_undone(event, organiser):
    found = conflicts_of(event)
    fix = fixes_for(found.open[0], found.checker)[0]

    apply_fix(event, found.open[0].key, fix.code, by=organiser)

    assert fix.label == "Swap with 10:20"
    assert {title: slot_of(event, title).starts_at for title in ("Thick", "Flat")} == {
        "Thick": at("10:20"),
        "Flat": at("10:00"),
    }
    assert open_conflicts(event) == []
    assert event.logbook.entries.filter(verb="conflict.fixed").count() == 1

    undo(event, by=organiser)

    assert slot_of(event, "Thick").starts_at == at("10:00")
    assert len(open_conflicts(event)) == 1


def test_a_fix_that_was_proposed_for_another_timetable_is_refused(event, organiser):
    found = conflicts_of(event)
    fix = fixes_for(found.open[0], found.checker)[0]
    edit_slot(slot_of(event, "Flat"), starts_at=at("10:30"), by=organiser)

    with pytest.raises(ConflictGone, match="changed in between"):
        apply_fix(event, found.open[0].key, fix.code, by=organiser)

    assert slot_of(event, "Thick").starts_at == at("10:00")


def test_the_page_says_what_is_wrong_and_solves_it_by_one_press(event, member):
    page = reverse("timetable-conflicts", args=[event.pk])
    text = shown(member.get(page))
    found = conflicts_of(event)
    fix = fixes_for(found.open[0], found.checker)[0]
    assert "One person, two places" in text
    assert f'value="{found.open[0].key} {fix.code}"' in text

    pressed = {"fix": f"{found.open[0].key} {fix.code}"}
    answer = member.post(reverse("timetable-conflict-fix", args=[event.pk]), pressed, follow=True)

    assert "“Thick” and “Flat” change places." in shown(answer)
    assert "Nothing clashes" in shown(member.get(page))


def test_a_press_from_the_editor_leads_back_to_its_day(event, member):
    address = reverse("timetable-conflict-fix", args=[event.pk])

    answer = member.post(f"{address}?day=2027-03-15", {"fix": "gone 1"})
    elsewhere = member.post(f"{address}?day=//evil.example", {"fix": "gone 1"})

    assert answer.url == reverse("manage-timetable", args=[event.pk]) + "?day=2027-03-15"
    assert elsewhere.url == reverse("timetable-conflicts", args=[event.pk])


def test_a_conflict_is_accepted_and_opened_again_on_pages(event, member):
    key = the_conflict(event).key
    accept = reverse("timetable-conflict-accept", args=[event.pk])
    page = reverse("timetable-conflicts", args=[event.pk])

    assert "“Thin” (Red) and “Thick” (Blue)" in shown(member.get(accept, {"key": key}))
    assert "field is required" in shown(member.post(accept, {"key": key, "reason": ""}))
    member.post(accept, {"key": key, "reason": "A <film>"})

    assert "A &lt;film&gt;" in shown(member.get(page, {"severity": "accepted"}))
    assert "Nothing clashes" not in shown(member.get(page, {"severity": "accepted"}))

    member.post(reverse("timetable-conflict-reopen", args=[event.pk]), {"key": key})

    assert "One person, two places" in shown(member.get(page))


@pytest.mark.parametrize(
    ("query", "is_shown"),
    [
        ({"severity": "error"}, True),
        ({"severity": "hint"}, False),
        ({"kind": "person-twice"}, True),
        ({"kind": "room-twice"}, False),
        ({"severity": "nonsense", "kind": "nonsense", "page": "x"}, True),
    ],
)
def test_the_page_is_filtered(event, member, query, is_shown):
    text = shown(member.get(reverse("timetable-conflicts", args=[event.pk]), query))

    assert ("“Thick” (Blue)" in text) == is_shown


def test_the_page_takes_as_many_queries_for_many_conflicts(event, member, django_assert_num_queries):
    page = reverse("timetable-conflicts", args=[event.pk])
    member.get(page)
    with CaptureQueriesContext(connection) as once:
        member.get(page)
    red = event.rooms.get(name="Red")
    for _number in range(3):
        SlotFactory(event=event, room=red)

    with django_assert_num_queries(len(once)):
        member.get(page)


def test_strangers_do_nothing_about_conflicts(event, client, stranger):
    key = the_conflict(event).key
    client.force_login(stranger)

    for name in ("accept", "reopen", "fix"):
        address = reverse(f"timetable-conflict-{name}", args=[event.pk])
        assert client.post(address, {"key": key, "reason": "x", "fix": f"{key} 1"}).status_code == 404
    assert client.get(reverse("timetable-conflicts", args=[event.pk])).status_code == 404


def test_the_shell_prints_what_the_page_shows(event):
    output = StringIO()

    call_command("check_timetable", "LENSES", stdout=output)

    report = json.loads(output.getvalue())
    keys = [slot_of(event, title).pk for title in ("Thin", "Thick")]
    conflict = the_conflict(event)
    assert report == {
        "event": "lenses",
        "entries": 3,
        "hard_conflicts": 1,
        "soft_conflicts": 0,
        "accepted": 0,
        "conflicts": [
            {
                "kind": "person-twice",
                "severity": "error",
                "key": conflict.key,
                "sentence": conflict.sentence(),
                "entries": keys,
                "people": ["Ada"],
                "room": None,
                "start": "2027-03-15T10:00:00+00:00",
                "end": "2027-03-15T10:20:00+00:00",
            }
        ],
    }


def test_the_shell_is_strict_when_asked_and_counts_what_is_accepted(event, organiser):
    with pytest.raises(SystemExit):
        call_command("check_timetable", "lenses", strict=True, stdout=StringIO())
    with pytest.raises(CommandError):
        call_command("check_timetable", "nowhere", stdout=StringIO())

    accept_conflict(event, the_conflict(event).key, "A film", by=organiser)
    output = StringIO()
    call_command("check_timetable", "lenses", strict=True, stdout=output)

    report = json.loads(output.getvalue())
    assert (report["hard_conflicts"], report["accepted"], report["conflicts"]) == (0, 1, [])
