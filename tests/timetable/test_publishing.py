"""Working in drafts: what is shown, what publishing changes, and what calendars count."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from access.models import AccessList
from access.operations import open_access_list
from events.models import Event
from events.operations import create_event
from programme.operations import delete_contribution, withdraw_contribution
from tests.clock import at
from tests.factories.accounts import UserFactory
from tests.factories.events import CategoryFactory, EventFactory, EventRoomFactory
from tests.factories.programme import ContributionFactory
from tests.factories.timetable import BlockFactory, BreakFactory, SlotFactory
from timetable.models import Slot, TimetableSettings, Version, settings_of
from timetable.operations import edit_slot, schedule_contribution, unschedule
from timetable.operations.publishing import publish, show_at_once, work_in_drafts
from timetable.operations.rewriting import write_plan
from timetable.operations.rolling_back import roll_back
from timetable.plan import plan_of, shown_plan_of
from timetable.refusals import NothingToPublish, OutsideTheEvent, PublishedMeanwhile
from timetable.versions import Kind, edition_of, unpublished_count, working_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return UserFactory()


def drafted(*slots):
    """The event of these slots, worked on in drafts from now on."""
    event = slots[0].event
    work_in_drafts(event, by=None)
    return event


def first_version(event):
    """What shows now, as the first version."""
    work_in_drafts(event, by=None)
    return Version.objects.get(event=event)


def shown(event):
    """What anybody is shown: label, start and the SEQUENCE part of each slot."""
    slots = Slot.shown.filter(event=event).order_by("starts_at", "copy_of")
    return [(slot.label, slot.starts_at, slot.revision) for slot in slots]


def begin_times(event):
    return [starts_at for _label, starts_at, _revision in shown(event)]


def kinds(before, after):
    return [change.kinds for change in edition_of(after).changes_since(edition_of(before))]


@pytest.mark.parametrize(
    ("kind", "is_live"),
    [(Event.Kind.CONFERENCE, False), (Event.Kind.MEETING, True), (Event.Kind.LECTURE, True)],
)
def test_new_conferences_are_worked_on_in_drafts_others_are_live(kind, is_live, person):
    event = create_event(
        CategoryFactory(),
        by=person,
        kind=kind,
        title="New",
        starts_at=at("09:00"),
        ends_at=at("18:00"),
        time_zone="UTC",
    )

    assert settings_of(event).is_live is is_live
    assert event.revision == Event.objects.get(pk=event.pk).revision


def test_switching_to_drafts_changes_nothing_for_those_who_look(person):
    block = BlockFactory(starts_at=at("10:00"))
    talk = SlotFactory(event=block.event, parent=block, starts_at=at("10:00"))
    edit_slot(talk, starts_at=at("10:20"), by=person)
    before = shown(block.event)

    work_in_drafts(block.event, by=person)

    assert shown(block.event) == before
    assert Slot.shown.get(copy_of=talk.pk).parent == Slot.shown.get(copy_of=block.pk)
    assert [str(version) for version in Version.objects.all()] == ["v1"]


def test_an_empty_timetable_has_no_first_version(person):
    event = EventFactory()

    work_in_drafts(event, by=person)

    assert not settings_of(event).is_live
    assert not Version.objects.exists()


def test_a_change_shows_when_it_is_published(person):
    slot = SlotFactory(starts_at=at("10:00"))
    event = drafted(slot)
    edit_slot(slot, starts_at=at("11:00"), by=person)
    before = begin_times(event)

    publish(event, by=person)

    assert before == [at("10:00")]
    assert begin_times(event) == [at("11:00")]


def test_publishing_touches_only_what_changed(person):
    moved = SlotFactory(starts_at=at("10:00"))
    still = SlotFactory(event=moved.event, starts_at=at("10:00"))
    event = drafted(moved, still)
    before = {slot.copy_of: (slot.pk, slot.revision) for slot in Slot.shown.filter(event=event)}
    edit_slot(moved, starts_at=at("10:30"), by=person)

    publish(event, by=person)

    after = {slot.copy_of: (slot.pk, slot.revision) for slot in Slot.shown.filter(event=event)}
    assert after[still.pk] == before[still.pk]
    assert after[moved.pk] == (before[moved.pk][0], before[moved.pk][1] + 1)


def test_what_leaves_a_block_that_goes_is_still_shown(person):
    block = BlockFactory(starts_at=at("10:00"))
    talk = SlotFactory(event=block.event, parent=block, starts_at=at("10:00"))
    event = drafted(block, talk)
    edit_slot(talk, by=person, parent=None)
    unschedule(block, by=person)

    publish(event, by=person)

    assert [(slot.copy_of, slot.parent) for slot in Slot.shown.filter(event=event)] == [(talk.pk, None)]


def test_what_is_put_into_a_new_block_lies_in_its_copy(person):
    event = drafted(BreakFactory(starts_at=at("09:00")))
    block = BlockFactory(event=event, starts_at=at("10:00"))
    talk = SlotFactory(event=event, parent=block, starts_at=at("10:00"))

    publish(event, by=person)

    assert Slot.shown.get(copy_of=talk.pk).parent == Slot.shown.get(copy_of=block.pk)
    assert shown_plan_of(event) == plan_of(event)


def test_the_number_calendars_count_by_never_falls(person):
    """Through taking out, undoing, and both ways between drafts and live."""
    slot = SlotFactory(starts_at=at("10:00"))
    event = slot.event
    key = slot.pk
    reached = []

    def look():
        reached.extend(Slot.shown.filter(event=event).values_list("revision", flat=True))

    for minutes in (5, 10, 15, 20):
        edit_slot(Slot.objects.get(pk=key), starts_at=at("10:00") + timedelta(minutes=minutes), by=person)
        look()
    work_in_drafts(event, by=person)
    look()
    entry = plan_of(event)[key]
    write_plan(event, {key: None}, by=person, verb="slot.unscheduled", label="x")
    publish(event, by=person)
    write_plan(event, {key: entry}, by=person, verb="slot.scheduled", label="x")
    publish(event, by=person)
    look()
    edit_slot(Slot.objects.get(pk=key), starts_at=at("12:00"), by=person)
    show_at_once(event, by=person)
    look()
    entry = plan_of(event)[key]
    write_plan(event, {key: None}, by=person, verb="slot.unscheduled", label="x")
    write_plan(event, {key: entry}, by=person, verb="slot.scheduled", label="x")
    look()

    assert len(reached) == 8
    assert reached[3] == reached[4]
    assert reached[:4] + reached[5:] == sorted(set(reached))


def test_nothing_to_publish_is_said(person):
    event = drafted(SlotFactory(starts_at=at("10:00")))

    with pytest.raises(NothingToPublish):
        publish(event, by=person, note="Nothing new")

    assert Version.objects.count() == 1


def test_a_live_timetable_publishes_a_note_and_names_what_is_there(person):
    slot = SlotFactory(starts_at=at("10:00"))

    version = publish(slot.event, by=person, name="First", note="Here it is.")

    assert (version.number, version.name, list(edition_of(version).plan)) == (1, "First", [slot.pk])
    assert Slot.every.count() == 1


def test_one_does_not_publish_what_one_has_not_seen(person):
    slot = SlotFactory(starts_at=at("10:00"))
    event = drafted(slot)
    edit_slot(slot, starts_at=at("11:00"), by=person)
    publish(event, by=person, number=2)
    edit_slot(slot, starts_at=at("12:00"), by=person)

    with pytest.raises(PublishedMeanwhile):
        publish(event, by=person, number=2)

    assert begin_times(event) == [at("11:00")]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_at_once_one_does(person):
    slot = SlotFactory(starts_at=at("10:00"))
    event = drafted(slot)
    edit_slot(slot, starts_at=at("11:00"), by=person)

    def one(_number):
        try:
            return str(publish(event, by=person))
        except NothingToPublish:
            return "nothing"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(one, range(2)))

    assert sorted(answers) == ["nothing", "v2"]
    edit_slot(slot, starts_at=at("12:00"), by=person)  # the control: it can be published twice
    assert str(publish(event, by=person)) == "v3"


def test_what_was_not_published_shows_when_a_timetable_goes_live(person):
    slot = SlotFactory(starts_at=at("10:00"))
    event = drafted(slot)
    edit_slot(slot, starts_at=at("11:00"), by=person)

    show_at_once(event, by=person)

    assert begin_times(event) == [at("11:00")]
    assert Slot.every.filter(is_working=False).count() == 0
    assert [version.number for version in Version.objects.published()] == [2, 1]


def test_a_talk_deleted_and_restored_in_between_is_as_it_was(person):
    slot = SlotFactory(starts_at=at("10:00"))
    event = drafted(slot, BreakFactory(event=slot.event, starts_at=at("12:00")))
    delete_contribution(slot.contribution, by=person)

    second = publish(event, by=person)

    assert kinds(Version.objects.get(number=1), second) == [(Kind.REMOVED,)]
    assert begin_times(event) == [at("12:00")]


def test_rolling_back_brings_back_places_and_what_was_taken_out(person):
    room = EventRoomFactory()
    event = room.event
    moved = SlotFactory(event=event, starts_at=at("10:00"), room=room)
    gone = SlotFactory(event=event, starts_at=at("10:30"))
    first = first_version(event)
    edit_slot(moved, by=person, room=None, starts_at=at("12:00"))
    unschedule(gone, by=person)
    new = schedule_contribution(ContributionFactory(event=event), starts_at=at("14:00"), by=person).slot
    publish(event, by=person)

    rolled = roll_back(event, first, by=person)

    assert (rolled.changed, rolled.notes) == (3, [])
    assert plan_of(event) == edition_of(first).plan
    assert new.pk in shown_plan_of(event)
    publish(event, by=person)
    assert shown_plan_of(event) == edition_of(first).plan


def test_rolling_back_names_what_was_deleted(person):
    room = EventRoomFactory(name="Red hall")
    event = room.event
    homeless = SlotFactory(event=event, starts_at=at("10:00"), room=room)
    lost = SlotFactory(event=event, starts_at=at("10:30"))
    first = first_version(event)
    delete_contribution(lost.contribution, by=person)
    room.delete()

    rolled = roll_back(event, first, by=person)

    assert sorted(rolled.notes) == sorted(
        [
            f"“{homeless.label}” comes back without its room: Red hall was deleted.",
            f"“{lost.label}” was deleted and can not come back.",
        ]
    )
    assert list(plan_of(event)) == [homeless.pk]


def test_a_version_from_before_the_event_moved_is_refused_as_a_whole(person):
    slot = SlotFactory(starts_at=at("10:00"))
    event = drafted(slot)
    version = Version.objects.get()
    version.entries[0] |= {"starts_at": "2020-01-01T10:00:00+00:00", "ends_at": "2020-01-01T10:20:00+00:00"}
    version.save()

    with pytest.raises(OutsideTheEvent):
        roll_back(event, version, by=person)

    assert plan_of(event)[slot.pk].starts_at == at("10:00")


def test_the_number_of_changes_is_that_of_what_would_be_published(person):
    slot = SlotFactory(starts_at=at("10:00"))
    other = SlotFactory(event=slot.event, starts_at=at("10:30"))
    event = drafted(slot, other)
    counts = [unpublished_count(event)]
    edit_slot(slot, starts_at=at("11:00"), by=person)
    counts.append(unpublished_count(event))
    withdraw_contribution(other.contribution, by=person)
    counts.append(unpublished_count(event))
    version = publish(event, by=person)
    counts.append(unpublished_count(event))

    assert counts == [0, 1, 2, 0]
    assert kinds(Version.objects.get(number=1), version) == [(Kind.WITHDRAWN,), (Kind.MOVED,)]


def test_a_version_remembers_what_was_closed(person):
    block = BlockFactory(starts_at=at("10:00"))
    event = block.event
    own = open_access_list(parent=event.access, mode=AccessList.Mode.RESTRICTED)
    secret = SlotFactory(
        event=event, starts_at=at("11:00"), contribution=ContributionFactory(event=event, access=own)
    )
    drafted(block)

    assert edition_of(Version.objects.get()).closed == {secret.pk}


def test_an_edition_as_json_is_the_same_again(person):
    block = BlockFactory(starts_at=at("10:00"), title="Part one")
    SlotFactory(event=block.event, parent=block, starts_at=at("10:00"))
    event = drafted(block)

    assert replace(edition_of(Version.objects.get()), closed=frozenset()) == working_edition(event)


def test_settings_without_a_row_are_live():
    assert TimetableSettings.objects.count() == 0
    assert unpublished_count(EventFactory()) == 0
