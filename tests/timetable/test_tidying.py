"""A day put in order: closed up, stretched, blocks fitted to what they hold (R9 of the checklist)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.clock import DAY, at
from tests.factories.events import EventFactory, EventRoomFactory
from tests.factories.programme import SessionFactory
from tests.factories.timetable import BlockFactory, BreakFactory, SlotFactory
from timetable.models import Slot
from timetable.operations.acting import rehearse
from timetable.operations.tidying import Mode, compact, fit_block, reschedule_day, stretch
from timetable.refusals import CannotHold, NothingToMove, NotThatLong, OutsideTheBlock, PastMidnight

pytestmark = pytest.mark.django_db
NEXT = date(2027, 3, 16)


@pytest.fixture
def event():
    return EventFactory(starts_at=at("09:00"), ends_at=at("18:00", day=NEXT))


@pytest.fixture(autouse=True)
def consistent():
    yield
    connection.check_constraints()


def times(*slots):
    rows = Slot.objects.in_bulk([slot.pk for slot in slots])
    return [f"{rows[slot.pk].starts_at:%H:%M}-{rows[slot.pk].ends_at:%H:%M}" for slot in slots]


def day_of(event, *clocks, day=DAY, **values):
    return [SlotFactory(event=event, starts_at=at(clock, day=day), **values) for clock in clocks]


def test_a_day_is_closed_up_from_the_hour_of_the_event_with_gaps(event):
    slots = day_of(event, "09:30", "10:15", "12:00")

    compact(event, day=DAY, gap_minutes=5, by=None)

    assert times(*slots) == ["09:00-09:20", "09:25-09:45", "09:50-10:10"]


def test_a_day_that_begins_earlier_than_the_event_keeps_its_beginning(event):
    slots = day_of(event, "08:00", "10:15", day=NEXT)

    compact(event, day=NEXT, by=None)

    assert times(*slots) == ["08:00-08:20", "08:20-08:40"]


def test_what_runs_at_the_same_time_stays_together(event):
    red, blue = EventRoomFactory.create_batch(2, event=event)
    (one,) = day_of(event, "10:00", room=red)
    (other,) = day_of(event, "10:10", room=blue)
    (after,) = day_of(event, "11:00", room=red)

    compact(event, day=DAY, by=None)

    assert times(one, other, after) == ["09:00-09:20", "09:10-09:30", "09:30-09:50"]


def test_blocks_close_up_with_what_they_hold(event):
    block = BlockFactory(event=event, starts_at=at("10:00"))
    (inside,) = day_of(event, "10:20", parent=block)

    compact(event, day=DAY, by=None)

    assert times(block, inside) == ["09:00-10:00", "09:20-09:40"]


def test_inside_a_block_it_closes_up_from_its_start_and_nothing_else_moves(event):
    block = BlockFactory(event=event, starts_at=at("10:00"))
    inside = day_of(event, "10:10", "10:40", parent=block)
    (outside,) = day_of(event, "12:00")

    compact(event, day=DAY, block=block, gap_minutes=5, by=None)

    assert times(*inside, block, outside) == ["10:00-10:20", "10:25-10:45", "10:00-11:00", "12:00-12:20"]


def test_the_blocks_of_a_session_close_up_around_what_is_in_their_room(event):
    room = EventRoomFactory(event=event)
    session = SessionFactory(event=event)
    first = BlockFactory(event=event, session=session, room=room, starts_at=at("09:00"), minutes=30)
    foreign = BlockFactory(event=event, room=room, starts_at=at("09:45"), minutes=60)
    second = BlockFactory(event=event, session=session, room=room, starts_at=at("12:00"), minutes=30)

    compact(event, day=DAY, session=session, by=None)

    assert times(first, foreign, second) == ["09:00-09:30", "09:45-10:45", "10:45-11:15"]


def test_what_is_pinned_is_not_run_into(event):
    lunch = BreakFactory(event=event, starts_at=at("09:30"), minutes=30, is_pinned=True)
    slots = day_of(event, "10:30", "11:30")

    compact(event, day=DAY, by=None)

    assert times(lunch, *slots) == ["09:30-10:00", "09:00-09:20", "10:00-10:20"]


def test_a_day_that_would_not_end_in_time_is_not_closed_up(event):
    slots = day_of(event, "09:00", "12:00", "14:00", "16:00", "18:00")

    with pytest.raises(PastMidnight):
        compact(event, day=DAY, gap_minutes=240, by=None)

    assert times(*slots)[-1] == "18:00-18:20"


def test_gaps_are_from_nothing_to_four_hours(event):
    for gap in (-1, 241):
        with pytest.raises(NotThatLong, match="gap from 0 to 240"):
            compact(event, day=DAY, gap_minutes=gap, by=None)


def test_each_entry_lasts_until_the_next_and_the_last_keeps_its_length(event):
    slots = day_of(event, "09:00", "10:00", "10:50")

    stretch(event, day=DAY, gap_minutes=10, by=None)

    assert times(*slots) == ["09:00-09:50", "10:00-10:40", "10:50-11:10"]
    assert [Slot.objects.get(pk=slot.pk).contribution.minutes for slot in slots] == [50, 40, 20]


def test_less_than_a_minute_is_not_a_length(event):
    slots = day_of(event, "09:00", "09:30")

    with pytest.raises(NotThatLong, match="less than a minute"):
        stretch(event, day=DAY, gap_minutes=30, by=None)

    assert times(*slots) == ["09:00-09:20", "09:30-09:50"]


def test_stretching_looks_at_the_same_room_and_at_breaks_for_all(event):
    red, blue = EventRoomFactory.create_batch(2, event=event)
    (one,) = day_of(event, "09:00", room=red)
    (elsewhere,) = day_of(event, "09:30", room=blue)
    coffee = BreakFactory(event=event, starts_at=at("10:00"))
    (last,) = day_of(event, "11:00", room=red)

    stretch(event, day=DAY, by=None)

    assert times(one, elsewhere, coffee, last) == [
        *("09:00-10:00", "09:30-10:00"),
        *("10:00-11:00", "11:00-11:20"),
    ]


def test_a_block_is_not_shortened_below_what_it_holds(event):
    block = BlockFactory(event=event, starts_at=at("09:00"))
    day_of(event, "09:40", parent=block)
    day_of(event, "10:00")

    with pytest.raises(OutsideTheBlock):
        stretch(event, day=DAY, gap_minutes=10, by=None)


def test_a_block_is_fitted_from_its_first_start_to_its_last_end(event):
    block = BlockFactory(event=event, starts_at=at("09:00"), minutes=120)
    day_of(event, "09:20", "10:00", parent=block)

    fit_block(event, block.pk, by=None)

    assert times(block) == ["09:20-10:20"]


def test_only_a_block_with_something_in_it_can_be_fitted(event):
    (talk,) = day_of(event, "09:00")

    with pytest.raises(CannotHold):
        fit_block(event, talk.pk, by=None)
    with pytest.raises(NothingToMove):
        fit_block(event, BlockFactory(event=event).pk, by=None)


def test_rescheduling_fits_blocks_before_it_closes_up(event):
    block = BlockFactory(event=event, starts_at=at("09:00"), minutes=120)
    (inside,) = day_of(event, "09:20", parent=block)
    (after,) = day_of(event, "12:00")

    reschedule_day(event, DAY, Mode.FIT, by=None)
    fitted = times(block, after)
    reschedule_day(event, DAY, Mode.STARTS, 10, by=None)

    assert fitted == ["09:20-09:40", "12:00-12:20"]
    assert times(block, inside, after) == ["09:00-09:20", "09:00-09:20", "09:30-09:50"]


def test_a_rehearsal_says_what_would_change_and_changes_nothing(event):
    slots = day_of(event, "10:00", "11:00")

    written = rehearse(lambda: compact(event, day=DAY, by=None))

    assert [f"{written.plan[slot.pk].starts_at:%H:%M}" for slot in slots] == ["09:00", "09:20"]
    assert times(*slots) == ["10:00-10:20", "11:00-11:20"]
    assert not event.timetable_steps.exists()


def test_closing_up_costs_as_many_queries_for_three_entries_as_for_thirty(event):
    counts = []
    for number in (3, 30):
        SlotFactory.create_batch(number, event=event, starts_at=at("12:00"))
        with CaptureQueriesContext(connection) as queries:
            compact(event, day=DAY, by=None)
        counts.append(len(queries))

    assert counts[0] == counts[1]
