"""Talks one after the other from the next free time, and the frame of a day on another day."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programme.refusals import NotOfThisEvent
from tests.clock import DAY, at
from tests.factories.events import EventFactory, EventRoomFactory
from tests.factories.programme import ContributionFactory
from tests.factories.timetable import BlockFactory, BreakFactory, SlotFactory
from timetable.models import Slot
from timetable.operations.scheduling import copy_frame, next_free, schedule_many
from timetable.refusals import CannotHold, InTheWay, NothingToMove, OutsideTheEvent, PastMidnight

pytestmark = pytest.mark.django_db
NEXT = date(2027, 3, 16)


@pytest.fixture
def event():
    return EventFactory(starts_at=at("09:00"), ends_at=at("18:00", day=NEXT))


@pytest.fixture(autouse=True)
def consistent():
    yield
    connection.check_constraints()


def times(slots):
    return [f"{slot.starts_at:%d %H:%M}-{slot.ends_at:%H:%M}" for slot in slots.order_by("starts_at", "pk")]


def test_an_empty_first_day_begins_with_the_event_and_another_at_eight(event):
    assert next_free(event, DAY, 20) == at("09:00")
    assert next_free(event, NEXT, 20) == at("08:00", day=NEXT)


def test_the_next_free_time_is_after_the_last_entry_of_the_day_or_of_the_room(event):
    red, blue = EventRoomFactory.create_batch(2, event=event)
    SlotFactory(event=event, starts_at=at("10:00"), room=red)
    SlotFactory(event=event, starts_at=at("14:00"), room=blue)

    assert [next_free(event, DAY, 20, room) for room in (None, red, blue)] == [
        *(at("14:20"), at("10:20"), at("14:20"))
    ]


def test_a_break_for_all_is_not_run_into(event):
    room = EventRoomFactory(event=event)
    SlotFactory(event=event, starts_at=at("11:40"), room=room)
    BreakFactory(event=event, starts_at=at("12:00"), minutes=60)

    assert next_free(event, DAY, 20, room) == at("13:00")


def test_a_day_that_is_full_to_midnight_has_no_free_time(event):
    SlotFactory(event=event, starts_at=at("23:30"), minutes=25)

    with pytest.raises(PastMidnight, match="no free time left"):
        next_free(event, DAY, 20)


def test_where_the_day_changes_at_four_the_night_is_still_free(event):
    event.day_change = time(4)
    event.save()
    SlotFactory(event=event, starts_at=at("23:30"), minutes=30)

    assert next_free(event, DAY, 20) == at("00:00", day=NEXT)


def test_talks_are_placed_one_after_the_other_each_as_long_as_it_is(event):
    room = EventRoomFactory(event=event)
    BreakFactory(event=event, starts_at=at("09:45"), minutes=15)
    talks = [ContributionFactory(event=event, minutes=minutes) for minutes in (30, 20, 10)]

    written = schedule_many(event, talks, day=DAY, room=room, by=None)

    assert times(Slot.objects.filter(room=room)) == ["15 09:00-09:30", "15 10:00-10:20", "15 10:20-10:30"]
    assert len(written.made) == 3


def test_talks_are_placed_after_the_last_entry_of_a_block_and_join_its_session(event):
    block = BlockFactory(event=event, starts_at=at("10:00"), minutes=30)
    SlotFactory(event=event, parent=block, starts_at=at("10:00"))
    talks = ContributionFactory.create_batch(2, event=event, minutes=15)

    schedule_many(event, talks, day=DAY, parent=block, by=None)

    inside = Slot.objects.filter(contribution__in=talks)
    assert times(inside) == ["15 10:20-10:35", "15 10:35-10:50"]
    assert {slot.contribution.session for slot in inside} == {block.session}
    assert times(Slot.objects.filter(pk=block.pk)) == ["15 10:00-10:50"]


def test_all_talks_fit_into_the_day_or_none_is_placed(event):
    SlotFactory(event=event, starts_at=at("23:00"))
    talks = ContributionFactory.create_batch(3, event=event, minutes=20)

    with pytest.raises(PastMidnight, match="Only 2 of 3 fit"):
        schedule_many(event, talks, day=DAY, by=None)

    assert Slot.objects.count() == 1


def test_what_has_its_place_and_what_is_of_another_event_is_not_placed(event):
    with pytest.raises(InTheWay, match="has its place"):
        schedule_many(event, [SlotFactory(event=event).contribution], day=DAY, by=None)
    with pytest.raises(NotOfThisEvent):
        schedule_many(event, [ContributionFactory()], day=DAY, by=None)
    parent = SlotFactory(event=event)
    with pytest.raises(CannotHold):
        schedule_many(event, [ContributionFactory(event=event)], day=DAY, parent=parent, by=None)


def test_placing_talks_costs_as_many_queries_for_three_as_for_thirty(event):
    room = EventRoomFactory(event=event)
    few, many = (ContributionFactory.create_batch(number, event=event, minutes=5) for number in (3, 30))
    counts = []
    for talks in (few, many):
        with CaptureQueriesContext(connection) as queries:
            schedule_many(event, talks, day=DAY, room=room, by=None)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_frame_of_a_day_is_its_breaks_and_its_sessions_without_talks(event):
    room = EventRoomFactory(event=event)
    block = BlockFactory(event=event, room=room, starts_at=at("10:00"))
    SlotFactory(event=event, parent=block, starts_at=at("10:00"))
    BreakFactory(event=event, parent=block, title="Stretch", starts_at=at("10:30"))
    BreakFactory(event=event, title="Lunch", starts_at=at("12:00"))
    SlotFactory(event=event, starts_at=at("14:00"))

    copy_frame(event, from_day=DAY, to_day=NEXT, by=None)

    copies = Slot.objects.filter(starts_at__gte=at("00:00", day=NEXT))
    assert times(copies) == ["16 10:00-11:00", "16 10:30-10:50", "16 12:00-12:20"]
    assert [slot.label for slot in copies.in_order()] == [block.session.title, "Stretch", "Lunch"]
    assert copies.get(title="Stretch").parent == copies.get(session=block.session)


def test_a_frame_is_added_to_what_is_there_only_when_told_to(event):
    BreakFactory(event=event, title="Lunch", starts_at=at("12:00"))
    SlotFactory(event=event, starts_at=at("12:10", day=NEXT))

    with pytest.raises(InTheWay, match="in the way of “Lunch”"):
        copy_frame(event, from_day=DAY, to_day=NEXT, by=None)
    copy_frame(event, from_day=DAY, to_day=NEXT, add=True, by=None)

    assert Slot.objects.filter(title="Lunch").count() == 2


def test_a_frame_is_copied_to_another_day_of_the_event(event):
    with pytest.raises(NothingToMove, match="no breaks"):
        copy_frame(event, from_day=DAY, to_day=NEXT, by=None)
    BreakFactory(event=event, starts_at=at("12:00"))
    with pytest.raises(NothingToMove, match="another day"):
        copy_frame(event, from_day=DAY, to_day=DAY, by=None)
    with pytest.raises(OutsideTheEvent):
        copy_frame(event, from_day=DAY, to_day=date(2027, 4, 1), by=None)
