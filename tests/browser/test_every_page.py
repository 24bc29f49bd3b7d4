"""What holds on every page: axe finds nothing in any width or theme, nothing scrolls sideways, headings are right."""

import pytest

from tests.browser.pages import EVERY_PAGE
from tests.browser.usable import assert_usable

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize(
    ("account", "address"), [each[1:] for each in EVERY_PAGE], ids=[e[0] for e in EVERY_PAGE]
)
def test_page(visit, account, address):
    visitor = visit(account)
    page = visitor.go(address())
    assert page.locator("h1").count() == 1
    assert page.title()
    assert page.locator("html").get_attribute("lang") == "en"
    assert_usable(page)
