"""An event's calendars: what they say, to whom, and how they change."""

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from access.models import Grant
from accounts.operations import calendar_key_of, reset_calendar_key
from programme.operations import edit_contribution, protect
from tests.clock import at
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, EventRoomFactory
from tests.factories.programme import ContributionFactory, CreditFactory, SessionFactory, TrackFactory
from tests.factories.timetable import SlotFactory, StarFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(time_zone="Europe/Zurich", venue="Lakeside Campus", contact_email="desk@example.org")


@pytest.fixture
def slot(event):
    room = EventRoomFactory(event=event, name="Salle Curie")
    track = TrackFactory(event=event, name="Crystals")
    talk = ContributionFactory(
        event=event, title="Light, measured; twice", track=track, abstract="Some *light*."
    )
    CreditFactory(contribution=talk, person__name="Noor Haddad", person__affiliation="Amman")
    return SlotFactory(event=event, contribution=talk, room=room, starts_at=at("14:00"))


def entries(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return Calendar.from_ical(response.content).walk("VEVENT")


def test_an_entry_says_what_when_where_and_who(client, event, slot):
    (entry,) = entries(client, f"/e/{event.slug}/timetable.ics")

    assert entry["UID"] == f"slot-{slot.pk}@testserver"
    assert entry["SUMMARY"] == "Light, measured; twice"
    assert entry.decoded("DTSTART") == slot.starts_at
    assert entry["DTSTART"].params["TZID"] == "Europe/Zurich"
    assert entry["LOCATION"] == "Salle Curie, Lakeside Campus"
    assert entry["CATEGORIES"].to_ical() == b"Crystals"
    assert entry["STATUS"] == "CONFIRMED"
    assert entry["URL"] == f"http://testserver/e/{event.slug}/talks/{slot.contribution.number}/"
    assert "Speakers: Noor Haddad (Amman)" in entry["DESCRIPTION"]
    assert "Some light." in entry["DESCRIPTION"]


def test_a_talk_without_a_room_of_its_own_is_in_that_of_its_session(client, event, slot):
    room, slot.room = slot.room, None
    slot.parent = SlotFactory(
        event=event, contribution=None, session=SessionFactory(event=event), room=room, starts_at=at("14:00")
    )
    slot.save(update_fields=["room", "parent"])

    talk = next(
        entry for entry in entries(client, f"/e/{event.slug}/timetable.ics") if "Light" in entry["SUMMARY"]
    )

    assert talk["LOCATION"] == "Salle Curie, Lakeside Campus"


def test_speakers_stand_in_their_order(client, event, slot):
    CreditFactory(contribution=slot.contribution, person__name="Ada Byron", position=1)

    (entry,) = entries(client, f"/e/{event.slug}/timetable.ics")

    assert "Speakers: Noor Haddad (Amman), Ada Byron" in entry["DESCRIPTION"]


def test_the_calendar_names_itself_and_its_zone(client, event, slot):
    calendar = Calendar.from_ical(client.get(f"/e/{event.slug}/timetable.ics").content)

    assert calendar["X-WR-CALNAME"] == event.title
    assert calendar["REFRESH-INTERVAL"].to_ical() == b"PT1H"
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Zurich"]


def test_a_change_keeps_the_uid_and_raises_the_sequence(client, event, slot):
    (before,) = entries(client, f"/e/{event.slug}/timetable.ics")

    edit_contribution(slot.contribution, by=None, title="Light, measured once")

    (after,) = entries(client, f"/e/{event.slug}/timetable.ics")
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["SUMMARY"] == "Light, measured once"


def test_one_talk_is_a_calendar_of_its_own(client, event, slot):
    SlotFactory(event=event)

    assert len(entries(client, f"/e/{event.slug}/talks/{slot.contribution.number}/talk.ics")) == 1


@pytest.mark.case("S7")
def test_a_protected_talk_is_in_no_calendar_of_a_stranger(client, event, slot):
    protect(slot.contribution, mode="restricted", by=None)

    assert entries(client, f"/e/{event.slug}/timetable.ics") == []
    assert client.get(f"/e/{event.slug}/talks/{slot.contribution.number}/talk.ics").status_code == 404


def test_who_is_invited_to_it_has_it(client, event, slot):
    protect(slot.contribution, mode="restricted", by=None)
    guest = UserFactory()
    Grant.objects.create(access_list=slot.contribution.access, user=guest, permission=Grant.VIEW)
    client.force_login(guest)

    assert len(entries(client, f"/e/{event.slug}/timetable.ics")) == 1


def test_who_has_it_gets_304_until_something_changes(client, event, slot):
    client.force_login(UserFactory())
    address = f"/e/{event.slug}/timetable.ics"
    etag = client.get(address)["ETag"]

    assert client.get(address, HTTP_IF_NONE_MATCH=etag).status_code == 304

    edit_contribution(slot.contribution, by=None, title="New")
    assert client.get(address, HTTP_IF_NONE_MATCH=etag).status_code == 200


@pytest.mark.case("S9")
def test_a_right_given_later_is_not_hidden_by_the_etag(client, event, slot):
    protect(slot.contribution, mode="restricted", by=None)
    guest = UserFactory()
    client.force_login(guest)
    address = f"/e/{event.slug}/timetable.ics"
    etag = client.get(address)["ETag"]

    Grant.objects.create(access_list=slot.contribution.access, user=guest, permission=Grant.VIEW)

    assert client.get(address, HTTP_IF_NONE_MATCH=etag).status_code == 200


def test_my_schedule_holds_the_starred_talks_by_a_secret_address(client, event, slot):
    SlotFactory(event=event)
    fan = UserFactory()
    StarFactory(user=fan, contribution=slot.contribution)

    response = client.get(f"/e/{event.slug}/my/{calendar_key_of(fan).token}.ics")

    assert len(Calendar.from_ical(response.content).walk("VEVENT")) == 1
    assert response["Referrer-Policy"] == "no-referrer"


@pytest.mark.case("S33")
def test_a_secret_address_that_was_reset_is_gone(client, event, slot):
    fan = UserFactory()
    token = calendar_key_of(fan).token
    reset_calendar_key(fan)

    assert client.get(f"/e/{event.slug}/my/{token}.ics").status_code == 404
    assert client.get(f"/e/{event.slug}/my/forged.ics").status_code == 404


def test_one_poisoned_row_does_not_break_the_feed(client, event, slot, caplog):
    SlotFactory(event=event, starts_at=timezone.now() - timedelta(days=365 * 200))

    assert len(entries(client, f"/e/{event.slug}/timetable.ics")) == 1
    assert "left out" in caplog.text


@pytest.mark.case("R22")
def test_queries_do_not_grow_with_the_talks(client, event, slot, django_assert_num_queries):
    client.force_login(UserFactory())
    client.get(f"/e/{event.slug}/timetable.ics")
    with django_assert_num_queries(7):
        client.get(f"/e/{event.slug}/timetable.ics")

    for _number in range(2):
        CreditFactory(contribution=SlotFactory(event=event).contribution)

    with django_assert_num_queries(7):
        client.get(f"/e/{event.slug}/timetable.ics")
