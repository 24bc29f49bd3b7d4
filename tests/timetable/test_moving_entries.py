"""Entries in other places: blocks with what they hold, other days, other blocks, several at once, swapped."""

from datetime import date, timedelta

import pytest
from django.db import connection

from tests.clock import at
from tests.factories.events import EventFactory, EventRoomFactory
from tests.factories.programme import ContributionFactory, SessionFactory, SessionTypeFactory
from tests.factories.timetable import BlockFactory, BreakFactory, SlotFactory
from timetable.models import Slot
from timetable.operations.entries import Move, move_many
from timetable.operations.moving import (
    move_entry,
    move_to_day,
    place_contribution_in_block,
    swap_entries,
    swap_neighbour,
)
from timetable.operations.rewriting import moved_by, write_plan
from timetable.operations.scheduling import schedule_many
from timetable.operations.tidying import compact
from timetable.operations.whole import move_event
from timetable.plan import plan_of
from timetable.refusals import (
    CannotHold,
    GoneFromTheTimetable,
    InTheWay,
    NothingToMove,
    OutsideTheBlock,
    OutsideTheEvent,
    PastMidnight,
)

pytestmark = pytest.mark.django_db
NEXT = date(2027, 3, 16)


@pytest.fixture
def event():
    return EventFactory(starts_at=at("08:00"), ends_at=at("18:00", day=NEXT))


@pytest.fixture(autouse=True)
def consistent():
    yield
    connection.check_constraints()


def times(*slots):
    rows = Slot.objects.in_bulk([slot.pk for slot in slots])
    return [f"{rows[slot.pk].starts_at:%d %H:%M}-{rows[slot.pk].ends_at:%H:%M}" for slot in slots]


def test_a_block_moves_with_all_it_holds_into_its_new_room(event):
    old, new = EventRoomFactory.create_batch(2, event=event)
    block = BlockFactory(event=event, room=old, starts_at=at("09:00"))
    talk = SlotFactory(event=event, parent=block, room=old, starts_at=at("09:10"))
    pause = BreakFactory(event=event, parent=block, starts_at=at("09:30"))

    move_entry(event, block.pk, starts_at=at("14:00", day=NEXT), room=new, by=None)

    assert times(block, talk, pause) == ["16 14:00-15:00", "16 14:10-14:30", "16 14:30-14:50"]
    assert [slot.room for slot in Slot.objects.order_by("pk")] == [new, new, None]


def test_a_talk_that_was_deleted_keeps_its_place_in_a_block_that_moves(event):
    block = BlockFactory(event=event, starts_at=at("09:00"))
    talk = SlotFactory(event=event, parent=block, starts_at=at("09:10"))
    talk.contribution.deleted_at = at("07:00")
    talk.contribution.save()

    move_entry(event, block.pk, starts_at=at("14:00"), by=None)

    assert times(talk) == ["15 14:10-14:30"]


def test_a_child_before_the_start_of_its_block_extends_the_block(event):
    block = BlockFactory(event=event, starts_at=at("10:00"))
    talk = SlotFactory(event=event, parent=block, starts_at=at("10:00"))

    written = move_entry(event, talk.pk, starts_at=at("09:30"), by=None)

    assert times(block) == ["15 09:30-11:00"]
    assert len(written.notes) == 1


def test_a_block_is_not_made_shorter_than_what_it_holds(event):
    block = BlockFactory(event=event, starts_at=at("10:00"))
    SlotFactory(event=event, parent=block, starts_at=at("10:40"))

    with pytest.raises(OutsideTheBlock, match="would lie outside"):
        move_entry(event, block.pk, minutes=30, by=None)
    with pytest.raises(OutsideTheBlock, match="would lie outside"):
        move_entry(event, block.pk, starts_at=at("11:00"), minutes=30, by=None)

    assert times(block) == ["15 10:00-11:00"]


def test_posters_have_the_time_of_their_block_however_it_changes(event):
    session = SessionFactory(event=event, type=SessionTypeFactory(event=event, is_poster=True))
    block = BlockFactory(event=event, session=session, starts_at=at("10:00"))
    poster = SlotFactory(event=event, parent=block, starts_at=at("10:00"), minutes=60)

    move_entry(event, block.pk, starts_at=at("11:00"), minutes=30, by=None)

    assert times(poster) == ["15 11:00-11:30"]


def test_on_another_day_an_entry_keeps_its_time_and_leaves_its_block_and_session(event):
    room = EventRoomFactory(event=event)
    block = BlockFactory(event=event, room=room, starts_at=at("09:00"))
    talk = SlotFactory(
        event=event,
        parent=block,
        starts_at=at("09:10"),
        contribution=ContributionFactory(event=event, session=block.session),
    )

    move_to_day(event, talk.pk, NEXT, by=None)

    slot = Slot.objects.get(pk=talk.pk)
    assert times(talk) == ["16 09:10-09:30"]
    assert (slot.parent, slot.contribution.session, slot.room) == (None, None, room)


