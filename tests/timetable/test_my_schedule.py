"""My schedule: on paper, and what to do about stars that overlap."""

from datetime import date

import pytest
from django.core.cache import cache

from access.models import AccessList
from access.operations import set_mode
from tests.clock import at
from tests.factories.programme import ContributionFactory
from tests.factories.timetable import SlotFactory, StarFactory
from tests.timetable.pdfs import words
from tests.timetable.test_grid import entry
from tests.timetable.world import CANARY, conference, hide_something_in
from timetable.starred import Clash, clashes

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}
PDF = "/e/conf-2027/my/schedule.pdf"


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


def starred(*entries):
    for each in entries:
        each.starred = True
    return list(entries)


def again(talk, start, end):
    """Another showing of the same talk."""
    other = entry(start, end)
    other.number, other.title = talk.number, talk.title
    return other


def test_a_talk_that_is_held_again_is_a_way_out():
    one, other = entry("09:00", "10:00"), entry("09:30", "10:30")
    later = again(one, "15:00", "16:00")

    assert clashes(starred(one, other, later)) == [Clash(one, other, [later])]


def test_another_time_at_which_something_else_is_starred_is_no_way_out():
    one, other, third = entry("09:00", "10:00"), entry("09:30", "10:30"), entry("15:30", "17:00")
    later = again(one, "15:00", "16:00")

    found = clashes(starred(one, other, third, later))

    assert [clash.ways_out for clash in found] == [[], []]


def test_the_page_names_the_way_out(client, stranger):
    event = conference()
    mirrors = event.contributions.get(title="Mirrors")
    SlotFactory(event=event, contribution=mirrors, starts_at=at("15:00"))
    for talk in (mirrors, event.contributions.get(title="Thin lenses")):
        StarFactory(user=stranger, contribution=talk)
    client.force_login(stranger)

    page = client.get("/e/conf-2027/my/").content.decode()

    assert "Two of your stars overlap at" in page
    assert "<bdi>Mirrors</bdi> is held again on" in page


def test_on_paper_the_starred_talks_stand_day_by_day(client, stranger):
    event = conference()
    tuesday = ContributionFactory(event=event, title="On Tuesday")
    SlotFactory(event=event, contribution=tuesday, starts_at=at("09:00", day=date(2027, 3, 16)))
    waiting = ContributionFactory(event=event, title="Without a time")
    for talk in (tuesday, waiting, *event.contributions.filter(title__in=["Mirrors", "Thin lenses"])):
        StarFactory(user=stranger, contribution=talk)
    client.force_login(stranger)

    response = client.get(PDF)

    assert response["Content-Type"] == "application/pdf"
    assert "private" in response["Cache-Control"] or "no-store" in response["Cache-Control"]
    text = words(response.content)
    places = [
        text.index(word)
        for word in (
            "Monday 15 March 2027",
            "Thin lenses",
            "Mirrors",
            "Tuesday 16",
            "On Tuesday",
            "Without a time",
        )
    ]
    assert places == sorted(places)
    assert text.count("Overlaps with another star") == 2
    assert "Closing" not in text


def test_whoever_is_signed_out_prints_the_stars_of_the_browser(client):
    conference()
    client.post("/e/conf-2027/talks/3/star/", headers=OURS)

    text = words(client.get(PDF).content)

    assert "Mirrors" in text
    client.cookies.clear()
    assert "Mirrors" not in words(client.get(PDF).content)


@pytest.mark.case("S4")
def test_paper_shows_nothing_that_was_hidden_later(client, stranger):
    talk = hide_something_in(conference())
    StarFactory(user=stranger, contribution=talk)
    client.force_login(stranger)

    assert CANARY not in words(client.get(PDF).content)


@pytest.mark.case("S10")
def test_a_restricted_event_prints_nothing(client):
    event = conference()
    set_mode(event.access, mode=AccessList.Mode.RESTRICTED)

    assert client.get(PDF).status_code == 404


def test_times_on_paper_are_those_of_the_zone_asked_for(client, stranger):
    event = conference()
    StarFactory(user=stranger, contribution=event.contributions.get(title="Thin lenses"))
    client.force_login(stranger)

    text = words(client.get(f"{PDF}?tz=Asia/Tokyo").content)

    assert "18:00–18:20" in text
    assert "Times are those of Tokyo" in text


def test_two_files_at_once_are_refused_with_a_sentence(client, stranger):
    conference()
    client.force_login(stranger)
    cache.add(f"print.person.{stranger.pk}", 1, 60)

    response = client.get(PDF)

    assert response.status_code == 503
    assert "Try again in a minute." in response.content.decode()
