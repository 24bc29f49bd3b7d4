"""Screens show what is on and what comes, room by room, to whoever may see it."""

import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.models import AccessList
from access.operations import open_access_list
from tests.clock import at
from tests.factories.events import EventFactory, EventRoomFactory
from tests.factories.programme import ContributionFactory, CreditFactory
from tests.factories.timetable import BreakFactory, SlotFactory
from timetable.displaying import ROOMS_ON_A_SCREEN

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(starts_at=at("09:00"), ends_at=at("18:00"), time_zone="UTC", is_draft=False)


def talk(event, title, starts, *, room=None, minutes=30, **values):
    made = ContributionFactory(event=event, title=title, **values)
    SlotFactory(event=event, contribution=made, room=room, starts_at=at(starts), minutes=minutes)
    return made


def shown(client, address, now="10:10"):
    with time_machine.travel(at(now), tick=False):
        answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_hallway_sees_what_is_on_in_every_room_and_what_comes(client, event):
    red, blue = EventRoomFactory(event=event, name="Red"), EventRoomFactory(event=event, name="Blue")
    CreditFactory(contribution=talk(event, "On knots", "10:00", room=red), person__name="Ada Sailor")
    talk(event, "On masts", "10:45", room=red)
    talk(event, "On sails", "10:15", room=blue)

    page = shown(client, reverse("display", args=[event.slug]))

    assert all(words in page for words in ("Red", "Blue", "On knots", "Ada Sailor", "On masts", "On sails"))
    assert re.search(r"until\s+<time[^>]*>10:30", page)
    assert "starts in 5 minutes" in page


def test_a_door_sees_its_own_room_and_the_pauses_of_all(client, event):
    red, blue = EventRoomFactory(event=event, name="Red"), EventRoomFactory(event=event, name="Blue")
    talk(event, "On knots", "10:00", room=red)
    talk(event, "On sails", "10:00", room=blue)
    BreakFactory(event=event, starts_at=at("10:30"), title="Coffee")

    page = shown(client, reverse("display-room", args=[event.slug, red.pk]))

    assert ("On knots" in page, "Coffee" in page, "On sails" in page) == (True, True, False)


def test_more_rooms_than_can_be_read_from_afar_are_shown_in_turns(client, event):
    for number in range(ROOMS_ON_A_SCREEN + 1):
        talk(event, f"Talk {number}", "10:00", room=EventRoomFactory(event=event, name=f"Room {number}"))
    address = reverse("display", args=[event.slug])

    first, second = shown(client, address), shown(client, f"{address}?page=2")

    assert 'content="20;url=?page=2"' in first
    assert 'content="20;url=?page=1"' in second


def test_a_talk_that_is_protected_shows_on_no_screen(client, event):
    red = EventRoomFactory(event=event, name="Red")
    talk(event, "On knots", "10:00", room=red)
    closed = open_access_list(parent=event.access, mode=AccessList.Mode.RESTRICTED)
    talk(event, "Secret", "10:30", room=red, access=closed)

    hall = shown(client, reverse("display", args=[event.slug]))
    door = shown(client, reverse("display-room", args=[event.slug, red.pk]))

    assert ("Secret" in hall, "Secret" in door) == (False, False)


def test_a_room_in_which_a_visitor_sees_nothing_is_not_there(client, event):
    closed = open_access_list(parent=event.access, mode=AccessList.Mode.RESTRICTED)
    red = EventRoomFactory(event=event, name="Red")
    talk(event, "Secret", "10:30", room=red, access=closed)

    assert client.get(reverse("display-room", args=[event.slug, red.pk])).status_code == 404


def test_after_the_last_talk_there_is_nothing_more(client, event):
    talk(event, "On knots", "10:00", room=EventRoomFactory(event=event, name="Red"))

    page = shown(client, reverse("display", args=[event.slug]), now="17:00")

    assert "Nothing more today" in page


def test_before_the_event_a_screen_says_when_it_begins(client, event):
    talk(event, "On knots", "10:00", room=EventRoomFactory(event=event, name="Red"))
    with time_machine.travel(at("10:00").replace(day=1), tick=False):
        page = client.get(reverse("display", args=[event.slug])).content.decode()

    assert "On knots" in page
    assert "15 March" in page


def test_a_screen_asks_as_much_for_many_talks_as_for_few(client, event):
    def queries():
        with CaptureQueriesContext(connection) as caught, time_machine.travel(at("10:10"), tick=False):
            client.get(reverse("display", args=[event.slug]))
        return len(caught)

    talk(event, "One", "10:00", room=EventRoomFactory(event=event, name="Red"))
    few = queries()
    for number in range(3):
        talk(event, f"More {number}", "10:00", room=EventRoomFactory(event=event, name=f"Blue {number}"))

    assert queries() == few
