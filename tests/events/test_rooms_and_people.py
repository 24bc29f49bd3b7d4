"""Rooms in order, one row per person, roles in order."""

import pytest

from accounts.operations import create_account
from events.models import EventPerson, EventRole, EventRoom
from events.operations import (
    add_person,
    add_room,
    edit_person,
    edit_room,
    people_named,
    person_of,
    remove_person,
    remove_room,
    reorder_rooms,
    set_roles,
)
from events.refusals import AlreadyAmongThePeople, RoomNameTaken, StillNeeded
from journal.models import Entry
from tests.factories.events import EventFactory, EventPersonFactory, EventRoleFactory, EventRoomFactory

pytestmark = pytest.mark.django_db


def test_a_new_room_is_the_last_one():
    event = EventFactory()

    for name in ("Zeta", "Alpha"):
        add_room(event, by=None, name=name)

    assert [room.name for room in event.rooms.all()] == ["Zeta", "Alpha"]


@pytest.mark.parametrize("name", ["Aula", "aula"])
def test_two_rooms_of_an_event_never_share_a_name(name):
    event = EventFactory()
    add_room(event, by=None, name="Aula")

    with pytest.raises(RoomNameTaken, match=f"has a room “{name}” already"):
        add_room(event, by=None, name=name)
    other = add_room(event, by=None, name="Other")
    with pytest.raises(RoomNameTaken):
        edit_room(other, by=None, name=name)

    add_room(EventFactory(), by=None, name="Aula")
    assert EventRoom.objects.filter(name="Aula").count() == 2


def test_rooms_are_put_in_order_and_those_not_named_follow():
    event = EventFactory()
    rooms = {name: add_room(event, by=None, name=name) for name in "ABCD"}
    foreign = EventRoomFactory()

    reorder_rooms(event, order=[rooms["C"].pk, foreign.pk, rooms["A"].pk], by=None)

    assert "".join(room.name for room in event.rooms.all()) == "CABD"
    assert Entry.objects.get(verb="rooms.reordered").differences == [("order", "A, B, C, D", "C, A, B, D")]


def test_a_room_in_which_nothing_is_planned_can_go():
    room = EventRoomFactory()

    remove_room(room, by=None)

    assert not EventRoom.objects.exists()


def test_a_person_is_one_row_whatever_the_case_of_the_address():
    event = EventFactory()
    ada = person_of(event, name="Ada", email="Ada@example.org")

    assert person_of(event, name="A. Lovelace", email="ada@EXAMPLE.org") == ada
    with pytest.raises(AlreadyAmongThePeople, match="among the people already"):
        add_person(event, by=None, name="Ada", email="ADA@example.org")
    assert person_of(EventFactory(), name="Ada", email="ada@example.org") != ada


def test_without_an_address_name_and_affiliation_tell_people_apart():
    event = EventFactory()

    first = person_of(event, name="Li Wei", affiliation="CERN")
    again = person_of(event, name="Li Wei", affiliation="CERN")
    other = person_of(event, name="Li Wei", affiliation="DESY")

    assert first == again
    assert first != other


def test_a_person_is_tied_to_the_account_that_proved_the_address(organiser):
    event = EventFactory()

    known = add_person(event, by=None, name="O. Organiser", email="olga@example.org")
    later = add_person(event, by=None, name="Later", email="later@example.org")
    account = create_account(name="Later", email="later@example.org", password=None)

    later.refresh_from_db()
    assert (known.user, later.user) == (organiser, account)


def test_a_new_address_finds_its_account_and_the_old_one_lets_go(organiser):
    person = EventPersonFactory(email="olga@example.org", user=organiser)

    edit_person(person, by=None, email="somebody@example.org")

    assert EventPerson.objects.get(pk=person.pk).user is None


def test_who_still_has_a_part_can_not_be_removed():
    role = EventRoleFactory()

    with pytest.raises(StillNeeded, match="still has a part"):
        remove_person(role.person, by=None)
    role.delete()
    remove_person(role.person, by=None)

    assert not EventPerson.objects.exists()


def test_chairpersons_keep_the_order_in_which_they_are_named():
    event = EventFactory()
    ada, bob, eve = people_named(event, [("Ada", ""), ("Bob", "bob@example.org"), ("Eve", "")])

    set_roles(event, role="chair", people=[eve, ada, eve], by=None)
    set_roles(event, role="contact", people=[bob], by=None)

    chairs = EventRole.objects.filter(event=event, role="chair")
    assert [link.person.name for link in chairs] == ["Eve", "Ada"]
    assert people_named(event, [("Ada", "")]) == [ada]


def test_a_role_is_only_for_people_of_the_event():
    with pytest.raises(ValueError, match="same event"):
        set_roles(EventFactory(), role="chair", people=[EventPersonFactory()], by=None)
