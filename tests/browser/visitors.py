"""Somebody with a browser."""

from typing import Any

from django.conf import settings
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Error, Page, Response, expect

DESKTOP = {"width": 1440, "height": 900}
EXPECTED = ("404 (Not Found)", "409 (Conflict)", "422 (Unprocessable Entity)")
"""What Chromium writes for pages that are meant to be missing, and for forms with a mistake in them."""

REPLACED = ("htmx:afterRequest", "htmx:sendAbort")
"""What htmx writes when a newer request takes the place of one under way."""


class Visitor:
    """One person's browser with one page, which notes all that goes wrong in it."""

    def __init__(
        self, browser: Browser, site: str, *, session: str | None, width: int = 1440, **options: Any
    ) -> None:
        self.site = site
        self.runs_scripts = options.get("java_script_enabled", True)
        self.troubles: list[str] = []
        self.context = browser.new_context(
            base_url=site,
            viewport={**DESKTOP, "width": width},
            locale=options.pop("locale", "en"),
            timezone_id=options.pop("timezone_id", "Europe/Zurich"),
            reduced_motion="reduce",
            **options,
        )
        self.context.set_default_timeout(20_000)
        if session:
            self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}])
        self.page = self.context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", self._failed)
        self.page.on("dialog", self._asked)

    def go(self, path: str) -> Page:
        """Open a page of the site, and wait as long as people would until its own elements work."""
        self.answer(path)
        if self.runs_scripts:
            expect(self.page.locator(":not(:defined)")).to_have_count(0)
        return self.page

    def answer(self, path: str) -> Response:
        response = self.page.goto(path)
        assert response is not None
        return response

    def cookies(self) -> set[str]:
        return {cookie["name"] for cookie in self.context.cookies()}

    def leave(self) -> None:
        self.context.close()

    def _heard(self, message: ConsoleMessage) -> None:
        expected = message.text.endswith(EXPECTED) or message.text.startswith(REPLACED)
        if message.type in ("error", "warning") and not expected:
            self.troubles.append(f"{self.page.url}: {message.text}")

    def _failed(self, error: Error) -> None:
        self.troubles.append(f"{self.page.url}: {error}")

    def _asked(self, dialog: Dialog) -> None:
        self.troubles.append(f"{self.page.url}: dialog {dialog.message}")
        dialog.dismiss()
