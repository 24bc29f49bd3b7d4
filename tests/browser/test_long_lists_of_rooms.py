"""A long list of rooms is narrowed by typing, and the tabs say on a phone that there are more."""

import pytest
from playwright.sync_api import Page, expect

from home.demo.people import ATTENDEE
from tests.browser.usable import assert_usable

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
ADDRESS = "/rooms/blockings/new/"


def in_sight(page: Page) -> int:
    return page.locator(".pick-rooms fieldset input[type=checkbox]:visible").count()


def test_typing_narrows_the_rooms_and_what_is_ticked_stays(visit):
    page = visit(ATTENDEE).go(ADDRESS)
    box = page.get_by_role("searchbox", name="Search the rooms of this list")
    every = in_sight(page)
    page.get_by_role("checkbox", name="Salle Curie").check()

    box.fill("aula")
    box.press("Enter")

    expect(page.get_by_role("status").filter(has_text="Rooms found:")).to_be_visible()
    assert 1 < in_sight(page) < every
    expect(page.get_by_role("checkbox", name="Salle Curie")).to_be_visible()
    assert page.url.endswith(ADDRESS)

    box.fill("")

    assert in_sight(page) == every
    assert_usable(page)


def test_without_script_the_list_is_whole_and_there_is_no_box(visit):
    page = visit(ATTENDEE, java_script_enabled=False).go(ADDRESS)

    expect(page.locator(".filter-list")).to_be_hidden()
    assert in_sight(page) > 8


def test_the_tabs_show_on_a_phone_that_there_are_more(visit):
    page = visit(ATTENDEE, width=390).go("/rooms/bookings/")
    tabs = page.locator(".tabs")

    assert tabs.evaluate("it => it.scrollWidth > it.clientWidth")
    assert tabs.evaluate("it => getComputedStyle(it).backgroundImage").count("gradient") == 4
    assert_usable(page)
