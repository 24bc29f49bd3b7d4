"""The ways to look at a timetable: what each shows, that the address says it all, and what they cost."""

import re
from datetime import date

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.operations import grant
from events.models import Event
from tests.clock import at
from tests.factories.events import EventPersonFactory, EventRoomFactory
from tests.factories.programme import (
    ContributionFactory,
    ContributionTypeFactory,
    CreditFactory,
    LinkFactory,
    SubcontributionFactory,
    TrackFactory,
)
from tests.factories.timetable import BlockFactory, SlotFactory
from tests.timetable.world import CANARY, conference, hide_something_in
from timetable.models import Slot, TimetableSettings, settings_of
from timetable.operations.publishing import work_in_drafts

pytestmark = pytest.mark.django_db

TUESDAY = date(2027, 3, 16)
LOOKS = [
    "view=grid",
    "view=tracks",
    "view=tracks&day=all",
    "view=week",
    "view=list&day=all",
    "view=list&detail=full",
    "view=agenda",
    "view=agenda&day=all&detail=full",
    "view=numbered",
    "view=numbered&detail=compact",
    "detail=compact",
    "day=all",
]


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


@pytest.fixture(autouse=True)
def the_day():
    with time_machine.travel(at("09:15"), tick=False):
        yield


def body(client, query=""):
    response = client.get(f"/e/conf-2027/timetable/?{query}")
    assert response.status_code == 200, query
    return re.sub(r'nonce="[^"]*"|csrf[^>]*|X-CSRFToken[^}]*', "", response.content.decode())


def two_days():
    event = conference()
    event.ends_at = at("18:00", day=TUESDAY)
    event.save(update_fields=["ends_at"])
    talk = ContributionFactory(event=event, title="Tuesday talk")
    SlotFactory(event=event, contribution=talk, starts_at=at("09:00", day=TUESDAY), room=event.rooms.first())
    return event


def in_order(text, *words):
    places = [text.index(word) for word in words]
    return places == sorted(places)


def test_columns_by_track_are_tracks(client):
    conference()

    page = body(client, "view=tracks")

    heads = re.findall(r'<div class="room"[^>]*>.*?</div>', page, re.DOTALL)
    named = [name for head in heads for name in re.findall(r"<bdi>(.*?)</bdi>", head)]
    assert named == ["Optics", "Metal"]
    assert "Blue" in page


def test_a_talk_of_another_track_leaves_its_block_in_the_view_by_track(client):
    event = conference()
    block = event.slots.get(session__isnull=False)
    other = ContributionFactory(event=event, title="Odd one out", track=TrackFactory(event=event, name="Odd"))
    SlotFactory(event=event, contribution=other, parent=block, starts_at=at("09:50"), minutes=10)

    page = body(client, "view=tracks")

    assert "sess-head" not in page
    assert {"Odd one out", "Thin lenses", "Thick lenses"} <= set(re.findall(r">([^<>]+)</a>", page))


def test_all_days_stand_below_each_other(client):
    two_days()

    page = body(client, "day=all")

    assert in_order(page, "Monday 15 March</h2>", "Thin lenses", "Tuesday 16 March</h2>", "Tuesday talk")
    assert "Tuesday talk" not in body(client)


def test_a_week_has_its_days_as_columns(client):
    two_days()

    page = body(client, "view=week")

    assert in_order(
        page, 'aria-label="Monday 15 March"', "Lenses", 'aria-label="Tuesday 16 March"', "Tuesday talk"
    )
    assert "Thin lenses" not in page, "a session is one entry of the week"
    assert "2 talks" in page


def test_compact_sessions_say_how_many_talks_they_hold(client):
    conference()

    for view in ("grid", "list", "agenda"):
        page = body(client, f"view={view}&detail=compact")
        assert "2 talks" in page, view
        assert "Thin lenses" not in page, view


def test_with_what_they_are_about_talks_say_how_their_abstracts_begin(client):
    conference()

    for view in ("list", "agenda", "numbered"):
        assert "About glass." in body(client, f"view={view}&detail=full"), view
        assert "About glass." not in body(client, f"view={view}"), view


