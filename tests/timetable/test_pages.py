"""The public pages of an event: what they say, to whom, and what they cost."""

import json
import re

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from access.models import AccessList
from access.operations import grant, set_mode
from events.models import Event
from tests.clock import at
from tests.factories.events import EventFactory, EventPersonFactory, EventRoomFactory
from tests.factories.programme import (
    ContributionFactory,
    CreditFactory,
    SessionFactory,
    SessionTypeFactory,
    TrackFactory,
)
from tests.factories.timetable import BlockFactory, BreakFactory, SlotFactory
from tests.timetable.world import CANARY, conference, hide_something_in

pytestmark = pytest.mark.django_db

PAGES = [
    "",
    "now/",
    "timetable/",
    "timetable/?view=list",
    "timetable/?q=glass",
    "timetable/?tz=Asia/Tokyo",
    "talks/",
    "talks/?q=glass",
    "talks/?sort=title",
    "talks/1/",
    "talks/3/",
    "people/",
    "my/",
]


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


@pytest.fixture(autouse=True)
def the_day():
    with time_machine.travel(at("09:15"), tick=False):
        yield


def body(client, address):
    """The page without what is new in every answer."""
    response = client.get(address)
    assert response.status_code == 200, address
    text = response.content.decode()
    return re.sub(r'nonce="[^"]*"|csrf[^>]*|X-CSRFToken[^}]*', "", text)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_answers(client, page):
    conference()

    assert client.get(f"/e/conf-2027/{page}").status_code == 200


@pytest.mark.case("S4", "S7")
@pytest.mark.parametrize("signed_in", [False, True])
def test_a_hidden_talk_leaves_no_trace(client, stranger, signed_in):
    event = conference()
    if signed_in:
        client.force_login(stranger)
    before = {page: body(client, f"/e/conf-2027/{page}") for page in PAGES}

    hide_something_in(event)
    cache.clear()

    assert {page: body(client, f"/e/conf-2027/{page}") for page in PAGES} == before


@pytest.mark.case("S7")
def test_who_runs_the_event_sees_what_is_hidden(client, organiser):
    event = conference()
    hide_something_in(event)
    grant(event.access, to=organiser, permission="manage")
    client.force_login(organiser)

    for page in ("timetable/", "timetable/?view=list", "talks/", "people/"):
        assert CANARY in body(client, f"/e/conf-2027/{page}"), page


@pytest.mark.case("S10")
@pytest.mark.parametrize("page", ["talks/{}/", "talks/{}/talk.ics"])
def test_a_hidden_talk_is_not_there(client, page):
    talk = hide_something_in(conference())

    hidden = client.get("/e/conf-2027/" + page.format(talk.number))
    missing = client.get("/e/conf-2027/" + page.format(999))

    assert hidden.status_code == missing.status_code == 404
    assert without_nonce(hidden) == without_nonce(missing)


@pytest.mark.case("S10")
def test_a_person_of_hidden_talks_alone_is_not_there(client):
    talk = hide_something_in(conference())

    assert client.get(f"/e/conf-2027/people/{talk.people.get().pk}/").status_code == 404


@pytest.mark.case("S10")
@pytest.mark.parametrize("page", ["", "timetable/", "talks/", "people/", "my/", "talks/1/"])
def test_a_restricted_event_is_not_there(client, page):
    event = conference()
    set_mode(event.access, mode=AccessList.Mode.RESTRICTED)

    assert client.get(f"/e/conf-2027/{page}").status_code == 404
    assert without_nonce(client.get(f"/e/conf-2027/{page}")) == without_nonce(
        client.get(f"/e/nothing/{page}")
    )


def without_nonce(response):
    return re.sub(rb'nonce="[^"]*"', b"", response.content)


@pytest.mark.case("S17")
def test_withdrawn_and_deleted_talks_and_drafts_are_nowhere(client, stranger):
    event = conference()
    for field in ("withdrawn_at", "deleted_at"):
        talk = ContributionFactory(event=event, title=f"{CANARY} {field}", abstract="glass")
        SlotFactory(event=event, contribution=talk)
        setattr(talk, field, timezone.now())
        talk.save(update_fields=[field])

    for page in PAGES:
        assert CANARY not in body(client, f"/e/conf-2027/{page}"), page

    event.is_draft = True
    event.save(update_fields=["is_draft"])
    client.force_login(stranger)
    assert {client.get(f"/e/conf-2027/{page}").status_code for page in PAGES} == {404}


def test_a_draft_says_so_to_who_runs_it(client, organiser):
    event = conference(is_draft=True)
    grant(event.access, to=organiser, permission="manage")
    client.force_login(organiser)

    page = body(client, "/e/conf-2027/")

    assert "Only those who run this event see it." in page
    assert "ld+json" not in page


@pytest.mark.case("S11")
def test_pages_for_somebody_are_private(client, stranger):
    conference()
    client.force_login(stranger)

    for page in PAGES:
        response = client.get(f"/e/conf-2027/{page}")
        assert "private" in response["Cache-Control"] or "no-store" in response["Cache-Control"], page
        assert {"Authorization", "Cookie"} <= {name.strip() for name in response["Vary"].split(",")}, page


