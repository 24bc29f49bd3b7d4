"""Entries of the working timetable are written together, kept as steps, and can be undone."""

from datetime import timedelta

import pytest

from tests.clock import at
from tests.factories.accounts import UserFactory
from tests.factories.timetable import BlockFactory, BreakFactory, SlotFactory
from timetable.models import Slot, Step, TimetableSettings
from timetable.operations import edit_slot, schedule_contribution, unschedule
from timetable.operations.freshness import check_fresh
from timetable.operations.rewriting import moved_by, write_plan
from timetable.operations.undoing import redo, undo
from timetable.plan import plan_of
from timetable.refusals import CannotUndo, Stale

pytestmark = pytest.mark.django_db


def places(event):
    return {slot.pk: (slot.starts_at, slot.parent_id) for slot in Slot.objects.filter(event=event)}


def test_a_moved_entry_goes_back_and_forth():
    slot = SlotFactory(starts_at=at("10:00"))
    person = UserFactory()
    edit_slot(slot, starts_at=at("11:00"), by=person)

    undo(slot.event, by=person)
    back = places(slot.event)
    redo(slot.event, by=person)

    assert back == {slot.pk: (at("10:00"), None)}
    assert places(slot.event) == {slot.pk: (at("11:00"), None)}


def test_what_was_taken_out_comes_back_as_it_was_with_all_a_block_held():
    block = BlockFactory(starts_at=at("10:00"), minutes=60)
    SlotFactory(event=block.event, parent=block, starts_at=at("10:00"))
    person = UserFactory()
    before = places(block.event)
    unschedule(block, by=person)

    undo(block.event, by=person)

    assert places(block.event) == before
    assert len(before) == 2


def test_one_does_not_undo_over_the_later_act_of_somebody_else():
    slot = SlotFactory(starts_at=at("10:00"))
    person, other = UserFactory(), UserFactory()
    edit_slot(slot, starts_at=at("11:00"), by=person)
    edit_slot(slot, starts_at=at("12:00"), by=other)

    with pytest.raises(CannotUndo, match="has changed"):
        undo(slot.event, by=person)

    assert places(slot.event) == {slot.pk: (at("12:00"), None)}


def test_one_undoes_ones_own_act_although_somebody_else_moved_another_entry():
    slot = SlotFactory(starts_at=at("10:00"))
    second = SlotFactory(event=slot.event, starts_at=at("10:00"))
    person, other = UserFactory(), UserFactory()
    edit_slot(slot, starts_at=at("11:00"), by=person)
    edit_slot(second, starts_at=at("12:00"), by=other)

    undo(slot.event, by=person)

    assert places(slot.event) == {slot.pk: (at("10:00"), None), second.pk: (at("12:00"), None)}


def test_an_act_on_several_entries_is_one_step():
    block = BlockFactory(starts_at=at("10:00"), minutes=60)
    SlotFactory(event=block.event, parent=block, starts_at=at("10:00"))
    person = UserFactory()

    edit_slot(block, starts_at=at("11:00"), by=person)

    assert [len(step.before) for step in Step.objects.filter(event=block.event)] == [2]


def test_a_block_grows_around_what_is_put_into_it():
    block = BlockFactory(starts_at=at("10:00"), minutes=60)
    talk = SlotFactory(event=block.event, parent=block, starts_at=at("10:00"))
    entry = moved_by(plan_of(block.event)[talk.pk], timedelta(minutes=50))

    written = write_plan(block.event, {talk.pk: entry}, by=None, verb="slot.edited", label="x")

    assert written.plan[block.pk].ends_at == at("11:10")
    assert len(written.notes) == 2  # of the block, and of the event, which ended at eleven


def test_nothing_is_written_when_one_of_several_can_not_be_placed():
    first = SlotFactory(starts_at=at("10:00"))
    second = SlotFactory(event=first.event, starts_at=at("11:00"))
    plan = plan_of(first.event)
    changes = {
        first.pk: moved_by(plan[first.pk], timedelta(minutes=10)),
        second.pk: moved_by(plan[second.pk], timedelta(days=400)),
    }

    with pytest.raises(Exception, match="not held"):
        write_plan(first.event, changes, by=None, verb="slot.edited", label="x")

    assert places(first.event) == {first.pk: (at("10:00"), None), second.pk: (at("11:00"), None)}


def test_who_saw_an_older_state_is_shown_the_newer():
    slot = SlotFactory(starts_at=at("10:00"))
    seen = Slot.objects.get(pk=slot.pk).revision
    edit_slot(slot, starts_at=at("11:00"), by=None)

    with pytest.raises(Stale) as stale:
        check_fresh(slot.event, {slot.pk: seen})

    assert stale.value.theirs.starts_at == at("11:00")


def test_in_drafts_a_new_slot_is_not_shown_and_in_a_live_timetable_it_is():
    talk = SlotFactory().contribution
    TimetableSettings.objects.create(event=talk.event, is_live=False)

    schedule_contribution(talk, starts_at=at("15:00"), by=None)

    assert (Slot.objects.filter(event=talk.event).count(), Slot.shown.filter(event=talk.event).count()) == (
        2,
        0,
    )


def test_a_timetable_that_goes_live_shows_what_it_holds():
    slot = BreakFactory()
    settings = TimetableSettings.objects.create(event=slot.event, is_live=False)

    settings.is_live = True
    settings.save()

    assert list(Slot.shown.filter(event=slot.event)) == [slot]
