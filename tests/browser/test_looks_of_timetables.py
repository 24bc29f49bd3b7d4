"""The views of a timetable and the pages of sessions in a browser, in all widths and themes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from events.models import Event
from home.demo.people import ATTENDEE
from programme.models import Session
from tests.browser.demo import CONFERENCE
from tests.browser.usable import assert_usable

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

TIMETABLE = f"{CONFERENCE}timetable/"


def _session(**which) -> Callable[[], str]:
    return lambda: Session.objects.filter(event__slug="pcfc", **which).earliest("number").get_absolute_url()


def _meeting() -> str:
    meeting = Event.objects.filter(kind="meeting", access__is_open=True).earliest("starts_at")
    return f"{meeting.get_absolute_url()}timetable/?view=numbered"


PAGES: dict[str, Callable[[], str]] = {
    "by track": lambda: f"{TIMETABLE}?view=tracks",
    "all days": lambda: f"{TIMETABLE}?day=all",
    "week": lambda: f"{TIMETABLE}?view=week",
    "compact": lambda: f"{TIMETABLE}?detail=compact",
    "list with abstracts": lambda: f"{TIMETABLE}?view=list&detail=full",
    "agenda": lambda: f"{TIMETABLE}?view=agenda&detail=full",
    "numbered agenda of a meeting": _meeting,
    "session": _session(type=None),
    "poster session": _session(type__is_poster=True),
}


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_page(visit, address):
    page = visit().go(address())

    assert page.locator("h1").count() == 1
    assert_usable(page)


def test_a_reader_changes_the_view_and_keeps_the_filter(visit):
    page = visit().go(TIMETABLE)
    page.get_by_label("Room").select_option(label="Salle Curie")
    expect(page.locator(".sess")).to_have_count(2)

    page.locator(".looks summary").click()
    page.get_by_role("link", name="Numbered agenda").click()

    expect(page.locator(".points > .block")).to_have_count(2)
    expect(page.get_by_label("Room")).to_have_value(page.url.partition("room=")[2].partition("&")[0])


def test_now_leads_to_what_is_on(visit):
    page = visit().go(TIMETABLE)

    page.get_by_role("link", name="Now", exact=True).click()

    expect(page.locator(":target")).to_be_in_viewport()
    expect(page.locator(":target.live")).to_have_count(1)


def test_the_block_of_a_session_leads_to_its_page_and_back_to_its_place(visit):
    page = visit().go(TIMETABLE)
    page.locator(".sess-head a").first.click()
    expect(page.locator("h1")).to_have_text("Plenary")

    page.get_by_role("link", name="Aula Magna").first.click()

    expect(page.locator(":target")).to_contain_text("Plenary")


def test_on_paper_my_schedule_is_what_is_starred(visit):
    page = visit(ATTENDEE).go(f"{CONFERENCE}my/")
    page.emulate_media(media="print")

    expect(page.locator(".agenda .what").first).to_be_visible()
    for part in ("aside", ".mast", ".star"):
        assert not any(each.is_visible() for each in page.locator(part).all()), part
