"""Theme, language, direction, paper, and screens of all widths."""

import pytest
from playwright.sync_api import expect

from home.demo.people import ORGANISER
from tests.browser.demo import CONFERENCE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
PAPER = "() => getComputedStyle(document.body).backgroundColor"
HIDDEN_ON_PAPER = (".mast", ".tabs", ".foot", ".star", ".btn")


def test_the_theme_follows_the_system_until_one_is_chosen(visit):
    visitor = visit(color_scheme="dark")
    page = visitor.go("/")
    dark = page.evaluate(PAPER)

    page.get_by_role("button", name="Switch to light theme").click()

    light = page.evaluate(PAPER)
    assert light != dark
    visitor.go(CONFERENCE)
    assert page.evaluate(PAPER) == light
    expect(page.get_by_role("button", name="Switch to dark theme")).to_be_visible()


def test_the_language_is_kept(visit):
    visitor = visit()
    page = visitor.go(CONFERENCE)
    page.locator(".mast").get_by_role("link", name="English").click()
    page.get_by_label("Français").check()
    page.get_by_role("main").get_by_role("button").click()

    expect(page.locator("html")).to_have_attribute("lang", "fr")
    visitor.go("/")
    expect(page.locator("html")).to_have_attribute("lang", "fr")


@pytest.mark.parametrize("path", [CONFERENCE, f"{CONFERENCE}timetable/"])
def test_paper_shows_the_programme_and_nothing_to_press(visit, path):
    visitor = visit()
    page = visitor.go(path)
    page.emulate_media(media="print")

    for part in HIDDEN_ON_PAPER:
        assert not any(each.is_visible() for each in page.locator(part).all()), part
    expect(page.locator("h1, .title").first).to_be_visible()
    if "timetable" in path:
        expect(page.locator(".slot a").first).to_be_visible()
        assert page.locator("h1").bounding_box()["width"] > 100, "paper says which day it is"
    paper = page.pdf(format="A4")
    assert paper.startswith(b"%PDF-")
    assert len(paper) > 5_000


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("path", ["/", CONFERENCE, f"{CONFERENCE}timetable/", f"{CONFERENCE}talks/"])
def test_right_to_left(visit, path, width):
    """Every page turned around: nothing sticks out, and the rooms run from the right."""
    page = visit(width=width).go(path)
    page.evaluate("() => { document.documentElement.dir = 'rtl' }")

    assert page.evaluate(SIDEWAYS) == 0
    if path.endswith("timetable/") and width == 1440:
        boxes = [room.bounding_box() for room in page.locator(".tt > .room").all()[:2]]
        assert boxes[0]["x"] > boxes[1]["x"]


def test_management_turned_around(visit):
    page = visit(ORGANISER).go("/")
    page.get_by_role("link", name="Workshop on Precision Calorimetry").first.click()
    page.get_by_role("link", name="Manage").click()
    page.evaluate("() => { document.documentElement.dir = 'rtl' }")

    assert page.evaluate(SIDEWAYS) == 0
    assert page.locator(".side").bounding_box()["x"] > page.locator("main").bounding_box()["x"]


def test_a_grid_scrolls_inside_itself(visit):
    """The table of talks is wider than a phone; the page is not."""
    page = visit(ORGANISER, width=390).go("/me/tokens/")
    assert page.evaluate(SIDEWAYS) == 0

    page = visit(width=390).go(f"{CONFERENCE}timetable/")
    assert page.evaluate(SIDEWAYS) == 0
    expect(page.locator(".tt > .room").first).to_be_hidden()
    expect(page.locator(".slot a").first).to_be_visible()
