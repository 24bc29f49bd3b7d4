"""The calendar of one person: theirs, with their rights, as long as they want it."""

import pytest
from icalendar import Calendar

from access.models import Grant
from accounts.operations import calendar_key_of, reset_calendar_key
from programme.operations import protect
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, EventPersonFactory
from tests.factories.programme import CreditFactory
from tests.factories.timetable import SlotFactory, StarFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def me():
    return UserFactory()


def summaries(client, user):
    response = client.get(f"/me/{calendar_key_of(user).token}/calendar.ics")
    return sorted(str(entry["SUMMARY"]) for entry in Calendar.from_ical(response.content).walk("VEVENT"))


def test_it_holds_what_i_organise_speak_at_and_starred(client, me):
    event = EventFactory(title="Organised")
    Grant.objects.create(access_list=event.access, user=me, permission=Grant.MANAGE)
    spoken = SlotFactory(contribution__title="Spoken")
    person = EventPersonFactory(event=spoken.event, user=me)
    CreditFactory(contribution=spoken.contribution, person=person)
    starred = SlotFactory(contribution__title="Starred")
    StarFactory(user=me, contribution=starred.contribution)
    SlotFactory(contribution__title="Foreign")

    assert summaries(client, me) == ["Organised", "Spoken", "Starred"]


@pytest.mark.case("S9")
def test_what_i_may_no_longer_see_vanishes_from_it(client, me):
    starred = SlotFactory()
    StarFactory(user=me, contribution=starred.contribution)

    protect(starred.contribution, mode="restricted", by=None)

    assert summaries(client, me) == []


@pytest.mark.case("S33")
def test_a_reset_or_blocked_address_is_gone(client, me):
    token = calendar_key_of(me).token
    assert client.get(f"/me/{token}/calendar.ics").status_code == 200

    reset_calendar_key(me)
    assert client.get(f"/me/{token}/calendar.ics").status_code == 404

    token = calendar_key_of(me).token
    me.is_active = False
    me.save(update_fields=["is_active"])
    assert client.get(f"/me/{token}/calendar.ics").status_code == 404


@pytest.mark.case("S33")
def test_its_token_is_no_key_to_the_api(client, me):
    token = calendar_key_of(me).token

    assert client.get("/api/v1/events/", HTTP_AUTHORIZATION=f"Bearer {token}").status_code == 401


@pytest.mark.case("S11")
def test_it_is_kept_by_no_shared_cache_and_sends_no_referrer(client, me):
    response = client.get(f"/me/{calendar_key_of(me).token}/calendar.ics")

    assert response["Cache-Control"] == "private, no-cache"
    assert response["Referrer-Policy"] == "no-referrer"