def test_a_talk_given_twice_in_a_session_does_not_leave_it_with_one_of_its_places(event):
    block = BlockFactory(event=event, starts_at=at("09:00"))
    talk = ContributionFactory(event=event, session=block.session)
    one, other = (
        SlotFactory(event=event, parent=block, contribution=talk, starts_at=at(clock))
        for clock in ("09:00", "09:30")
    )

    move_to_day(event, one.pk, NEXT, by=None)

    talk.refresh_from_db()
    other.refresh_from_db()
    assert (talk.session, other.parent) == (block.session, block)


def test_into_a_block_means_after_its_last_entry_and_into_its_session(event):
    block = BlockFactory(event=event, starts_at=at("09:00"))
    SlotFactory(event=event, parent=block, starts_at=at("09:00"), minutes=50)
    talk = SlotFactory(event=event, starts_at=at("15:00", day=NEXT))

    written = place_contribution_in_block(event, talk.pk, block, by=None)

    assert times(block, talk) == ["15 09:00-10:10", "15 09:50-10:10"]
    talk.contribution.refresh_from_db()
    assert talk.contribution.session == block.session
    assert len(written.notes) == 1


def test_nothing_is_put_into_a_block_past_midnight(event):
    block = BlockFactory(event=event, starts_at=at("23:00"), minutes=55)
    SlotFactory(event=event, parent=block, starts_at=at("23:00"), minutes=55)
    talk = SlotFactory(event=event, starts_at=at("15:00"))

    with pytest.raises(PastMidnight):
        place_contribution_in_block(event, talk.pk, block, by=None)

    assert times(block, talk) == ["15 23:00-23:55", "15 15:00-15:20"]


def test_several_entries_move_at_once_and_what_a_block_holds_with_it(event):
    room = EventRoomFactory(event=event)
    block = BlockFactory(event=event, starts_at=at("09:00"))
    inside = SlotFactory(event=event, parent=block, starts_at=at("09:10"))
    talk = SlotFactory(event=event, starts_at=at("11:00"))
    moves = {block.pk: Move(at("13:00"), room=room), talk.pk: Move(at("14:00"), room=room.pk)}

    move_many(event, moves, by=None)

    assert times(block, inside, talk) == ["15 13:00-14:00", "15 13:10-13:30", "15 14:00-14:20"]


def test_when_one_of_several_can_not_move_none_does(event):
    one, other = (SlotFactory(event=event, starts_at=at(clock)) for clock in ("09:00", "10:00"))
    elsewhere = EventRoomFactory()

    for moves, refusal in [
        ({one.pk: Move(at("11:00")), other.pk: Move(at("11:00") + timedelta(9))}, OutsideTheEvent),
        ({one.pk: Move(at("11:00")), other.pk: Move(at("12:00"), room=elsewhere)}, GoneFromTheTimetable),
        ({one.pk: Move(at("11:00")), other.pk: Move(at("23:50"))}, PastMidnight),
    ]:
        with pytest.raises(refusal):
            move_many(event, moves, by=None)

    assert times(one, other) == ["15 09:00-09:20", "15 10:00-10:20"]


def test_nothing_moves_to_years_that_calendars_do_not_know(event):
    slot = SlotFactory(event=event)
    late = at("10:00", day=date(9999, 12, 31))

    with pytest.raises(OutsideTheEvent):
        move_entry(event, slot.pk, starts_at=late, by=None)
    with pytest.raises(OutsideTheEvent):
        move_many(event, {slot.pk: Move(late)}, by=None)
    with pytest.raises(OutsideTheEvent):
        move_event(event, starts_at=late, by=None)
    for day in (date.min, date.max):
        with pytest.raises(OutsideTheEvent):
            move_to_day(event, slot.pk, day, by=None)
        with pytest.raises(OutsideTheEvent):
            compact(event, day=day, by=None)
        with pytest.raises(OutsideTheEvent):
            schedule_many(event, [ContributionFactory(event=event)], day=day, by=None)


def test_an_entry_of_another_event_is_not_there(event):
    foreign = SlotFactory()
    entry = moved_by(plan_of(foreign.event)[foreign.pk], timedelta(hours=1))

    with pytest.raises(GoneFromTheTimetable):
        move_entry(event, foreign.pk, starts_at=at("11:00"), by=None)
    with pytest.raises(GoneFromTheTimetable):
        swap_entries(event, foreign.pk, SlotFactory(event=event).pk, by=None)
    with pytest.raises(GoneFromTheTimetable):
        write_plan(event, {foreign.pk: entry}, by=None, verb="slot.edited", label="x")

    assert times(foreign) == ["15 10:00-10:20"]


