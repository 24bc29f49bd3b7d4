"""One Chromium, one server and one demo for all tests here.

The server runs in this process on a database of its own: the demo is committed there once, and the tests of
other folders never see it. The tests share it, so each makes what it changes.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import override_settings
from django.test.utils import modify_settings
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from home.demo.loading import load_demo
from home.demo.people import DemoAccount
from tests.browser.demo import PASSWORD, now_in_the_demo, session_of
from tests.browser.visitors import Visitor
from tools.test import BROWSERS

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="package")
def chromium() -> str:
    """Where Chromium is. Without one the tests are skipped, but not in CI."""
    found = os.environ.get("HEMICYCLE_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        reason = "There is no Chromium here (on Debian: apt install chromium)."
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def demo(chromium: str, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database that holds the demo, on a day of it when sessions are on."""
    before = connection.settings_dict["NAME"]
    names = connection.settings_dict["TEST"]
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        # Playwright keeps an event loop in this thread, which Django takes for code that may not wait.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        patch.setitem(names, "NAME", f"{names['NAME']}_browser")
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            with time_machine.travel(now_in_the_demo()):
                cache.clear()
                load_demo(password=PASSWORD)
                yield
        finally:
            cache.clear()
            connection.creation.destroy_test_db(before, verbosity=0)


@pytest.fixture(scope="package")
def site(demo: None) -> Iterator[str]:
    """The address of the server."""
    server = LiveServer("localhost")
    with modify_settings(ALLOWED_HOSTS={"append": "localhost"}), override_settings(BASE_URL=server.url):
        yield server.url
        server.stop()


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Callable[..., Visitor]]:
    """Open a browser of somebody's own: `visit()`, `visit(ORGANISER, width=390, …)`; options as Playwright's.

    At the end nobody may have seen an error, a dialog, or a refusal by the Content-Security-Policy.
    """
    visitors: list[Visitor] = []

    def arrive(account: DemoAccount | None = None, **options) -> Visitor:
        visitor = Visitor(browser, site, session=session_of(account) if account else None, **options)
        visitors.append(visitor)
        return visitor

    yield arrive
    for visitor in visitors:
        visitor.leave()
    for visitor in visitors:
        assert visitor.troubles == []
