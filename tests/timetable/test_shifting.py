"""What follows an entry moves along: R8 of the checklist, and no more than that."""

from datetime import date, timedelta

import pytest
from django.db import connection

from tests.clock import at
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, EventRoomFactory
from tests.factories.programme import SessionFactory
from tests.factories.timetable import BlockFactory, BreakFactory, SlotFactory
from timetable.models import Slot, Step
from timetable.operations.moving import move_entry, shift_following
from timetable.operations.undoing import undo
from timetable.refusals import NothingToMove, NotThatLong, PastMidnight, Stale

pytestmark = pytest.mark.django_db
NEXT = date(2027, 3, 16)


@pytest.fixture
def event():
    return EventFactory(starts_at=at("08:00"), ends_at=at("18:00", day=NEXT))


@pytest.fixture(autouse=True)
def consistent():
    yield
    connection.check_constraints()


def starts(*slots):
    rows = Slot.objects.in_bulk([slot.pk for slot in slots])
    return [f"{rows[slot.pk].starts_at:%H:%M}" for slot in slots]


def test_what_starts_at_or_after_the_old_end_moves_as_far_as_the_end_does(event):
    before = SlotFactory(event=event, starts_at=at("09:00"))
    entry = SlotFactory(event=event, starts_at=at("09:20"))
    parallel = SlotFactory(event=event, starts_at=at("09:30"))
    touching = SlotFactory(event=event, starts_at=at("09:40"))
    later = BreakFactory(event=event, starts_at=at("10:30"))
    next_day = SlotFactory(event=event, starts_at=at("10:30", day=NEXT))

    move_entry(event, entry.pk, minutes=35, shift_later=True, by=None)

    assert starts(before, entry, parallel, touching, later, next_day) == [
        *("09:00", "09:20", "09:30", "09:55", "10:45", "10:30")
    ]


def test_shifting_in_one_room_leaves_the_other_rooms_alone(event):
    red, blue = EventRoomFactory.create_batch(2, event=event)
    entry = SlotFactory(event=event, starts_at=at("09:00"), room=red)
    after = SlotFactory(event=event, starts_at=at("09:20"), room=red)
    elsewhere = SlotFactory(event=event, starts_at=at("09:20"), room=blue)
    lunch = BreakFactory(event=event, starts_at=at("12:00"))

    shift_following(event, entry.pk, delta=timedelta(minutes=10), by=None)

    assert starts(entry, after, elsewhere, lunch) == ["09:00", "09:30", "09:20", "12:00"]


def test_in_the_only_room_of_a_day_the_breaks_follow_too(event):
    room = EventRoomFactory(event=event)
    entry = SlotFactory(event=event, starts_at=at("09:00"), room=room)
    coffee = BreakFactory(event=event, starts_at=at("09:20"))

    shift_following(event, entry.pk, delta=timedelta(minutes=10), by=None)

    assert starts(coffee) == ["09:30"]


def test_shifting_inside_a_block_leaves_other_blocks_alone(event):
    block = BlockFactory(event=event, starts_at=at("09:00"))
    first, second = (
        SlotFactory(event=event, parent=block, starts_at=at(clock)) for clock in ("09:00", "09:20")
    )
    other = BlockFactory(event=event, starts_at=at("10:00"))
    inside = SlotFactory(event=event, parent=other, starts_at=at("10:00"))

    move_entry(event, first.pk, minutes=40, shift_later=True, by=None)

    assert starts(second, other, inside) == ["09:40", "10:00", "10:00"]


def test_for_one_session_only_its_own_blocks_are_shifted(event):
    session = SessionFactory(event=event)
    first = BlockFactory(event=event, session=session, starts_at=at("09:00"))
    foreign = BlockFactory(event=event, starts_at=at("10:00"))
    second = BlockFactory(event=event, session=session, starts_at=at("11:00"))
    talk = SlotFactory(event=event, parent=second, starts_at=at("11:10"))

    shift_following(event, first.pk, delta=timedelta(minutes=15), session=session, by=None)

    assert starts(foreign, second, talk) == ["10:00", "11:15", "11:25"]


