"""From signing up to a conference in a calendar, and what strangers learn of a meeting behind closed doors."""

from pathlib import Path

import icalendar
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.models import User
from events.models import Category, Event
from events.operations import root_category
from notices.operations import deliver
from programme.models import Contribution
from tests.journeys.browsing import mail_to, send, sign_up
from tests.security.routes import address_of, parameters

SCHEDULE = Path(__file__).parents[1] / "interchange" / "data" / "village.xml"
TITLE = "Budget of the lighthouse"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_limits():
    """Signing up is limited by address of the computer; each test is another day."""
    cache.clear()


@pytest.fixture
def institute():
    """A category whose organiser was named by an e-mail address, before she had an account."""
    admin = User.objects.create_superuser("admin@example.org", "a long password", name="Admin")
    client = Client()
    client.force_login(admin)
    send(client, reverse("category-create", args=[root_category().pk]), title="Institute", time_zone="UTC")
    category = Category.objects.get(title="Institute")
    send(
        client,
        reverse("category-protection", args=[category.pk]),
        act="give",
        to="grace@example.org",
        permission="manage",
    )
    return category


def closed_meeting(grace, institute):
    """A restricted category below the institute, and a published meeting in it."""
    send(grace, reverse("category-create", args=[institute.pk]), title="Board", time_zone="UTC")
    board = Category.objects.get(title="Board")
    send(grace, reverse("category-protection", args=[board.pk]), act="protect", mode="restricted")
    send(
        grace,
        f"{reverse('event-create')}?category={board.pk}&kind=meeting",
        title=TITLE,
        starts_0="2031-05-06",
        starts_1="10:00",
        ends_0="2031-05-06",
        ends_1="12:00",
        time_zone="Europe/Zurich",
        venue="Lantern room",
        category=board.pk,
        mode="inheriting",
    )
    meeting = Event.objects.get(title=TITLE)
    grace.post(reverse("event-publish", args=[meeting.pk]))
    meeting.refresh_from_db()
    assert not meeting.is_draft
    return board, meeting


def everywhere(board, meeting):
    """Every page that needs no more than a category or an event to be asked for, and the searches."""
    things = (board, meeting, root_category())
    found = {"/?q=lighthouse", "/api/v1/events/?q=lighthouse", f"/api/v1/events/?category={board.pk}"}
    for route in parameters():
        for thing in things:
            try:
                found.add(address_of(route, thing))
            except (KeyError, AttributeError, NoReverseMatch):
                continue
    return sorted(found)


@pytest.mark.case("S2", "S4")
def test_a_meeting_in_a_restricted_category_is_nowhere_for_a_stranger(institute):
    grace = sign_up("grace@example.org", name="Grace Keeper")
    board, meeting = closed_meeting(grace, institute)
    page = meeting.get_absolute_url()
    send(
        grace,
        reverse("event-protection", args=[meeting.pk]),
        act="give",
        to="linus@example.org",
        permission="view",
    )

    stranger, member = Client(), sign_up("eve@example.org", name="Eve Elsewhere")
    linus = sign_up("linus@example.org", name="Linus Invited")

    traces = [
        path
        for path in everywhere(board, meeting)
        for client in (stranger, member)
        for text in [client.get(path).getvalue().decode(errors="replace")]
        if TITLE in text or "Lantern room" in text or ">Board<" in text
    ]
    assert traces == []
    assert stranger.get(page).status_code == member.get(page).status_code == 404
    for client in (grace, linus):
        assert TITLE in client.get(page).content.decode()
        assert TITLE in client.get(reverse("home")).content.decode()
        assert TITLE in client.get("/?q=lighthouse").content.decode()
    assert linus.get(reverse("event-settings", args=[meeting.pk])).status_code == 404


def test_who_is_invited_by_address_gets_a_mail_that_leads_there(institute, mailoutbox):
    grace = sign_up("grace@example.org", name="Grace Keeper")
    _board, meeting = closed_meeting(grace, institute)
    protection = reverse("event-protection", args=[meeting.pk])
    send(grace, protection, act="give", to="linus@example.org", permission="view")

    deliver(mail_to("linus@example.org").pk)

    assert mailoutbox[-1].to == ["linus@example.org"]
    assert f"http://testserver{meeting.get_absolute_url()}" in mailoutbox[-1].body


def bring_in(client, path, content, **choices):
    """Upload a file on the page, look at what would happen, and let it happen."""
    file = SimpleUploadedFile("village.xml", content)
    review = client.post(path, {"file": file, "time_zone": "Europe/Brussels", **choices})
    assert review.status_code == 302, review.content.decode()[:2000]
    assert client.get(review["Location"]).status_code == 200
    return client.post(review["Location"])


def entries(feed):
    return {str(entry["SUMMARY"]): entry for entry in icalendar.Calendar.from_ical(feed).walk("VEVENT")}


def test_a_schedule_is_imported_read_subscribed_to_and_imported_again(institute):
    grace = sign_up("grace@example.org", name="Grace Keeper")
    original = SCHEDULE.read_bytes()
    done = bring_in(grace, reverse("import-schedule"), original, category=institute.pk, slug="village")
    stranger = Client()

    page = stranger.get(done["Location"]).content.decode()
    feed = stranger.get(reverse("timetable-ics", args=["village"]))

    event = Event.objects.get(slug="village")
    assert "Opening" in page
    assert entries(feed.content).keys() >= {"Opening", "A walk", "Night shift"}
    known = stranger.get(reverse("timetable-ics", args=["village"]), headers={"If-None-Match": feed["ETag"]})
    assert known.status_code == 304

    opening = Contribution.objects.get(event=event, title="Opening")
    send(grace, reverse("manage-talk", args=[event.pk, opening.number]), title="Opening with the mayor")
    newer = original.replace(b"<title>A walk</title>", b"<title>A long walk</title>")
    bring_in(grace, reverse("event-import", args=[event.pk]), newer)

    after = entries(stranger.get(reverse("timetable-ics", args=["village"])).content)
    assert after.keys() == (entries(feed.content).keys() - {"Opening", "A walk"}) | {
        "Opening with the mayor",
        "A long walk",
    }
    before = entries(feed.content)
    assert after["A long walk"]["UID"] == before["A walk"]["UID"]
    assert after["A long walk"]["SEQUENCE"] > before["A walk"]["SEQUENCE"]