@pytest.mark.case("S12")
def test_what_is_kept_for_strangers_never_holds_anything_of_anybody(client, organiser):
    event = conference()
    hide_something_in(event)
    grant(event.access, to=organiser, permission="manage")
    client.force_login(organiser)
    assert CANARY in body(client, "/e/conf-2027/timetable/")
    client.logout()
    client.cookies.clear()

    page = body(client, "/e/conf-2027/timetable/")

    assert CANARY not in page
    assert "Olive" not in page
    client.force_login(organiser)
    assert CANARY in body(client, "/e/conf-2027/timetable/")


@pytest.mark.parametrize("page", ["", "timetable/", "talks/", "talks/1/", "people/"])
def test_public_pages_are_kept_and_follow_a_change_at_once(client, page, django_assert_num_queries):
    event = conference()
    first = client.get(f"/e/conf-2027/{page}")
    with django_assert_num_queries(0):  # the stamp's own query does not go through Django's cursors
        again = client.get(f"/e/conf-2027/{page}")
    assert again.content == first.content

    event.title = "Another name"
    event.save(update_fields=["title"])

    assert "Another name" in client.get(f"/e/conf-2027/{page}").content.decode()


def test_a_renamed_category_shows_at_once(client):
    event = conference()
    client.get("/e/conf-2027/")
    event.category.title = "Renamed"
    event.category.save(update_fields=["title"])

    assert "Renamed" in body(client, "/e/conf-2027/")


def test_invented_addresses_are_not_kept(client, django_assert_max_num_queries):
    conference()
    for query in ("tz=Nowhere/Town", "day=never", "track=x", "view=cube", "q=glass", "track=1&track=2"):
        client.get(f"/e/conf-2027/timetable/?{query}")
        assert "ETag" not in client.get(f"/e/conf-2027/timetable/?{query}").headers, query


def test_an_unknown_zone_gets_a_sentence(client):
    conference()

    assert "There is no time zone “Nowhere/Town”." in body(client, "/e/conf-2027/timetable/?tz=Nowhere/Town")


def test_times_are_those_of_the_zone_asked_for(client):
    conference()

    page = body(client, "/e/conf-2027/timetable/?tz=Asia/Tokyo")

    assert "18:00</time>" in page
    assert "Times are those of Tokyo." in page


def test_talks_after_midnight_stay_with_their_evening(client):
    event = conference()
    event.day_change = "05:00"
    event.ends_at = at("03:00", day=at("09:00").date().replace(day=16))
    event.save(update_fields=["day_change", "ends_at"])
    party = ContributionFactory(event=event, title="Party")
    SlotFactory(event=event, contribution=party, starts_at=at("01:00", day=event.ends_at.date()))

    page = body(client, "/e/conf-2027/timetable/")

    assert "Party" in page
    assert page.count('aria-current="date"') == 1
    assert "day=2027-03-16" not in page


@pytest.mark.parametrize(
    ("query", "shown", "gone"),
    [
        ("q=thin", "Thin lenses", "Mirrors"),
        ("q=speaker thick", "Thick lenses", "Thin lenses</a>"),
        ("q=glass", "Thick lenses", "Mirrors"),
        ("room={room}", "Mirrors", "Thin lenses"),
        ("track={track}", "Thin lenses", "Mirrors"),
    ],
)
def test_filters_leave_what_matches(client, query, shown, gone):
    event = conference()
    query = query.format(room=event.rooms.get(name="Blue").pk, track=event.tracks.get(name="Optics").pk)

    page = body(client, f"/e/conf-2027/timetable/?{query}")

    assert shown in page
    assert gone not in page


def test_two_tracks_at_once(client):
    event = conference()
    query = "&".join(f"track={track.pk}" for track in event.tracks.all())

    page = body(client, f"/e/conf-2027/timetable/?{query}")

    assert "Mirrors" in page
    assert "Thick lenses" in page
    assert "Closing" not in page


def test_htmx_gets_only_the_part(client):
    conference()

    part = client.get("/e/conf-2027/timetable/", headers={"HX-Request": "true"}).content.decode()

    assert part.lstrip().startswith('<div id="timetable"')
    assert "<html" not in part


def test_the_present_is_marked_while_the_event_runs(client):
    conference()

    page = body(client, "/e/conf-2027/timetable/")

    assert page.count(" live") == 2
    assert re.search(r'<div class="here"\s+style="--s:555;\s*--m:0"><b>09:15</b>', page)


def test_the_overview_says_what_is_on_and_what_comes(client):
    conference()

    page = body(client, "/e/conf-2027/")

    assert "Today, Monday 15 March" in page
    now, _chip, later = page.partition("Next")
    assert "Thin lenses" in now
    assert "Thick lenses" in later


def test_a_meeting_shows_its_agenda_at_once(client):
    conference(kind=Event.Kind.MEETING)

    page = body(client, "/e/conf-2027/")

    assert "Thick lenses" in page
    assert "Coffee" in page


