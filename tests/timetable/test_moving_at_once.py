"""Two people who move things of one timetable at the same moment: one after the other, and nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from kit.refusals import Refused
from tests.clock import DAY, at
from tests.factories.events import EventFactory
from tests.factories.programme import ContributionFactory
from tests.factories.timetable import SlotFactory
from timetable.models import Slot, Step
from timetable.operations.moving import move_entry, shift_following
from timetable.operations.scheduling import schedule_many
from timetable.refusals import InTheWay, Stale

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def event():
    return EventFactory(starts_at=at("08:00"), ends_at=at("20:00"))


def at_once(*acts):
    """What each came to: the kind of its refusal, or None."""
    start = Barrier(len(acts))

    def one(act):
        try:
            start.wait(5)
            act()
        except Refused as refusal:
            return type(refusal)
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(acts)) as people:
        return [task.result(timeout=20) for task in [people.submit(one, act) for act in acts]]


def test_of_two_who_saw_the_same_entry_one_moves_it_and_the_other_is_told(event):
    slot = SlotFactory(event=event)
    seen = {slot.pk: Slot.objects.get(pk=slot.pk).revision}

    outcomes = at_once(
        lambda: move_entry(event, slot.pk, starts_at=at("11:00"), expected=seen, by=None),
        lambda: move_entry(event, slot.pk, starts_at=at("12:00"), expected=seen, by=None),
    )

    assert sorted(outcomes, key=str) == sorted([None, Stale], key=str)
    assert Step.objects.count() == 1


def test_two_who_move_different_entries_do_not_hinder_each_other(event):
    one, other = (SlotFactory(event=event, starts_at=at(clock)) for clock in ("09:00", "10:00"))
    seen = {slot.pk: slot.revision for slot in Slot.objects.all()}

    outcomes = at_once(
        lambda: move_entry(event, one.pk, starts_at=at("11:00"), expected={one.pk: seen[one.pk]}, by=None),
        lambda: move_entry(
            event, other.pk, starts_at=at("12:00"), expected={other.pk: seen[other.pk]}, by=None
        ),
    )

    assert outcomes == [None, None]
    assert sorted(Slot.objects.values_list("starts_at", flat=True)) == [at("11:00"), at("12:00")]


def test_two_shifts_at_once_add_up(event):
    first, after = (SlotFactory(event=event, starts_at=at(clock)) for clock in ("09:00", "10:00"))

    outcomes = at_once(
        *2 * [lambda: shift_following(event, first.pk, delta=timedelta(minutes=10), by=None)],
    )

    after.refresh_from_db()
    assert (outcomes, after.starts_at) == ([None, None], at("10:20"))


def test_a_talk_that_two_schedule_at_once_gets_one_place(event):
    talk = ContributionFactory(event=event, minutes=20)

    outcomes = at_once(*2 * [lambda: schedule_many(event, [talk], day=DAY, by=None)])

    assert sorted(outcomes, key=str) == sorted([None, InTheWay], key=str)
    assert Slot.objects.count() == 1