def test_blocks_hold_no_blocks_and_not_themselves(event):
    one, other = BlockFactory.create_batch(2, event=event)
    talk = SlotFactory(event=event)

    for key, parent in [(one.pk, other), (one.pk, one), (talk.pk, SlotFactory(event=event))]:
        with pytest.raises(CannotHold):
            move_entry(event, key, parent=parent, by=None)


def test_an_entry_moves_in_and_out_of_a_block_on_the_same_day(event):
    block = BlockFactory(event=event, starts_at=at("09:00"))
    talk = SlotFactory(event=event, starts_at=at("11:00"))

    move_entry(event, talk.pk, starts_at=at("09:30"), parent=block, by=None)
    inside = Slot.objects.get(pk=talk.pk)
    move_entry(event, talk.pk, parent=None, by=None)
    outside = Slot.objects.get(pk=talk.pk)

    assert (inside.parent, inside.contribution.session) == (block, block.session)
    assert (outside.parent, outside.starts_at, outside.contribution.session) == (
        *(None, at("09:30")),
        block.session,
    )


def test_two_neighbours_that_swap_do_not_overlap_however_long_they_are(event):
    long = SlotFactory(event=event, starts_at=at("09:00"), minutes=50)
    short = SlotFactory(event=event, starts_at=at("10:00"), minutes=10)

    swap_entries(event, short.pk, long.pk, by=None)

    assert times(short, long) == ["15 09:00-09:10", "15 09:20-10:10"]


def test_what_is_apart_swaps_time_room_and_block(event):
    room = EventRoomFactory(event=event)
    block = BlockFactory(event=event, starts_at=at("09:00"))
    inside = SlotFactory(event=event, parent=block, starts_at=at("09:00"))
    talk = SlotFactory(event=event, starts_at=at("11:00", day=NEXT), room=room, minutes=30)

    swap_entries(event, inside.pk, talk.pk, by=None)

    rows = Slot.objects.in_bulk([inside.pk, talk.pk])
    assert times(inside, talk) == ["16 11:00-11:20", "15 09:00-09:30"]
    assert [rows[inside.pk].parent, rows[talk.pk].parent] == [None, block]
    assert [rows[inside.pk].room, rows[talk.pk].room] == [room, None]


def test_a_session_does_not_swap_with_what_it_holds(event):
    block = BlockFactory(event=event)
    inside = SlotFactory(event=event, parent=block)

    with pytest.raises(CannotHold):
        swap_entries(event, block.pk, inside.pk, by=None)
    with pytest.raises(NothingToMove):
        swap_entries(event, block.pk, block.pk, by=None)


def test_an_entry_goes_past_its_neighbour(event):
    one = SlotFactory(event=event, starts_at=at("09:00"), minutes=20)
    other = SlotFactory(event=event, starts_at=at("09:20"), minutes=50)

    swap_neighbour(event, one.pk, up=False, by=None)
    down = times(one, other)
    swap_neighbour(event, one.pk, up=True, by=None)

    assert down == ["15 09:50-10:10", "15 09:00-09:50"]
    assert times(one, other) == ["15 09:00-09:20", "15 09:20-10:10"]


def test_where_time_lies_between_neighbours_the_entry_closes_up_first(event):
    one = SlotFactory(event=event, starts_at=at("09:00"))
    other = SlotFactory(event=event, starts_at=at("10:00"))

    swap_neighbour(event, one.pk, up=False, by=None)
    down = times(one, other)
    swap_neighbour(event, other.pk, up=True, by=None)

    assert down == ["15 09:40-10:00", "15 10:00-10:20"]
    assert times(one, other) == ["15 10:00-10:20", "15 09:40-10:00"]


def test_an_entry_does_not_go_past_a_neighbour_with_company(event):
    one = SlotFactory(event=event, starts_at=at("09:00"))
    SlotFactory(event=event, starts_at=at("09:20"))
    SlotFactory(event=event, starts_at=at("09:30"))

    with pytest.raises(InTheWay, match="at the same time as"):
        swap_neighbour(event, one.pk, up=False, by=None)


def test_at_the_edges_of_a_room_nothing_is_swapped(event):
    red, blue = EventRoomFactory.create_batch(2, event=event)
    one = SlotFactory(event=event, starts_at=at("09:00"), room=red)
    SlotFactory(event=event, starts_at=at("09:20"), room=blue)

    with pytest.raises(NothingToMove, match="Nothing comes after"):
        swap_neighbour(event, one.pk, up=False, by=None)
    with pytest.raises(NothingToMove, match="Nothing comes before"):
        swap_neighbour(event, one.pk, up=True, by=None)
