"""What holds for every page: axe finds nothing in any width or theme, nothing scrolls sideways, targets are large."""

import json
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

SOURCE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
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


# Where axe looks in the dark: at the whole page the first time, then at what was not shown before. Those that hold
# others shown newly stand for them.
SHOWN_NEWLY = """() => {
  const shown = new Set([...document.body.querySelectorAll("*")].filter((e) => e.checkVisibility()));
  const before = window.shownBefore;
  window.shownBefore = shown;
  if (!before) { window.shownNewly = document; return true; }
  const fresh = new Set([...shown].filter((e) => !before.has(e)));
  window.shownNewly = { include: [...fresh].filter((e) => !fresh.has(e.parentElement)) };
  return fresh.size > 0;
}"""


def _axe(page: Page, *, only: dict[str, object], where: str = "document") -> list[str]:
    """What axe finds, one line for each rule that is broken."""
    found = page.evaluate(
        f"() => axe.run({where}, {json.dumps({'runOnly': only, 'resultTypes': ['violations']})})"
    )
    return [f"{each['id']}: {[node['html'][:200] for node in each['nodes']]}" for each in found["violations"]]


def _dark(page: Page) -> list[str]:
    """What axe finds in the dark, which changes nothing but colours: in what no narrower window has shown."""
    if not page.evaluate(SHOWN_NEWLY):
        return []
    page.emulate_media(color_scheme="dark")
    contrast = {"type": "rule", "values": ["color-contrast"]}
    found = _axe(page, only=contrast, where="window.shownNewly")
    page.emulate_media(color_scheme="light")
    return found


def assert_usable(page: Page) -> None:
    """Look at the page that is open in all widths and both themes."""
    page.evaluate(SOURCE)
    page.evaluate("() => { delete window.shownBefore }")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(SIDEWAYS) == 0, f"scrolls sideways at {width}"
        if width in ASKED_BY_AXE:
            assert page.evaluate(SMALL_TARGETS) == [], f"small targets at {width}"
            assert _axe(page, only={"type": "tag", "values": RULES}) == [], f"light, at {width}"
            assert _dark(page) == [], f"dark, at {width}"
