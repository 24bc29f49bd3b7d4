"""Calendars of categories and events, read back by an independent reader."""

import time
from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from access.models import AccessList
from events.models import Event
from events.operations import edit_event, set_protection
from tests.clock import at
from tests.events.people import runs, signed_in
from tests.factories.events import CategoryFactory, EventFactory, many_events

pytestmark = pytest.mark.django_db


def feed_of(category):
    return f"{category.get_absolute_url()}feed.ics"


def entries(answer):
    return {
        str(entry["SUMMARY"]): entry for entry in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    }


def test_an_event_arrives_whole(client):
    event = EventFactory(
        title="Café; talk, “notes”\nand more",
        time_zone="Europe/Paris",
        venue="Aula",
        address="1 Road",
        keywords=["physics", "a, b"],
        description="# Hello\n\n*World*",
        organiser="The, institute",
        contact_email="ask@example.org",
    )

    answer = client.get(f"/e/{event.slug}/event.ics")

    (entry,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert entry["UID"] == f"event-{event.pk}@testserver"
    assert entry["DTSTART"].dt == event.starts_at
    assert entry["DTSTART"].params["TZID"] == "Europe/Paris"
    assert entry["SUMMARY"] == "Café; talk, “notes”\nand more"
    assert (entry["LOCATION"], entry["STATUS"]) == ("Aula, 1 Road", "CONFIRMED")
    assert [str(word) for word in entry["CATEGORIES"].cats] == ["physics", "a, b"]
    assert entry["URL"] == f"http://testserver/e/{event.slug}/"
    assert entry["ORGANIZER"] == "mailto:ask@example.org"
    assert entry["ORGANIZER"].params["CN"] == "The, institute"
    assert str(entry["DESCRIPTION"]).startswith("Hello World")
    assert entry["SEQUENCE"] == event.edition


def test_a_change_raises_the_sequence_and_keeps_the_uid(client):
    event = EventFactory()
    before = entries(client.get(f"/e/{event.slug}/event.ics"))[event.title]

    edit_event(event, by=None, venue="Elsewhere")
    after = entries(client.get(f"/e/{event.slug}/event.ics"))[event.title]

    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_a_draft_is_tentative_to_those_who_run_it_and_unknown_to_others(client, organiser):
    event = EventFactory(is_draft=True)
    runs(organiser, event)

    mine = signed_in(organiser).get(f"/e/{event.slug}/event.ics")

    assert entries(mine)[event.title]["STATUS"] == "TENTATIVE"
    assert client.get(f"/e/{event.slug}/event.ics").status_code == 404


@pytest.mark.case("S13", "S17")
def test_a_feed_holds_what_its_reader_may_see_below_the_category(client, organiser):
    category = CategoryFactory()
    child = CategoryFactory(parent=category)
    EventFactory(category=child, title="Below")
    EventFactory(category=category, title="Lately", starts_at=at("10:00") - timedelta(days=20))
    EventFactory(category=category, title="Long ago", starts_at=at("10:00") - timedelta(days=40))
    EventFactory(category=child, title="Secret", mode=AccessList.Mode.RESTRICTED)
    EventFactory(category=child, title="Draft", is_draft=True)
    EventFactory(category=child, title="Deleted", deleted_at=at("08:00"))
    EventFactory(title="Elsewhere")
    runs(organiser, category)

    assert set(entries(client.get(feed_of(category)))) == {"Below", "Lately"}
    assert set(entries(signed_in(organiser).get(feed_of(category)))) == {"Below", "Lately", "Secret", "Draft"}


def test_an_unchanged_feed_is_not_sent_again(organiser):
    event = EventFactory()
    reader = signed_in(organiser)
    first = reader.get(feed_of(event.category))

    same = reader.get(feed_of(event.category), headers={"If-None-Match": first["ETag"]})
    edit_event(event, by=None, title="Other")
    other = reader.get(feed_of(event.category), headers={"If-None-Match": first["ETag"]})

    assert (same.status_code, same.content) == (304, b"")
    assert other.status_code == 200


@pytest.mark.case("S13")
def test_a_change_that_the_reader_may_not_see_does_not_show_in_the_stamp(organiser):
    event = EventFactory()
    reader = signed_in(organiser)
    places = [feed_of(event.category), f"/e/{event.slug}/event.ics"]
    before = [reader.get(place)["ETag"] for place in places]

    Event.objects.filter(pk=event.pk).update(next_talk=7)  # as a hidden talk does

    assert [reader.get(place)["ETag"] for place in places] == before


@pytest.mark.case("S8")
def test_a_feed_for_everybody_follows_a_change_of_protection_at_once(client):
    event = EventFactory(title="Was open")
    first = client.get(feed_of(event.category))
    same = client.get(feed_of(event.category), headers={"If-None-Match": first["ETag"]})

    set_protection(event.category, mode=AccessList.Mode.RESTRICTED, by=None)
    gone = client.get(feed_of(event.category), headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, same.status_code, gone.status_code) == (200, 304, 404)


def test_an_event_that_ends_leaves_the_kept_feed_in_time(client, time_machine):
    event = EventFactory(title="Ends")
    client.get(feed_of(event.category))

    time_machine.move_to(event.ends_at + timedelta(weeks=4, minutes=1))

    assert entries(client.get(feed_of(event.category))) == {}


def test_one_poisoned_event_does_not_break_the_feed(client, caplog):
    event = EventFactory(title="Good")
    bad = EventFactory(category=event.category, title="Bad")
    Event.objects.filter(pk=bad.pk).update(ends_at=datetime(2300, 1, 1, tzinfo=UTC))

    assert set(entries(client.get(feed_of(event.category)))) == {"Good"}
    assert "left out of a calendar" in caplog.text


@pytest.mark.case("S42")
def test_nothing_in_a_text_adds_a_property(client):
    event = EventFactory(
        title="A\r\nATTENDEE:mailto:x@y.ch", venue="V\nEND:VEVENT", keywords=["k\r\nX-BAD:1"]
    )

    (entry,) = icalendar.Calendar.from_ical(client.get(f"/e/{event.slug}/event.ics").content).walk("VEVENT")

    assert "ATTENDEE" not in entry
    assert "X-BAD" not in entry


def test_a_feed_of_two_thousand_events_is_quick_and_takes_few_questions(
    organiser, django_assert_max_num_queries
):
    category = CategoryFactory()
    many_events(category, 2000)
    reader = signed_in(organiser)
    reader.get(feed_of(category))

    begun = time.process_time()
    with django_assert_max_num_queries(6):
        feed = reader.get(feed_of(category))
    taken = time.process_time() - begun

    assert len(entries(feed)) == 2000
    assert taken < 1.2  # twice the goal: machines of tests are shared