def test_an_agenda_has_what_hangs_on_each_talk(client):
    event = conference()
    talk = event.contributions.get(title="Mirrors")
    LinkFactory(contribution=talk, title="Slides of mirrors", url="https://example.org/mirrors.pdf")
    for title in ("Plane", "Round"):
        part = SubcontributionFactory(contribution=talk, title=title)
        part.people.add(EventPersonFactory(event=event, name=f"Speaker of {title}"))

    page = body(client, "view=agenda")

    mirrors = page[page.index(">Mirrors</a>") :]
    assert in_order(
        mirrors, "a)", "Plane", "Speaker of Plane", "b)", "Round", "https://example.org/mirrors.pdf"
    )
    assert 'class="no">1' not in page


def test_a_numbered_agenda_counts_through_all_days_but_not_its_breaks(client):
    two_days()

    page = body(client, "view=numbered&day=all")

    numbers = re.findall(r'class="no">([\d.]+)</span>.*?>([^<>]+)</(?:a|bdi)>', page)
    assert numbers == [
        ("1", "Lenses"),
        ("1.1", "Thin lenses"),
        ("1.2", "Thick lenses"),
        ("2", "Mirrors"),
        ("3", "Closing"),
        ("4", "Tuesday talk"),
    ]
    assert 'class="no">4</span>' in body(client, "view=numbered&day=2027-03-16")


def test_filters_do_not_change_the_numbers(client):
    event = conference()

    page = body(client, f"view=numbered&room={event.rooms.get(name='Blue').pk}")

    assert 'class="no">2</span>' in page
    assert "Closing" not in page


@pytest.mark.parametrize(
    ("kind", "marks"), [("conference", 'class="tt fold'), ("meeting", 'class="agenda points"')]
)
def test_a_conference_is_shown_as_a_grid_and_a_meeting_as_an_agenda(client, kind, marks):
    conference(kind=kind)

    assert marks in body(client)


def test_organisers_choose_the_usual_view_and_readers_another(client):
    event = conference()
    TimetableSettings.objects.create(event=event, view="numbered")

    assert 'class="agenda points"' in body(client)
    assert 'class="tt fold' in body(client, "view=grid")


def test_organisers_choose_the_usual_view_by_a_form(client, organiser):
    event = conference()
    grant(event.access, to=organiser, permission="manage")
    client.force_login(organiser)
    rules = {"change_minutes": "0", "building_minutes": "10", "popular_stars": "20"}

    answer = client.post(
        reverse("timetable-settings", args=[event.pk]), {"is_live": "yes", "view": "list"} | rules
    )

    assert answer.status_code == 302
    assert settings_of(event).view == "list"


def test_a_meeting_shows_the_agenda_its_organisers_chose_on_its_front_page(client):
    event = conference(kind=Event.Kind.MEETING)
    plain = client.get("/e/conf-2027/").content.decode()
    TimetableSettings.objects.create(event=event, view="numbered")

    numbered = client.get("/e/conf-2027/").content.decode()

    assert 'class="no">1.1</span>' in numbered
    assert 'class="no">' not in plain
    assert "Slides" in plain


@pytest.mark.parametrize("view", ["grid", "tracks", "list", "agenda", "numbered", "week"])
@pytest.mark.parametrize(
    ("query", "shown", "gone"),
    [
        ("session={session}", "Lenses|Thin lenses", "Mirrors"),
        ("type={type}", "Mirrors", "Closing"),
        ("room={room}", "Mirrors", "Closing"),
        ("track={track}", "Lenses|Thin lenses", "Mirrors"),
    ],
)
def test_filters_work_in_every_view(client, view, query, shown, gone):
    event = conference()
    kind = ContributionTypeFactory(event=event, name="Short talk")
    event.contributions.filter(title="Mirrors").update(type=kind)
    keys = {
        "session": event.sessions.get().pk,
        "type": kind.pk,
        "room": event.rooms.get(name="Blue").pk,
        "track": event.tracks.get(name="Optics").pk,
    }

    page = body(client, f"view={view}&" + query.format(**keys)).partition('class="menu looks"')[2]

    assert re.search(f">({shown})</", page)
    assert f">{gone}</" not in page


