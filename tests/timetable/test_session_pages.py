"""The page of a session: what it lists, in which order, and for whom it is there."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.operations import grant
from tests.clock import at
from tests.factories.events import EventPersonFactory
from tests.factories.programme import (
    ContributionFactory,
    CreditFactory,
    SessionConvenerFactory,
    SessionFactory,
    SessionTypeFactory,
)
from tests.factories.timetable import BlockFactory, SlotFactory
from tests.timetable.world import CANARY, conference, hide_something_in
from timetable.boards import board_order

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


def page_of(client, session, more=""):
    response = client.get(f"/e/{session.event.slug}/sessions/{session.number}/{more}")
    assert response.status_code == 200
    return response.content.decode()


def in_order(text, *words):
    places = [text.index(word) for word in words]
    return places == sorted(places)


def test_a_session_lists_its_talks_and_its_conveners(client):
    session = conference().sessions.get()
    SessionConvenerFactory(
        session=session, person=EventPersonFactory(event=session.event, name="Ada Convener")
    )

    page = page_of(client, session)

    assert in_order(page, "Lenses", "Ada Convener", "Monday 15 March", "09:00", "Red", "Thin lenses", "Thick")
    assert "Mirrors" not in page


def test_talks_held_outside_the_blocks_are_there_too_and_those_without_a_time(client):
    event = conference()
    session = event.sessions.get()
    SlotFactory(
        event=event,
        contribution=ContributionFactory(event=event, session=session, title="Apart"),
        starts_at=at("15:00"),
    )
    ContributionFactory(event=event, session=session, title="Some day")

    page = page_of(client, session)

    assert in_order(page, "Thick lenses", "15:00", "Apart", "Not scheduled yet", "Some day")


def test_posters_hang_in_the_order_of_their_boards(client):
    event = conference()
    kind = SessionTypeFactory(event=event, name="Posters", is_poster=True)
    session = SessionFactory(event=event, title="Glassware", type=kind)
    block = BlockFactory(event=event, session=session, starts_at=at("14:00"))
    for board in ("P10", "", "P2", "P1"):
        talk = ContributionFactory(
            event=event, session=session, title=f"Poster at {board or 'none'}", board_number=board
        )
        SlotFactory(event=event, contribution=talk, parent=block, starts_at=at("14:00"))

    page = page_of(client, session)

    assert in_order(page, "4 posters", "Poster at P1<", "Poster at P2<", "Poster at P10<", "Poster at none<")
    grid = client.get("/e/conf-2027/timetable/").content.decode()
    assert in_order(grid, "Poster at P1<", "Poster at P2<", "Poster at P10<", "Poster at none<")


def test_boards_count_as_people_count():
    boards = ["B-2", "A10", "", "a9", "7", "A9b"]

    assert sorted(boards, key=board_order) == ["7", "a9", "A9b", "A10", "B-2", ""]


@pytest.mark.case("S4", "S10")
def test_a_hidden_session_is_not_there(client):
    session = hide_something_in(conference()).session

    for more in ("", "session.ics", "blocks.ics"):
        address = f"/e/conf-2027/sessions/{session.number}/{more}"
        assert client.get(address).status_code == 404, more


@pytest.mark.case("S7")
def test_who_runs_the_event_sees_the_page_of_a_hidden_session(client, organiser):
    event = conference()
    session = hide_something_in(event).session
    grant(event.access, to=organiser, permission="manage")
    client.force_login(organiser)

    assert f"{CANARY} talk" in page_of(client, session)


@pytest.mark.case("S4")
def test_a_hidden_talk_of_a_session_leaves_no_trace_on_its_page(client):
    event = conference()
    session = event.sessions.get()
    before = re.sub(r'nonce="[^"]*"', "", page_of(client, session))

    hidden = hide_something_in(event)
    hidden.session = session
    hidden.save(update_fields=["session"])
    cache.clear()

    assert re.sub(r'nonce="[^"]*"', "", page_of(client, session)) == before


def test_a_block_links_to_its_session_only_for_whom_that_has_a_page(client):
    event = conference()
    session = event.sessions.get()
    hidden = hide_something_in(event).session
    shown = ContributionFactory(
        event=event, title="Open talk in a closed session", session=hidden, access=event.access
    )
    block = BlockFactory(event=event, session=hidden, starts_at=at("16:00"))
    SlotFactory(event=event, contribution=shown, parent=block, starts_at=at("16:00"))

    page = client.get("/e/conf-2027/timetable/").content.decode()

    assert f'href="/e/conf-2027/sessions/{session.number}/"' in page
    assert "Open talk in a closed session" in page
    assert f"/sessions/{hidden.number}/" not in page


def test_the_calendar_of_a_session_has_its_talks_or_its_blocks(client):
    session = conference().sessions.get()

    talks, blocks = page_of(client, session, "session.ics"), page_of(client, session, "blocks.ics")

    assert [line for line in talks.splitlines() if line.startswith("SUMMARY")] == [
        "SUMMARY:Thin lenses",
        "SUMMARY:Thick lenses",
    ]
    assert [line for line in blocks.splitlines() if line.startswith("SUMMARY")] == ["SUMMARY:Lenses"]
    assert f"/sessions/{session.number}/" in blocks


def test_a_new_convener_shows_at_once(client):
    session = conference().sessions.get()
    page_of(client, session)

    SessionConvenerFactory(
        session=session, person=EventPersonFactory(event=session.event, name="New Convener")
    )

    assert "New Convener" in page_of(client, session)


def test_the_page_costs_the_same_for_more_talks(client, stranger):
    event = conference()
    session = event.sessions.get()
    client.force_login(stranger)
    page_of(client, session)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            page_of(client, session)
        return len(asked)

    before = queries()
    for n in range(3):
        talk = ContributionFactory(event=event, session=session)
        block = BlockFactory(event=event, session=session, starts_at=at(f"1{n}:00"))
        SlotFactory(event=event, contribution=talk, parent=block, starts_at=at(f"1{n}:00"))
        CreditFactory(contribution=talk)

    assert queries() == before <= 16


def test_the_page_of_a_talk_leads_to_its_session_and_its_place_in_the_timetable(client):
    event = conference()
    slot = event.slots.get(contribution__title="Thin lenses")

    page = client.get("/e/conf-2027/talks/1/").content.decode()

    assert f'href="/e/conf-2027/sessions/{event.sessions.get().number}/"' in page
    assert f'href="/e/conf-2027/timetable/?day=2027-03-15#e{slot.lasting_id}"' in page
