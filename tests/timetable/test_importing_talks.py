"""A list of talks comes in: all of it or nothing, told row by row before."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from access.models import Grant
from access.operations import grant
from programme.models import Contribution, Credit, Session
from tests.clock import at
from tests.factories.events import EventFactory, EventPersonFactory, EventRoomFactory
from tests.factories.programme import (
    ContributionFactory,
    CreditFactory,
    SessionFactory,
    SessionTypeFactory,
    TrackFactory,
)
from tests.factories.timetable import BlockFactory, SlotFactory
from tests.timetable.world import conference
from timetable.importing.talk_lines import read_talks
from timetable.models import Slot, Step
from timetable.operations.import_talks import import_talks
from timetable.operations.undoing import undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(organiser):
    """A day in Paris (UTC+1)."""
    made = EventFactory(starts_at=at("08:00"), ends_at=at("17:00"), time_zone="Europe/Paris")
    grant(made.access, to=organiser, permission=Grant.MANAGE)
    return made


def lines(event, text):
    return read_talks(text.encode(), "talks.csv", zone=event.zone).lines


def imported(event, text, *, by=None, **options):
    return import_talks(event, lines(event, text), by=by, **options)


def outcomes(report):
    return [(result.outcome, result.title) for result in report.results]


def test_the_seven_columns_of_indico_come_in_without_headings(event):
    text = (
        "2027-03-15T10:00:00+01:00,20,Thin lenses,Ada,Lovelace,Analytical Society,ada@example.org\n"
        ",30,Thick lenses,Grace,Hopper,,\n"
    )

    report = imported(event, text)

    assert outcomes(report) == [("new", "Thin lenses"), ("new", "Thick lenses")]
    thin, thick = Contribution.objects.filter(event=event)
    person = thin.speakers[0]
    assert (person.name, person.affiliation, person.email) == (
        "Ada Lovelace",
        "Analytical Society",
        "ada@example.org",
    )
    assert (Slot.objects.get().starts_at, Slot.objects.get().minutes) == (at("09:00"), 20)
    assert (thick.minutes, thick.speakers[0].name) == (30, "Grace Hopper")


def test_rows_are_numbered_as_in_the_file_with_and_without_headings(event):
    assert [line.row for line in lines(event, "title\nOne\nTwo\n")] == [2, 3]
    assert [line.row for line in lines(event, ",20,One\n,20,Two\n")] == [1, 2]


def test_a_start_without_a_zone_is_by_the_clocks_of_the_event(event):
    assert lines(event, "title,start\nOne,2027-03-15T10:00\n")[0].starts_at == datetime(
        2027, 3, 15, 9, tzinfo=UTC
    )


def test_all_columns_of_ours_are_taken(event):
    room, track = EventRoomFactory(event=event, name="Red"), TrackFactory(event=event, name="Optics")
    text = (
        "Code;Title;Speakers;E-mail;Affiliation;Track;Type;Session;Room;Start;Duration;Abstract;"
        "Technical needs;Expected audience;Keywords\n"
        "A1;Mirrors;Ada; ;;optics;Tutorial;Glass;red;2027-03-15 11:00;0:45;About **glass**.;beamer, piano;80;a;\n"
    )

    report = imported(event, text.replace(";a;", ";a"), add_missing=True)

    talk = Contribution.objects.get(event=event)
    assert report.is_kept
    assert (talk.code, talk.track, talk.type.name, talk.session.title) == ("A1", track, "Tutorial", "Glass")
    assert (talk.needs, talk.expected_audience, talk.abstract) == (
        ["beamer", "piano"],
        80,
        "About **glass**.",
    )
    assert (talk.minutes, Slot.objects.get().room) == (45, room)
    assert report.added == ["type: Tutorial", "session: Glass"]


def test_a_dry_run_keeps_nothing_and_says_the_same(event, organiser):
    text = "title,start,track\nMirrors,2027-03-15T10:00,New track\n"

    trial = imported(event, text, add_missing=True, dry_run=True)
    there = (Contribution.objects.count(), event.tracks.count(), Slot.objects.count(), Step.objects.count())
    real = imported(event, text, by=organiser, add_missing=True)

    assert (there, trial.is_kept, real.is_kept) == ((0, 0, 0, 0), False, True)
    assert (trial.results, trial.added) == (real.results, real.added)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",2027-03-15T10:00,20,", "It has no title."),
        ("One,tomorrow,20,", "is no date and time"),
        ("One,2027-03-15,20,", "has no time of day"),
        ("One,2027-03-15T10:00,long,", "is no whole number"),
        ("One,2027-03-15T10:00,-5,", "is no whole number"),
        ("One,2028-03-15T10:00,20,", "The event is not held on"),
        ("One,2027-03-15T10:00,20,Nowhere", "There is no room “Nowhere”"),
        (f"{'x' * 501},2027-03-15T10:00,20,", "too long"),
    ],
)
def test_one_bad_row_stops_everything_and_is_named(event, row, said):
    report = imported(event, f"title,start,minutes,room\nFine,,20,\n{row}\n")

    bad = [result for result in report.results if result.outcome == "refused"]
    assert [result.row for result in bad] == [3]
    assert said in bad[0].sentence
    assert (report.is_kept, Contribution.objects.count()) == (False, 0)


def test_a_talk_is_known_by_its_number_or_code_and_changes_where_a_cell_says_so(event):
    first = ContributionFactory(event=event, title="Old", subtitle="Kept")
    second = ContributionFactory(event=event, title="Same", code="B2")

    report = imported(event, f"number,code,title,subtitle\n{first.number},,New,\n,b2,Same,\n")

    assert [(result.outcome, result.fields) for result in report.results] == [
        ("changed", ("Title",)),
        ("changed", ("Code",)),
    ]
    first.refresh_from_db()
    assert (first.title, first.subtitle, Contribution.objects.count()) == ("New", "Kept", 2)
    assert second.pk in Contribution.objects.values_list("pk", flat=True)


@pytest.mark.parametrize(
    "text", ["number,title\n99,One\n", "code,title\nZ9,\n", "number,title\n1,One\n1,Two\n"]
)
def test_what_is_not_here_or_comes_twice_is_refused(event, text):
    ContributionFactory(event=event, title="Here")

    assert "refused" in [outcome for outcome, _title in outcomes(imported(event, text))]


def test_a_talk_of_a_title_that_is_here_is_added_and_said(event):
    talk = ContributionFactory(event=event, title="Mirrors")

    report = imported(event, "title\nmirrors\n")

    assert f"Talk {talk.number} has the same title" in report.results[0].sentence


def test_an_export_imports_unchanged(client, event, organiser):
    conf = conference(slug="other-2027", time_zone="Europe/Paris")
    grant(conf.access, to=organiser, permission=Grant.MANAGE)
    client.force_login(organiser)
    address = reverse("programme-export", args=[conf.pk])
    for form in ("csv", "xlsx"):
        answer = client.get(address, {"format": form})
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        table = read_talks(content, f"talks.{form}", zone=conf.zone)

        report = import_talks(conf, table.lines, by=organiser)

        assert {outcome for outcome, _title in outcomes(report)} == {"same"}
        assert report.amount == 0


def test_speakers_are_replaced_and_authors_and_answers_stay(event):
    talk = ContributionFactory(event=event, title="Mirrors")
    ada = EventPersonFactory(event=event, name="Ada", email="ada@example.org")
    CreditFactory(contribution=talk, person=ada, answer="confirmed", answered_at=at("08:00"))
    author = CreditFactory(contribution=talk, role=Credit.Role.AUTHOR, position=2).person

    imported(event, f"number,speakers,emails\n{talk.number},Ada; Grace,ada@example.org; \n")

    talk = Contribution.objects.get(pk=talk.pk)
    assert ([person.name for person in talk.speakers], talk.authors) == (["Ada", "Grace"], [author])
    assert talk.credits.get(person=ada).answer == "confirmed"


def test_a_scheduled_talk_moves_and_one_of_a_session_joins_its_block(event):
    session = SessionFactory(event=event, title="Lenses")
    block = BlockFactory(event=event, session=session, starts_at=at("09:00"), minutes=60)
    room = EventRoomFactory(event=event, name="Red")
    slot = SlotFactory(event=event, contribution=ContributionFactory(event=event), starts_at=at("12:00"))
    number = slot.contribution.number

    report = imported(
        event,
        "number,title,session,room,start,minutes\n"
        f"{number},,,Red,2027-03-15T14:00,35\n"
        ",Thin lenses,Lenses,,2027-03-15T10:20,20\n",
    )

    slot.refresh_from_db()
    assert (slot.starts_at, slot.minutes, slot.room) == (at("13:00"), 35, room)
    assert Contribution.objects.get(number=number).minutes == 35
    assert Slot.objects.get(contribution__title="Thin lenses").parent == block
    assert report.results[0].fields == ("Start", "Duration", "Room")


def test_a_talk_held_twice_stays_unless_the_start_tells_which_is_meant(event):
    talk = ContributionFactory(event=event, title="Mirrors")
    first, second = (
        SlotFactory(event=event, contribution=talk, starts_at=at(clock)) for clock in ("09:00", "12:00")
    )
    red = EventRoomFactory(event=event, name="Red")

    same = imported(event, f"number,start\n{talk.number},2027-03-15T10:00\n")
    moved = imported(event, f"number,start,room\n{talk.number},2027-03-15T13:00,Red\n")
    unclear = imported(event, f"number,start\n{talk.number},2027-03-15T15:00\n")

    found = [report.results[0].outcome for report in (same, moved, unclear)]
    assert found == ["same", "changed", "refused"]
    assert (Slot.objects.get(pk=first.pk).room, Slot.objects.get(pk=second.pk).room) == (None, red)


def test_a_poster_changes_its_length_and_keeps_the_time_of_its_session(event):
    session = SessionFactory(event=event, type=SessionTypeFactory(event=event, is_poster=True))
    block = BlockFactory(event=event, session=session, starts_at=at("09:00"), minutes=60)
    talk = ContributionFactory(event=event, session=session)
    slot = SlotFactory(event=event, contribution=talk, parent=block, starts_at=at("09:00"), minutes=60)

    imported(event, f"number,minutes\n{talk.number},15\n")

    assert (Contribution.objects.get().minutes, Slot.objects.get(pk=slot.pk).minutes) == (15, 60)


def test_conflicts_that_come_with_it_are_told_and_hinder_nothing(event):
    room = EventRoomFactory(event=event, name="Red")
    SlotFactory(event=event, room=room, starts_at=at("09:00"), minutes=30)

    report = imported(event, "title,room,start\nMirrors,Red,2027-03-15T10:10\n", dry_run=True)

    assert report.is_possible
    assert len(report.conflicts) == 1
    assert "Mirrors" in report.conflicts[0]


def test_it_is_one_step_and_one_entry_of_the_log(event, organiser):
    text = "title,start,track\n" + "".join(f"Talk {n},2027-03-15T1{n}:00,Optics\n" for n in range(3))

    imported(event, text, by=organiser, add_missing=True)

    assert list(event.logbook.entries.values_list("verb", "subject")) == [("talks.imported", "3 talks")]
    assert Step.objects.count() == 1
    undo(event, by=organiser)
    assert (Slot.objects.count(), Contribution.objects.count()) == (0, 3)


def test_the_same_list_once_more_leaves_no_trace(event, organiser):
    text = "code,title,start\nA1,Mirrors,2027-03-15T10:00\n"
    imported(event, text, by=organiser)
    before = (Contribution.objects.get().revision, event.logbook.entries.count(), Step.objects.count())

    report = imported(event, text, by=organiser)

    assert [result.outcome for result in report.results] == ["same"]
    assert (
        Contribution.objects.get().revision,
        event.logbook.entries.count(),
        Step.objects.count(),
    ) == before


def test_things_of_other_events_are_not_found(event):
    other = SessionFactory(title="Elsewhere")

    report = imported(event, "title,session\nMirrors,Elsewhere\n")

    assert [outcome for outcome, _title in outcomes(report)] == ["refused"]
    assert list(Session.objects.all()) == [other]


def test_the_page_shows_the_report_first_and_imports_the_kept_file_then(client, event, organiser):
    client.force_login(organiser)
    page = reverse("import-talks", args=[event.pk])
    file = SimpleUploadedFile("talks.csv", b"title,colour\nMirrors,red\n")

    looked = client.post(page, {"file": file, "act": "look"})
    answer = looked.content.decode()
    kept = answer.split('name="kept" value="')[1].split('"')[0]

    assert "Import 1 talk" in answer
    assert "Columns left out: colour." in answer
    assert Contribution.objects.count() == 0
    done = client.post(page, {"kept": kept, "kept_name": "talks.csv", "act": "import"})
    assert (done.status_code, Contribution.objects.get().title) == (302, "Mirrors")


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"colour,shape\nred,round\n", b"<html></html>"])
def test_what_is_no_list_of_talks_is_refused(client, event, organiser, content):
    client.force_login(organiser)
    file = SimpleUploadedFile("talks.csv", content)

    answer = client.post(reverse("import-talks", args=[event.pk]), {"file": file, "act": "import"})

    assert (answer.status_code, Contribution.objects.count()) == (422, 0)


def test_it_is_for_those_who_run_the_event(client, event, stranger):
    page = reverse("import-talks", args=[event.pk])
    assert client.get(page).status_code == 302

    client.force_login(stranger)

    assert [client.get(page).status_code, client.post(page).status_code] == [404, 404]