@pytest.mark.case("S4", "S7")
@pytest.mark.parametrize("query", LOOKS)
def test_a_hidden_talk_leaves_no_trace_in_any_view(client, query):
    event = conference()
    before = body(client, query)

    talk = hide_something_in(event)
    cache.clear()

    assert body(client, query) == before
    assert CANARY not in body(client, f"{query}&session={talk.session_id}&type={talk.type_id}")


def test_a_filter_by_a_hidden_session_finds_nothing_of_it(client):
    event = conference()
    hidden = hide_something_in(event).session
    open_talk = ContributionFactory(event=event, title="In the open", session=hidden, access=event.access)
    SlotFactory(event=event, contribution=open_talk, starts_at=at("15:00"))

    assert ">In the open</a>" in body(client)
    assert ">In the open</a>" not in body(client, f"session={hidden.pk}")


@pytest.mark.parametrize("query", LOOKS)
def test_views_cost_the_same_for_more_rows(client, stranger, query):
    event = two_days()
    SubcontributionFactory(contribution=event.contributions.get(title="Mirrors"))
    client.force_login(stranger)
    body(client, query)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            body(client, query)
        return len(asked)

    before = queries()
    for n in range(3):
        room = EventRoomFactory(event=event)
        day = TUESDAY.replace(day=17 + n)
        slot = SlotFactory(event=event, starts_at=at("09:10", day=day), room=room)
        CreditFactory(contribution=slot.contribution)
        LinkFactory(contribution=slot.contribution)
        SubcontributionFactory(contribution=slot.contribution)
        SlotFactory(event=event, starts_at=at("09:10"), room=room)
        BlockFactory(event=event, starts_at=at("13:00", day=day), room=room)

    assert queries() == before <= 20


@pytest.mark.parametrize("query", LOOKS)
def test_views_are_kept_for_strangers_and_follow_a_change_at_once(client, query):
    event = conference()
    body(client, query)
    assert "ETag" in client.get(f"/e/conf-2027/timetable/?{query}").headers

    event.contributions.filter(title="Closing").update(title="Farewell")

    assert "Farewell" in body(client, query) or "view=week" in query


@pytest.mark.parametrize(
    "query", ["detail=huge", "view=cube", "day=every", "session=x", "type=x", "day=all&day=all"]
)
def test_views_that_do_not_exist_are_not_kept(client, query):
    conference()

    assert body(client, query)
    assert "ETag" not in client.get(f"/e/conf-2027/timetable/?{query}").headers


def test_now_leads_to_what_is_on(client):
    event = conference()
    on = event.slots.get(contribution__title="Thin lenses")

    for view in ("grid", "list", "agenda"):
        page = body(client, f"view={view}")
        anchor = re.search(r'<a class="btn" href="#(e\d+)">', page)[1]
        assert anchor == f"e{on.lasting_id}", view
        assert page.count(f'id="{anchor}"') == 1, view


def test_from_another_day_now_leads_to_today(client):
    two_days()

    assert (
        'href="?day=2027-03-15"'
        in re.search(r'<a class="btn" href="[^"]*">', body(client, "day=2027-03-16"))[0]
    )


def test_after_the_event_there_is_no_now(client):
    conference()

    with time_machine.travel(at("20:00"), tick=False):
        page = body(client)

    assert not re.search(r'<a class="btn" href="#e\d+">', page)


def test_every_entry_has_an_anchor_that_lasts(client):
    event = conference()
    work_in_drafts(event, by=None)

    grid = body(client)
    rows = body(client, "view=list")

    for slot in Slot.objects.filter(event=event):
        assert f'id="e{slot.lasting_id}"' in grid
        assert f'id="e{slot.lasting_id}"' in rows or slot.is_block


def test_the_menu_offers_only_views_that_make_sense(client):
    event = conference()
    event.tracks.all().delete()

    page = body(client)

    menu = re.search(r'<nav aria-label="View">(.*?)</nav>', page, re.DOTALL)[1]
    assert re.findall(r">([^<]+)</a>", menu) == ["By room", "List by time", "Agenda", "Numbered agenda"]


def test_the_page_keeps_the_name_of_the_installation(client):
    """The look of the installation and the reader's look at the timetable are two things."""
    conference()

    assert re.search(r'<a class="logo"[^>]*>.*?Hemicycle\s*</a>', body(client), re.DOTALL)
