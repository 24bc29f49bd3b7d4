"""Everything works before, or without, any script."""

import pytest
from playwright.sync_api import expect

from home.demo.people import ATTENDEE, ORGANISER
from tests.browser.demo import CONFERENCE, PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def plain(visit):
    """Browsers that run no scripts."""
    return lambda account=None, **options: visit(account, java_script_enabled=False, **options)


def test_a_stranger_stars_a_talk(plain):
    visitor = plain()
    page = visitor.go(f"{CONFERENCE}timetable/")
    star = page.locator(".slot .star").first
    title = page.locator(".slot", has=page.locator(".star")).first.locator("a").inner_text()

    star.click()

    expect(star).to_have_attribute("aria-pressed", "true")
    expect(visitor.go(f"{CONFERENCE}my/").locator(".agenda .what")).to_have_text([title])
    page.locator(".star[aria-pressed=true]").click()
    expect(page.locator(".agenda .what")).to_have_count(0)


def test_a_person_signs_in_stars_and_signs_out(plain):
    page = plain().go("/accounts/login/")
    page.get_by_label("Email").fill(ATTENDEE.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{CONFERENCE}timetable/")
    star = page.locator(".slot .star[aria-pressed=false]").first
    label = star.get_attribute("aria-label")

    star.click()

    mine = page.get_by_label(label, exact=True).first
    expect(mine).to_have_attribute("aria-pressed", "true")
    mine.click()
    expect(page.get_by_label(label, exact=True).first).to_have_attribute("aria-pressed", "false")
    page.locator(".mast summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()


def test_filters_are_forms(plain):
    page = plain().go(f"{CONFERENCE}timetable/")
    slots = page.locator("#timetable .slot a")
    everything = slots.count()

    page.get_by_label("Room").select_option(label="Atelier")
    page.get_by_role("button", name="Show", exact=True).click()

    assert 0 < slots.count() < everything
    page.get_by_label("Search talks and people").fill("zebra crossing")
    page.get_by_label("Search talks and people").press("Enter")
    expect(page.get_by_text("Nothing on this day matches.")).to_be_visible()


def test_a_form_is_sent_and_a_wrong_one_comes_back_as_typed(plain):
    page = plain(ORGANISER).go("/manage/e/new/")
    page.get_by_label("Title").fill("Ends before it begins")
    page.locator("[name^=ends]").first.fill("2001-01-01")
    page.get_by_role("button", name="Create the event").click()

    expect(page.locator("#errors")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("Ends before it begins")


def test_language_and_theme_are_chosen_by_a_form(plain):
    page = plain().go(CONFERENCE)
    page.locator(".mast").get_by_role("link", name="Language and theme").click()
    page.get_by_label("Français").check()
    page.get_by_label("Dark").check()
    page.get_by_role("main").get_by_role("button").click()

    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.url.endswith(CONFERENCE)
