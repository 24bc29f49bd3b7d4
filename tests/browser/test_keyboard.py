"""The whole product without a mouse."""

import pytest
from playwright.sync_api import Page, expect

from home.demo.people import ORGANISER
from tests.browser.demo import CONFERENCE
from tests.browser.usable import assert_usable

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

MARKED = """() => {
  const shows = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const focused = document.activeElement;
  const label = focused.closest("label");
  return shows(getComputedStyle(focused)) || shows(getComputedStyle(focused, "::after"))
    || Boolean(label && shows(getComputedStyle(label)));
}"""
SEEN = """() => {
  const box = document.activeElement.getBoundingClientRect();
  return box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
}"""


def press_tab(page: Page, times: int = 1) -> None:
    for _press in range(times):
        page.keyboard.press("Tab")


def test_the_first_stop_skips_to_the_content(visit):
    page = visit().go(CONFERENCE)
    press_tab(page)
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()

    page.keyboard.press("Enter")

    expect(page.locator("#main")).to_be_focused()


@pytest.mark.parametrize("path", ["/", CONFERENCE, f"{CONFERENCE}timetable/", "/accounts/login/"])
def test_every_stop_is_seen_and_marked(visit, path):
    page = visit().go(path)
    stops = 0
    for _press in range(45):
        press_tab(page)
        if page.evaluate("() => document.activeElement === document.body"):
            break
        stops += 1
        where = page.evaluate("() => document.activeElement.outerHTML.slice(0, 160)")
        assert page.evaluate(SEEN), where
        assert page.evaluate(MARKED), where
    assert stops > 5


def test_the_menu_of_a_person(visit):
    page = visit(ORGANISER).go("/")
    opener = page.locator(".mast .menu > summary")
    opener.focus()
    page.keyboard.press("Enter")
    mine = page.locator(".sheet-menu").get_by_role("link", name="My events")
    expect(mine).to_be_visible()

    press_tab(page)
    expect(mine).to_be_focused()
    page.keyboard.press("Escape")

    expect(mine).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_star_keeps_the_focus(visit):
    page = visit(ORGANISER).go(f"{CONFERENCE}timetable/")
    star = page.locator(".slot .star").first
    before = star.get_attribute("aria-pressed")
    star.focus()
    page.keyboard.press("Space")
    expect(star).not_to_have_attribute("aria-pressed", before)
    expect(star).to_be_focused()

    page.keyboard.press("Space")
    expect(star).to_have_attribute("aria-pressed", before)


def test_a_wrong_form_says_so_first_and_keeps_what_was_typed(visit):
    page = visit(ORGANISER).go("/manage/e/new/")
    page.get_by_label("Title").fill("Ends before it begins")
    page.locator("[name^=ends]").first.fill("2001-01-01")
    page.get_by_label("Title").press("Enter")

    expect(page.locator("#errors")).to_be_focused()
    expect(page.get_by_label("Title")).to_have_value("Ends before it begins")
    page.locator("#errors a").first.click()
    invalid = page.locator("[aria-invalid=true]").first
    reason = invalid.evaluate(
        "e => e.closest('[aria-describedby]').getAttribute('aria-describedby').split(' ')"
        ".map((id) => document.getElementById(id)?.innerText).join(' ')"
    )
    assert "before" in reason or "after" in reason
    assert_usable(page)