def test_what_is_pinned_stays(event):
    entry = SlotFactory(event=event, starts_at=at("09:00"))
    pinned = BreakFactory(event=event, starts_at=at("12:00"), is_pinned=True)
    talk = SlotFactory(event=event, starts_at=at("13:00"))

    shift_following(event, entry.pk, delta=timedelta(minutes=10), by=None)

    assert starts(pinned, talk) == ["12:00", "13:10"]


def test_nothing_is_shifted_past_midnight_unless_that_is_meant(event):
    entry = SlotFactory(event=event, starts_at=at("22:00"))
    party = BreakFactory(event=event, title="Party", starts_at=at("22:30"), minutes=60)
    delta = timedelta(minutes=45)

    with pytest.raises(PastMidnight, match="“Party” would run past the end of its day"):
        shift_following(event, entry.pk, delta=delta, by=None)
    unmoved = starts(party)
    shift_following(event, entry.pk, delta=delta, allow_midnight=True, by=None)

    assert (unmoved, starts(party)) == (["22:30"], ["23:15"])


def test_where_the_day_changes_at_four_a_night_may_be_shifted_past_midnight(event):
    event.day_change = at("04:00").time()
    event.save()
    entry = SlotFactory(event=event, starts_at=at("22:00"))
    party = BreakFactory(event=event, starts_at=at("23:30"), minutes=60)

    shift_following(event, entry.pk, delta=timedelta(minutes=45), by=None)

    assert starts(party) == ["00:15"]


def test_after_the_last_entry_there_is_nothing_to_shift(event):
    last = SlotFactory(event=event)

    with pytest.raises(NothingToMove, match="Nothing comes after"):
        shift_following(event, last.pk, delta=timedelta(minutes=5), by=None)


def test_what_follows_does_not_come_along_to_another_day_or_room(event):
    room = EventRoomFactory(event=event)
    entry = SlotFactory(event=event, starts_at=at("09:00"))
    SlotFactory(event=event, starts_at=at("09:20"))

    with pytest.raises(NothingToMove, match="within a day"):
        move_entry(event, entry.pk, starts_at=at("09:00", day=NEXT), shift_later=True, by=None)
    with pytest.raises(NothingToMove, match="same room"):
        move_entry(event, entry.pk, room=room, minutes=30, shift_later=True, by=None)


def test_a_shift_is_one_step_that_is_undone_at_once(event):
    person = UserFactory()
    entry = SlotFactory(event=event, starts_at=at("09:00"))
    others = [SlotFactory(event=event, starts_at=at(clock)) for clock in ("09:20", "09:40")]
    move_entry(event, entry.pk, minutes=30, shift_later=True, by=person)
    moved = starts(*others)

    undo(event, by=person)

    assert (moved, starts(*others)) == (["09:30", "09:50"], ["09:20", "09:40"])
    assert Step.objects.get(event=event).verb == "slot.edited"
    entry.contribution.refresh_from_db()
    assert entry.contribution.minutes == 20


@pytest.mark.parametrize("minutes", [-5, 1441])
def test_no_length_that_can_not_be(event, minutes):
    entry = SlotFactory(event=event)

    with pytest.raises(NotThatLong):
        move_entry(event, entry.pk, minutes=minutes, by=None)


def test_who_moves_what_somebody_else_moved_is_told_so_and_nothing_moves(event):
    entry = SlotFactory(event=event, starts_at=at("09:00"))
    after = SlotFactory(event=event, starts_at=at("09:20"))
    seen = {slot.pk: slot.revision for slot in Slot.objects.all()}
    move_entry(event, after.pk, starts_at=at("11:00"), by=None)

    with pytest.raises(Stale) as stale:
        move_entry(event, entry.pk, minutes=30, shift_later=True, expected=seen, by=None)

    assert stale.value.theirs.starts_at == at("11:00")
    assert starts(entry, after) == ["09:00", "11:00"]
