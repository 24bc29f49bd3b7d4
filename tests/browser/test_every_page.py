"""What holds on every page: axe finds nothing in any width or theme, nothing scrolls sideways, headings are right."""

import json
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from tests.browser.pages import EVERY_PAGE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (320, 390, 1440)
ASKED_BY_AXE = (390, 1440)

# WCAG 2.5.8 lets targets in a line of text be as high as the line, and judges boxes to tick by the space around
# them, which axe measures.
SMALL_TARGETS = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter((e) => !e.closest(".sr, .skip, .slot, [hidden]") && !["hidden", "checkbox", "radio"].includes(e.type))
  .filter((e) => getComputedStyle(e).display !== "inline")
  .map((e) => [e.outerHTML.slice(0, 120), e.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24))
  .map(([text, box]) => `${box.width} × ${box.height}: ${text}`)"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def axe(page: Page, *, only: dict[str, object]) -> list[str]:
    """What axe finds, one line for each rule that is broken."""
    found = page.evaluate(
        f"() => axe.run(document, {json.dumps({'runOnly': only, 'resultTypes': ['violations']})})"
    )
    return [f"{each['id']}: {[node['html'][:200] for node in each['nodes']]}" for each in found["violations"]]


@pytest.mark.parametrize(
    ("account", "address"), [each[1:] for each in EVERY_PAGE], ids=[e[0] for e in EVERY_PAGE]
)
def test_page(visit, account, address):
    visitor = visit(account)
    page = visitor.go(address())
    assert page.locator("h1").count() == 1
    assert page.title()
    assert page.locator("html").get_attribute("lang") == "en"
    page.evaluate(AXE)

    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(SIDEWAYS) == 0, f"scrolls sideways at {width}"
        if width in ASKED_BY_AXE:
            assert page.evaluate(SMALL_TARGETS) == [], f"small targets at {width}"
            assert axe(page, only={"type": "tag", "values": RULES}) == [], f"light, at {width}"
            # A theme changes nothing but colours.
            page.emulate_media(color_scheme="dark")
            assert axe(page, only={"type": "rule", "values": ["color-contrast"]}) == [], f"dark, at {width}"
            page.emulate_media(color_scheme="light")
