"""Two people who change one event at the same moment wait for each other, but never for ever."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event as Flag
from time import sleep

import pytest
from django.db import OperationalError, connection, transaction

from access.models import AccessList, Grant
from access.operations import grant
from events.models import Event, EventPerson, EventRoom
from events.operations import (
    edit_category,
    edit_person,
    edit_room,
    link_account,
    lock_event,
    move_category,
    people_named,
    remove_room,
    set_protection,
    set_roles,
    take_right,
)
from events.refusals import StillNeeded
from programme.operations import create_contribution, protect
from tests.factories.accounts import UserFactory
from tests.factories.events import CategoryFactory, EventFactory, EventPersonFactory, EventRoomFactory
from timetable.operations import schedule_break

pytestmark = pytest.mark.django_db(transaction=True)
HEAD_START = 0.3


@pytest.fixture
def event():
    return EventFactory(category=CategoryFactory())


def at_once(event, first, second):
    """`first` begins and has the event; `second` comes in between, before `first` does the rest."""
    begun = Flag()

    def one():
        with transaction.atomic():
            lock_event(event)
            begun.set()
            sleep(HEAD_START)
            first()

    def other():
        begun.wait(5)
        second()

    with ThreadPoolExecutor(2) as people:
        for task in [people.submit(_in_a_thread, act) for act in (one, other)]:
            task.result(timeout=20)


def _in_a_thread(act):
    try:
        act()
    finally:
        connection.close()


def test_a_break_goes_into_a_room_that_is_being_renamed(event):
    room = EventRoomFactory(event=event)

    at_once(
        event,
        lambda: schedule_break(event, "Tea", starts_at=event.starts_at, minutes=10, room=room, by=None),
        lambda: edit_room(EventRoom.objects.get(pk=room.pk), by=None, name="Harbour"),
    )

    room.refresh_from_db()
    assert room.name == "Harbour"
    assert room.slots.count() == 1


def test_a_room_in_which_something_is_just_being_planned_stays(event):
    room = EventRoomFactory(event=event)

    with pytest.raises(StillNeeded):
        at_once(
            event,
            lambda: schedule_break(event, "Tea", starts_at=event.starts_at, minutes=10, room=room, by=None),
            lambda: remove_room(EventRoom.objects.get(pk=room.pk), by=None),
        )

    assert room.slots.count() == 1


def test_a_talk_is_given_to_a_person_who_is_being_corrected(event):
    person = EventPersonFactory(event=event)

    at_once(
        event,
        lambda: set_roles(event, role="chair", people=[person], by=None),
        lambda: edit_person(EventPerson.objects.get(pk=person.pk), by=None, name="Ada Lovelace"),
    )

    person.refresh_from_db()
    assert person.name == "Ada Lovelace"
    assert person.roles.count() == 1


def test_two_people_name_the_same_newcomer(event):
    at_once(
        event,
        lambda: people_named(event, [("Ada Lovelace", "ada@example.org")]),
        lambda: people_named(event, [("Ada Lovelace", "ada@example.org")]),
    )

    assert event.people.count() == 1


def test_somebody_proves_an_address_while_their_event_is_edited(event):
    user = UserFactory()
    person = EventPersonFactory(event=event, email=user.email, user=None)

    at_once(
        event,
        lambda: edit_person(person, by=None, name="Ada Lovelace"),
        lambda: link_account(user, email=user.email),
    )

    person.refresh_from_db()
    assert person.user == user


def test_a_talk_is_protected_while_its_event_is(event):
    talk = create_contribution(event, by=None, title="Tides")

    at_once(
        event,
        lambda: protect(talk, mode=AccessList.Mode.RESTRICTED, by=None),
        lambda: set_protection(Event.objects.get(pk=event.pk), mode=AccessList.Mode.PUBLIC, by=None),
    )

    talk.refresh_from_db()
    assert talk.access.mode == AccessList.Mode.RESTRICTED


@pytest.mark.parametrize("change", ["protect", "rename", "move"])
def test_a_talk_is_protected_while_the_category_changes(event, change):
    talk = create_contribution(event, by=None, title="Tides")
    category, elsewhere = event.category, CategoryFactory()
    changes = {
        "protect": lambda: set_protection(category, mode=AccessList.Mode.RESTRICTED, by=None),
        "rename": lambda: edit_category(category, title="Sea", by=None),
        "move": lambda: move_category(category, to=elsewhere, by=None),
    }

    at_once(event, lambda: protect(talk, mode=AccessList.Mode.PUBLIC, by=None), changes[change])

    talk.refresh_from_db()
    assert talk.access.is_open


def test_a_right_is_taken_while_the_category_changes(event):
    held = grant(event.access, to=UserFactory(), permission=Grant.VIEW)

    at_once(
        event,
        lambda: take_right(event, held, by=None),
        lambda: set_protection(event.category, mode=AccessList.Mode.RESTRICTED, by=None),
    )

    assert not event.access.grants.exists()


def test_without_turns_they_would_wait_for_ever(event):
    """The positive control: whoever writes first and takes the event's turn later meets the other one."""
    room = EventRoomFactory(event=event)
    held, asked = Flag(), Flag()

    def room_first():
        with transaction.atomic():
            locked = EventRoom.objects.select_for_update().get(pk=room.pk)
            held.set()
            asked.wait(5)
            locked.save(update_fields=["name"])  # and so the event

    def event_first():
        with transaction.atomic():
            lock_event(event)
            held.wait(5)
            asked.set()
            schedule_break(event, "Tea", starts_at=event.starts_at, minutes=10, room=room, by=None)

    with ThreadPoolExecutor(2) as people:
        tasks = [people.submit(_in_a_thread, act) for act in (room_first, event_first)]
        failures = [task.exception(timeout=20) for task in tasks]

    assert [type(failure) for failure in failures if failure] == [OperationalError]
