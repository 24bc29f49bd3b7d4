"""Putting talks, sessions and breaks into the timetable, moving them, taking them out."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from events.operations import edit_event
from journal.models import Entry
from kit.moments import wall_to_utc
from programme.operations import delete_session, edit_contribution
from programme.refusals import NeedsATitle, NotOfThisEvent
from tests.clock import at
from tests.factories.events import EventFactory, EventRoomFactory
from tests.factories.programme import ContributionFactory, SessionFactory, SessionTypeFactory
from tests.factories.timetable import BlockFactory, BreakFactory, SlotFactory
from timetable.models import Slot
from timetable.operations import (
    edit_slot,
    schedule_break,
    schedule_contribution,
    schedule_session,
    unschedule,
)
from timetable.refusals import CannotHold, NotThatLong, OutsideTheBlock, OutsideTheEvent, StillInTheTimetable

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    """A day from 9:00 to 18:00."""
    return EventFactory(starts_at=at("09:00"), ends_at=at("18:00"))


@pytest.fixture(autouse=True)
def consistent():
    """The promises that PostgreSQL checks at commit hold after each test."""
    yield
    connection.check_constraints()


def times(slot):
    slot.refresh_from_db()
    return f"{slot.starts_at:%H:%M}", f"{slot.ends_at:%H:%M}"


def test_a_talk_is_as_long_as_its_slot(event):
    talk = ContributionFactory(event=event, minutes=25)
    slot = schedule_contribution(talk, starts_at=at("10:00"), by=None).slot
    assert times(slot) == ("10:00", "10:25")

    edit_slot(slot, by=None, minutes=40)
    talk.refresh_from_db()
    assert talk.minutes == 40

    edit_contribution(talk, by=None, minutes=15)
    assert times(slot) == ("10:00", "10:15")
    edit_contribution(talk, by=None, title="Other")
    assert times(slot) == ("10:00", "10:15")


def test_of_two_slots_each_keeps_its_length(event):
    talk = ContributionFactory(event=event, minutes=20)
    slots = [schedule_contribution(talk, starts_at=at(clock), by=None).slot for clock in ("10:00", "14:00")]

    edit_contribution(talk, by=None, minutes=30)

    assert [slot.minutes for slot in Slot.objects.filter(pk__in=[slot.pk for slot in slots])] == [20, 20]


def test_a_talk_beyond_its_block_makes_the_block_longer_and_says_so(event):
    block = BlockFactory(event=event)
    talk = ContributionFactory(event=event, minutes=20)

    placed = schedule_contribution(talk, starts_at=at("10:50"), parent=block, by=None)

    assert times(block) == ("10:00", "11:10")
    assert placed.notes == [f"“{block.label}” now runs from 10:00 to 11:10."]
    talk.refresh_from_db()
    assert talk.session == block.session


def test_what_is_beyond_the_event_makes_the_event_longer_and_says_so(event):
    placed = schedule_break(event, "Party", starts_at=at("17:30"), minutes=180, by=None)

    event.refresh_from_db()
    assert event.ends_at == at("20:30")
    assert "20:30" in placed.notes[0]

    placed = schedule_break(event, "Doors", starts_at=at("08:00"), minutes=0, by=None)
    event.refresh_from_db()
    assert event.starts_at == at("08:00")
    assert len(placed.notes) == 1


def test_nothing_begins_on_a_day_that_is_not_the_events(event):
    with pytest.raises(OutsideTheEvent, match="16 March"):
        schedule_break(event, "Party", starts_at=at("01:00", day=date(2027, 3, 16)), minutes=60, by=None)

    assert not Slot.objects.exists()


def test_a_party_may_cross_midnight_and_the_day_change_counts(event):
    placed = schedule_break(event, "Party", starts_at=at("23:00"), minutes=180, by=None)
    assert len(placed.notes) == 1

    edit_event(event, by=None, day_change=time(4))
    late = schedule_break(event, "Encore", starts_at=at("02:00", day=date(2027, 3, 16)), minutes=30, by=None)
    assert late.slot.day == date(2027, 3, 15)


def test_a_talk_at_a_time_the_clocks_skip(event):
    zone = ZoneInfo("Europe/Paris")
    night = date(2027, 3, 28)
    event = EventFactory(
        starts_at=wall_to_utc(night, time(0), zone)[0],
        ends_at=wall_to_utc(night, time(12), zone)[0],
        time_zone=zone.key,
    )
    moment, note = wall_to_utc(night, time(2, 30), zone)

    slot = schedule_contribution(ContributionFactory(event=event, minutes=60), starts_at=moment, by=None).slot

    assert note is not None
    assert f"{slot.starts_at.astimezone(zone):%H:%M}" == "03:30"
    assert slot.minutes == 60
    assert slot.day == night


def test_what_a_block_holds_moves_along(event):
    old, new = EventRoomFactory.create_batch(2, event=event)
    block = BlockFactory(event=event, room=old)
    talk = SlotFactory(event=event, parent=block, room=old)
    other = BreakFactory(event=event, parent=block, starts_at=at("10:20"), room=None)

    edit_slot(block, starts_at=at("14:00"), room=new, by=None)

    assert (times(talk), times(other)) == (("14:00", "14:20"), ("14:20", "14:40"))
    assert talk.room == new
    assert other.room is None


def test_a_block_does_not_end_before_what_it_holds(event):
    block = BlockFactory(event=event)
    SlotFactory(event=event, parent=block, starts_at=at("10:30"))

    with pytest.raises(OutsideTheBlock, match="Shorten or move"):
        edit_slot(block, minutes=40, by=None)

    assert times(block) == ("10:00", "11:00")


def test_posters_have_the_time_of_their_block(event):
    session = SessionFactory(event=event, type=SessionTypeFactory(event=event, is_poster=True))
    block = BlockFactory(event=event, session=session, minutes=90)
    poster = ContributionFactory(event=event, minutes=20)

    slot = schedule_contribution(poster, starts_at=at("10:10"), parent=block, by=None).slot
    assert times(slot) == ("10:00", "11:30")
    poster.refresh_from_db()
    assert poster.minutes == 20

    edit_slot(block, starts_at=at("12:00"), minutes=60, by=None)
    assert times(slot) == ("12:00", "13:00")


def test_only_blocks_hold_and_never_blocks(event):
    block, inner = BlockFactory(event=event), BlockFactory(event=event)
    pause = BreakFactory(event=event)

    with pytest.raises(CannotHold):
        edit_slot(inner, parent=block, by=None)
    with pytest.raises(CannotHold):
        schedule_contribution(ContributionFactory(event=event), starts_at=at("10:00"), parent=pause, by=None)


def test_a_talk_on_another_day_than_its_block_is_refused():
    event = EventFactory(starts_at=at("09:00"), ends_at=at("18:00", day=date(2027, 3, 17)))
    block = BlockFactory(event=event)

    with pytest.raises(OutsideTheBlock, match="another day"):
        schedule_contribution(
            ContributionFactory(event=event),
            starts_at=at("10:00", day=date(2027, 3, 16)),
            parent=block,
            by=None,
        )


@pytest.mark.case("S3")
def test_rooms_and_blocks_of_other_events_are_refused(event):
    talk = ContributionFactory(event=event)
    slot = SlotFactory(event=event, contribution=talk)

    with pytest.raises(NotOfThisEvent):
        schedule_contribution(talk, starts_at=at("10:00"), room=EventRoomFactory(), by=None)
    with pytest.raises(NotOfThisEvent):
        edit_slot(slot, parent=BlockFactory(), by=None)
    with pytest.raises(NotOfThisEvent):
        edit_slot(slot, room=EventRoomFactory(), by=None)


@pytest.mark.parametrize("minutes", [-1, 1441, 10**9])
def test_impossible_lengths_are_refused(event, minutes):
    with pytest.raises(NotThatLong):
        schedule_break(event, "Coffee", starts_at=at("10:00"), minutes=minutes, by=None)


def test_a_break_needs_a_title(event):
    with pytest.raises(NeedsATitle):
        schedule_break(event, " ", starts_at=at("10:00"), minutes=20, by=None)


def test_unscheduling_a_block_takes_what_it_holds_out_and_logs_it(event):
    session = SessionFactory(event=event, title="Morning")
    block = schedule_session(session, starts_at=at("10:00"), minutes=60, by=None).slot
    talk = SlotFactory(event=event, parent=block).contribution

    unschedule(block, by=None)

    assert not Slot.objects.exists()
    talk.refresh_from_db()
    entry = Entry.objects.latest("pk")
    assert (entry.verb, entry.subject) == ("slot.unscheduled", "Morning")
    assert entry.changes["contents"] == [talk.title, ""]


def test_an_event_does_not_become_shorter_than_its_timetable(event):
    SlotFactory(event=event, starts_at=at("16:00"))

    with pytest.raises(StillInTheTimetable, match="Move it first"):
        edit_event(event, by=None, ends_at=at("15:00"))
    edit_event(event, by=None, ends_at=at("16:20"))
    edit_event(event, by=None, starts_at=at("10:00"))


def test_a_talk_of_another_session_leaves_the_block(event):
    room = EventRoomFactory(event=event)
    block = BlockFactory(event=event, room=room)
    talk = ContributionFactory(event=event)
    slot = schedule_contribution(talk, starts_at=at("10:00"), parent=block, by=None).slot

    edit_contribution(talk, by=None, session=None)

    slot.refresh_from_db()
    assert slot.parent is None
    assert slot.room == room


def test_a_deleted_session_leaves_its_talks_where_they_are(event):
    block = BlockFactory(event=event)
    talk = ContributionFactory(event=event)
    slot = schedule_contribution(talk, starts_at=at("10:00"), parent=block, by=None).slot
    pause = BreakFactory(event=event, parent=block, starts_at=at("10:20"))

    delete_session(block.session, by=None)

    assert set(Slot.objects.all()) == {slot, pause}
    assert not Slot.objects.filter(parent__isnull=False).exists()
