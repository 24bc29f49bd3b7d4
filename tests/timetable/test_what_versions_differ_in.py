"""What two versions have apart, and how many changes wait."""

from dataclasses import replace
from datetime import timedelta

import pytest

from programme.operations import edit_contribution
from tests.clock import at
from tests.factories.events import EventRoomFactory
from tests.factories.programme import ContributionFactory, SessionFactory
from tests.factories.timetable import BlockFactory, BreakFactory, SlotFactory
from timetable.models import Slot, settings_of
from timetable.operations import edit_slot, schedule_contribution, unschedule
from timetable.operations.publishing import publish, work_in_drafts
from timetable.plan import Plan, PlanEntry
from timetable.versions import Kind, diff, lines_of, shown_edition, unpublished_count, working_edition

TALK = PlanEntry(key=1, starts_at=at("10:00"), ends_at=at("10:20"), contribution=5, label="On knots")
BLOCK = PlanEntry(key=2, starts_at=at("11:00"), ends_at=at("12:00"), session=7, label="Ropes", room=3)
INSIDE = PlanEntry(key=4, starts_at=at("11:00"), ends_at=at("11:20"), contribution=6, parent=2, label="In it")


def kinds(before, after, **values):
    return [change.kinds for change in diff(Plan.of(before), Plan.of(after), **values)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"starts_at": at("09:50")}, [(Kind.MOVED,)]),
        ({"ends_at": at("10:30")}, [(Kind.MOVED,)]),
        ({"room": 8}, [(Kind.MOVED,)]),
        ({"label": "On hitches"}, [(Kind.RETITLED,)]),
        ({"label": "On hitches", "room": 8}, [(Kind.MOVED, Kind.RETITLED)]),
        ({"description": "bring string"}, [(Kind.EDITED,)]),
        ({"room_name": "renamed"}, []),
        ({"is_pinned": True}, []),
    ],
)
def test_each_kind_of_change_of_one_entry(changes, expected):
    assert kinds([TALK], [replace(TALK, **changes)]) == expected


def test_what_is_new_what_is_gone_and_what_is_withdrawn():
    assert kinds([], [TALK]) == [(Kind.ADDED,)]
    assert kinds([TALK], []) == [(Kind.REMOVED,)]
    assert kinds([TALK], [], withdrawn={5}) == [(Kind.WITHDRAWN,)]


def test_what_has_no_room_of_its_own_moves_with_its_session():
    elsewhere = replace(BLOCK, room=9)

    assert kinds([BLOCK, INSIDE], [elsewhere, INSIDE]) == [(Kind.MOVED,), (Kind.MOVED,)]


def test_a_talk_taken_out_and_put_in_again_moved():
    again = replace(TALK, key=9, starts_at=at("15:00"), ends_at=at("15:20"))

    assert kinds([TALK], [again]) == [(Kind.MOVED,)]
    assert kinds([TALK], [again, replace(again, key=10)]) == [(Kind.REMOVED,), (Kind.ADDED,), (Kind.ADDED,)]


def test_breaks_are_not_known_again():
    coffee = PlanEntry(key=1, starts_at=at("10:00"), ends_at=at("10:20"), title="Coffee", label="Coffee")

    assert kinds([coffee], [replace(coffee, key=2)]) == [(Kind.REMOVED,), (Kind.ADDED,)]


def test_a_line_says_what_was_and_what_is():
    moved = replace(TALK, starts_at=at("11:00"), ends_at=at("11:20"), room=3, room_name="Red hall")

    (line,) = lines_of(diff(Plan.of([TALK]), Plan.of([moved])), zone=at("10:00").tzinfo)

    assert (line.kind, line.title) == ("Moved", "On knots")
    assert line.before.endswith("10:00–10:20")
    assert line.now.endswith("11:00–11:20, Red hall")


@pytest.mark.django_db
def test_the_count_in_sql_is_that_of_the_comparison():
    room = EventRoomFactory()
    event = room.event
    other = EventRoomFactory(event=event)
    block = BlockFactory(event=event, starts_at=at("10:00"), room=room, minutes=60)
    SlotFactory(event=event, parent=block, starts_at=at("10:00"))
    talks = [
        SlotFactory(event=event, starts_at=at("11:00") + timedelta(minutes=20 * n), room=room)
        for n in range(5)
    ]
    pause, gone = BreakFactory(event=event, starts_at=at("13:00")), BreakFactory(event=event)
    titled = BlockFactory(event=event, session=SessionFactory(event=event), starts_at=at("15:00"), title="I")
    counts = []

    def look():
        event.refresh_from_db()
        edition = working_edition(event).changes_since(shown_edition(settings_of(event)))
        assert unpublished_count(event) == len(edition)
        counts.append(len(edition))

    work_in_drafts(event, by=None)
    look()
    Slot.objects.filter(pk=block.pk).update(room=other)  # what has no room of its own moves with it
    look()
    edit_slot(talks[0], starts_at=at("14:00"), by=None)
    edit_contribution(talks[1].contribution, by=None, title="Another title")
    look()
    unschedule(talks[2], by=None)
    look()
    schedule_contribution(talks[2].contribution, starts_at=at("16:00"), by=None)
    schedule_contribution(ContributionFactory(event=event), starts_at=at("16:00"), by=None)
    look()
    edit_slot(pause, by=None, description="With cake")
    unschedule(gone, by=None)
    look()
    titled.session.title = "Another session"
    titled.session.save(update_fields=["title"])
    edit_slot(talks[3], by=None, is_pinned=True)
    look()
    publish(event, by=None)
    look()

    assert counts == [0, 2, 4, 5, 6, 8, 9, 0]
