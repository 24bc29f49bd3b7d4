"""What can not be held as a file has it is told before the import, without writing, and after it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.operations import root_category
from interchange.operations import clashes
from interchange.operations.clashes import clashes_of
from interchange.schedule.shape import Room
from programme.models import Contribution
from tests.interchange.small import ADA, BEN, bring_in, small, talk
from timetable.conflicts import conflicts_of
from timetable.models import AcceptedConflict, Slot

pytestmark = pytest.mark.django_db

LATER = datetime(2031, 3, 1, 11, 0, tzinfo=UTC)
APART = (talk("pears"), talk("plums", starts_at=LATER))


def told(schedule, **options):
    """What a dry run tells, and then the import."""
    foreseen = bring_in(schedule, dry_run=True, **options).clashes
    return foreseen, bring_in(schedule, **options)


def test_one_person_in_two_rooms_at_once_is_told_before_and_after():
    two = small(talk("pears"), talk("plums", rooms=("Loft",)))

    foreseen, report = told(two)

    assert foreseen.number == 1
    assert foreseen == report.clashes == clashes_of(report.event)
    assert "Ada Example" in foreseen.told[0]


def test_one_room_taken_twice_is_told_before_and_after():
    foreseen, report = told(small(talk("pears"), talk("plums", persons=(BEN,))))

    assert foreseen.number == 1
    assert foreseen == report.clashes == clashes_of(report.event)
    assert "Barn" in foreseen.told[0]


def test_what_can_be_held_has_no_hard_conflict():
    foreseen, report = told(small(*APART))

    assert (foreseen.number, report.clashes.number, foreseen.told) == (0, 0, [])


def test_a_talk_without_an_end_is_no_hard_conflict():
    foreseen, report = told(small(talk("pears", duration=timedelta())))

    assert (foreseen.number, report.clashes.number) == (0, 0)


def test_a_newer_file_that_moves_a_talk_into_another_is_told_before_and_after():
    event = bring_in(small(*APART)).event

    foreseen, report = told(small(), event=event)

    assert foreseen.number == 2
    assert foreseen == report.clashes


def test_a_newer_file_that_takes_apart_what_clashed_has_nothing_to_tell():
    event = bring_in(small()).event

    foreseen, report = told(small(*APART), event=event)

    assert clashes_of(event).number == 0
    assert (foreseen.number, report.clashes.number) == (0, 0)


def test_a_file_in_which_somebody_else_speaks_is_told_before_and_after():
    in_two_rooms = (talk("pears"), talk("plums", rooms=("Loft",), persons=(BEN,)))
    event = bring_in(small(*in_two_rooms)).event
    both = (in_two_rooms[0], replace(in_two_rooms[1], persons=(BEN, ADA)))

    foreseen, report = told(small(*both), event=event)

    assert foreseen.number == 1
    assert foreseen == report.clashes


def test_what_was_edited_here_is_looked_at_as_it_stays():
    """Our own time of a talk stays where the file says what it said before."""
    event = bring_in(small(*APART)).event
    Slot.objects.filter(contribution__title="About plums").update(
        starts_at=LATER - timedelta(hours=1), ends_at=LATER - timedelta(minutes=30)
    )

    foreseen, report = told(small(*APART), event=event)

    assert foreseen.number == 2
    assert foreseen == report.clashes


def test_new_talks_in_rooms_there_are_clash_with_what_was_there():
    event = bring_in(small(talk("pears"))).event
    new = small(talk("pears"), talk("figs", persons=(BEN,)), rooms=(Room("Barn"), Room("Shed")))

    foreseen, report = told(new, event=event)

    assert foreseen.number == 1
    assert foreseen == report.clashes


def test_a_talk_that_is_gone_from_the_file_and_one_deleted_here_are_not_in_the_way():
    event = bring_in(small()).event
    Contribution.objects.filter(title="About plums").update(deleted_at=LATER)

    foreseen, report = told(small(), event=event)

    assert (foreseen.number, report.clashes.number) == (0, 0)


def test_accepted_conflicts_are_not_told_again():
    event = bring_in(small()).event
    for conflict in conflicts_of(event).errors:
        AcceptedConflict.objects.create(event=event, key=conflict.key, reason="They share.")

    foreseen, report = told(small(), event=event)

    assert (foreseen.number, report.clashes.number) == (0, 0)


def test_a_file_that_puts_everything_in_one_place_is_not_counted(monkeypatch):
    monkeypatch.setattr(clashes, "MOST_PAIRS", 44)  # of ten there are 45, of nine 36

    def at_once(number):
        talks = [talk(f"t{each}", persons=(), track="") for each in range(number)]
        return bring_in(small(*talks), dry_run=True).clashes

    ten, nine = at_once(10), at_once(9)

    assert (ten.number, ten.told) == (None, [])
    assert (nine.number, len(nine.told)) == (36, clashes.MOST_TOLD)
    assert nine.more == 36 - clashes.MOST_TOLD


@pytest.mark.parametrize("is_known", [False, True])
def test_a_dry_run_asks_the_same_few_queries_for_more_talks_and_writes_nothing(is_known):
    category = root_category()
    event = bring_in(small()).event if is_known else None

    def asked(number):
        talks = [talk(f"t{each}") for each in range(number)]
        with CaptureQueriesContext(connection) as queries:
            bring_in(small(*talks), dry_run=True, event=event, category=category)
        assert not [each for each in queries if each["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
        return len(queries)

    few = asked(1)

    assert few == asked(30)
    assert few == (25 if is_known else 3)


def test_fosdem_told_three_hard_conflicts_before_it_was_imported(published):
    schedule = published("fosdem-2020.xml")

    foreseen, report = told(schedule)
    again = bring_in(schedule, dry_run=True, event=report.event).clashes

    assert foreseen.number == 3
    assert foreseen == again == clashes_of(report.event)
    assert [sentence.count("Tsvetan Usunov") for sentence in foreseen.told] == [1, 1, 0]
