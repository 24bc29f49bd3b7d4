"""An organiser with a keyboard makes a meeting that strangers find no trace of, and publishes it."""

import pytest
from playwright.sync_api import Page, expect

from access.models import AccessList
from accounts.models import User
from events.models import Category, Event
from events.operations import create_category
from home.demo.people import ADMIN, ORGANISER
from tests.browser.demo import PASSWORD
from tests.events.people import runs

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

NAME_OF_THE_FOCUSED = """() => {
  const focused = document.activeElement;
  return focused.labels?.[0]?.innerText || focused.getAttribute("aria-label") || focused.innerText || "";
}"""


@pytest.fixture
def closed(site) -> Category:
    """A restricted category that the organiser manages."""
    category = create_category(
        Category.objects.get(title="Experimental physics"),
        title="Closed circle",
        by=User.objects.get(email=ADMIN.email),
        mode=AccessList.Mode.RESTRICTED,
    )
    runs(User.objects.get(email=ORGANISER.email), category)
    return category


def walk_to(page: Page, label: str) -> None:
    """Press Tab until what is called so has the focus."""
    for _press in range(80):
        page.keyboard.press("Tab")
        name = page.evaluate(NAME_OF_THE_FOCUSED)
        if name.strip().startswith(label):
            return
    raise AssertionError(f"Tab does not reach {label}")


def test_a_meeting_in_a_restricted_category_by_keyboard_alone(visit, closed):
    organiser = visit()
    page = organiser.go("/accounts/login/")
    walk_to(page, "Email")
    page.keyboard.type(ORGANISER.email)
    walk_to(page, "Password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".mast .menu summary")).to_be_visible()

    page = organiser.go(closed.get_absolute_url())
    walk_to(page, "Create event")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Create event")
    walk_to(page, "Title")
    page.keyboard.type("Meeting behind closed doors")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Draft").first).to_be_visible()

    walk_to(page, "Publish")
    page.keyboard.press("Enter")
    expect(page.locator(".chip.ok", has_text="Public").first).to_be_visible()

    event = Event.objects.get(category=closed)
    stranger = visit()
    assert stranger.answer(event.get_absolute_url()).status == 404
    assert stranger.answer(closed.get_absolute_url()).status == 404
    for path in ("/", "/?q=closed", closed.parent.get_absolute_url()):
        page = stranger.go(path)
        assert "losed" not in page.locator("main .two, main section").first.inner_text()
    assert organiser.answer(event.get_absolute_url()).status == 200
