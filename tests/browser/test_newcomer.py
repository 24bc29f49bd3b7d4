"""A newcomer finds a talk, stars it without an account, signs in, and still has the star."""

import re

import pytest
from playwright.sync_api import expect

from home.demo.people import ROOM_MANAGER
from tests.browser.demo import CONFERENCE, PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_from_the_front_page_to_a_kept_star(visit):
    newcomer = visit()
    page = newcomer.go("/")
    page.get_by_role("link", name="Workshop on Precision Calorimetry").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Precision Calorimetry")
    page.get_by_role("link", name="Timetable", exact=True).click()
    talk = page.locator(".slot a").first
    title = talk.inner_text()
    talk.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)

    star = page.get_by_role("button", name=f"In my schedule: {title}")
    star.click()
    expect(star).to_have_attribute("aria-pressed", "true")
    expect(star).to_be_focused()
    page.get_by_role("link", name="My schedule").click()
    expect(page.locator(".agenda .what")).to_have_text([title])

    page.get_by_role("main").get_by_role("link", name="Sign in").click()
    page.get_by_label("Email").fill(ROOM_MANAGER.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".mast .menu summary")).to_be_visible()
    page = newcomer.go(f"{CONFERENCE}my/")
    expect(page.locator(".agenda .what")).to_have_text([title])
    assert "hc_stars" not in newcomer.cookies()


def test_filtering_by_track_room_and_words(visit):
    page = visit().go(f"{CONFERENCE}timetable/")
    slots = page.locator("#timetable .slot a")
    everything = slots.count()

    track = page.locator(".chip.pick", has_text="Reconstruction")
    track.click()
    expect(page).to_have_url(re.compile(r"track=\d+"))
    expect(slots).not_to_have_count(everything)
    fewer = slots.count()
    assert 0 < fewer < everything

    page.get_by_label("Room").select_option(label="Atelier")
    expect(page).to_have_url(re.compile(r"room=\d+"))
    page.get_by_role("link", name="Show everything").first.click()
    expect(slots).to_have_count(everything)

    word = max(slots.first.inner_text().split(), key=len)
    page.get_by_label("Search talks and people").fill(word)
    page.get_by_label("Search talks and people").press("Enter")
    expect(page).to_have_url(re.compile(r"q=."))
    expect(slots).not_to_have_count(everything)
    expect(slots.first).to_contain_text(word)

    page.go_back()
    expect(slots).to_have_count(everything)


def test_the_timetable_shows_when_it_is(visit):
    page = visit().go(f"{CONFERENCE}timetable/")

    expect(page.locator(".slot.live").first).to_be_visible()
    expect(page.locator(".seg [aria-current='date']")).to_be_visible()
    overview = page.context.new_page()
    overview.goto(CONFERENCE)
    expect(overview.locator("#now-next .what").first).to_be_visible()


def test_times_of_another_zone(visit):
    traveller = visit(timezone_id="Asia/Tokyo")
    page = traveller.go(f"{CONFERENCE}timetable/")
    first = page.locator(".slot time").first
    here = first.inner_text()

    page.get_by_role("button", name="Tokyo, +8 h").click()
    assert int(first.inner_text()[:2]) == int(here[:2]) + 8
    page.get_by_role("link", name=re.compile("Zurich")).click()
    expect(first).to_have_text(here)

    page = traveller.go(f"{CONFERENCE}timetable/?tz=Asia/Tokyo")
    expect(page.get_by_text("Times are those of Tokyo")).to_be_visible()
    assert int(first.inner_text()[:2]) == int(here[:2]) + 8