def test_a_lecture_has_no_tabs(client):
    EventFactory(kind=Event.Kind.LECTURE, slug="lecture", title="On light")

    assert 'class="tabs"' not in body(client, "/e/lecture/")


@pytest.mark.case("S35")
def test_what_people_write_is_never_markup(client):
    hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>'\""
    event = conference(title=hostile, venue=hostile, organiser=hostile, keywords=[hostile[:80]])
    room = EventRoomFactory(event=event, name=hostile)
    talk = ContributionFactory(
        event=event, title=hostile, abstract=hostile, track=TrackFactory(event=event, name=hostile[:200])
    )
    person = EventPersonFactory(event=event, name=hostile, affiliation=hostile, biography=hostile)
    CreditFactory(contribution=talk, person=person)
    SlotFactory(event=event, contribution=talk, room=room, starts_at=at("09:20"))
    BlockFactory(event=event, session=SessionFactory(event=event, title=hostile), starts_at=at("13:00"))
    BreakFactory(event=event, title=hostile, description=hostile, starts_at=at("14:00"))

    for page in [*PAGES, f"talks/{talk.number}/", f"people/{person.pk}/"]:
        text = body(client, f"/e/conf-2027/{page}")
        assert "<script>alert" not in text, page
        assert "<img src=x" not in text, page


def test_search_engines_get_an_event(client):
    conference(title="A </script> title", description="About *glass*.")
    page = client.get("/e/conf-2027/").content.decode()

    about = json.loads(re.search(r'ld\+json" nonce="[^"]+">(.*?)</script>', page)[1])

    assert about["name"] == "A </script> title"
    assert about["startDate"] == "2027-03-15T08:00+00:00"
    assert about["description"] == "About glass."


def test_a_person_has_a_page_without_an_address(client):
    event = conference()
    person = EventPersonFactory(event=event, name="Ada", email="ada@example.org", biography="Writes *notes*.")
    CreditFactory(contribution=event.contributions.get(title="Mirrors"), person=person)

    page = body(client, f"/e/conf-2027/people/{person.pk}/")

    assert "<em>notes</em>" in page
    assert "Mirrors" in page
    assert "ada@example.org" not in page
    assert "ada@example.org" not in body(client, "/e/conf-2027/people/")


def test_a_talk_of_a_session_shows_its_time_and_its_neighbour(client):
    conference()

    page = body(client, "/e/conf-2027/talks/2/")

    assert "09:30</time>" in page
    assert "Red" in page
    assert "Thin lenses" in page  # before it, in the same room
    assert "Closing" in page  # after it
    assert "<strong>glass</strong>" in page


def test_the_list_of_talks_names_those_without_a_time(client):
    event = conference()
    ContributionFactory(event=event, title="Some day")

    page = body(client, "/e/conf-2027/talks/")

    assert "Some day" in page
    assert "Not scheduled yet" in page


def test_an_empty_event_says_so(client):
    EventFactory(kind=Event.Kind.CONFERENCE, slug="empty")

    assert "Nothing is scheduled yet." in body(client, "/e/empty/timetable/")
    assert "There are no talks yet." in body(client, "/e/empty/talks/")
    assert "Nobody is named yet." in body(client, "/e/empty/people/")
    assert body(client, "/e/empty/")


@pytest.mark.parametrize("page", [page for page in PAGES if page != "talks/3/"])
def test_pages_cost_the_same_for_more_rows(client, stranger, page):
    event = conference()
    client.force_login(stranger)
    client.get(f"/e/conf-2027/{page}")

    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/e/conf-2027/{page}")
        return len(asked)

    before = queries()
    for _ in range(3):
        slot = SlotFactory(event=event, starts_at=at("09:10"), room=EventRoomFactory(event=event))
        CreditFactory(contribution=slot.contribution)

    assert queries() == before <= 16


def test_a_poster_session_is_one_line_of_the_overview(client):
    event = conference()
    session = SessionFactory(
        event=event, title="Posters", type=SessionTypeFactory(event=event, is_poster=True)
    )
    block = BlockFactory(event=event, session=session, starts_at=at("12:00"))
    for _ in range(3):
        talk = ContributionFactory(event=event, title="A poster", session=session)
        SlotFactory(event=event, contribution=talk, parent=block, starts_at=at("12:00"), minutes=60)

    overview = body(client, "/e/conf-2027/")
    timetable = body(client, "/e/conf-2027/timetable/")

    assert "3 posters" in overview
    assert "A poster" not in overview
    assert timetable.count("A poster</bdi>") == 3


def test_a_talk_without_a_room_of_its_own_is_in_that_of_its_block(client):
    event = EventFactory()
    block = BlockFactory(event=event, room=EventRoomFactory(event=event, name="Salle Curie"))
    talk = ContributionFactory(event=event, session=block.session, access=event.access)
    SlotFactory(event=event, contribution=talk, parent=block, room=None, starts_at=block.starts_at)

    for page in (f"talks/{talk.number}/", "timetable/?view=list"):
        assert "Salle Curie" in body(client, f"/e/{event.slug}/{page}")
