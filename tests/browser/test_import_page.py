"""A schedule file becomes a conference through the page."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from events.models import Category
from home.demo.people import ORGANISER
from tests.browser.usable import assert_usable

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

DATA = Path(__file__).parent.parent / "interchange" / "data"


def test_a_look_at_the_file_and_then_the_import(visit):
    organiser = visit(ORGANISER)
    page = organiser.go("/")
    page.get_by_role("link", name="Create an event").click()
    page.get_by_role("link", name="Import a schedule").click()
    page.get_by_label("Category").select_option(str(Category.objects.get(title="Workshops").pk))
    page.locator("input[type=file]").set_input_files(DATA / "village.xml")
    page.get_by_role("button", name="Look at the file").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Village Days")
    expect(page.get_by_text("Nothing has been written yet.")).to_be_visible()
    assert_usable(page)
    page.get_by_role("button", name="Import 4 talks").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Timetable")
    expect(page.get_by_role("link", name="A walk")).to_be_visible()


def test_a_file_that_is_no_schedule_is_refused_in_a_sentence(visit, tmp_path):
    wrong = tmp_path / "notes.xml"
    wrong.write_text("<notes><note>Buy bread</note></notes>", encoding="utf-8")
    page = visit(ORGANISER).go("/manage/import/")
    page.locator("input[type=file]").set_input_files(wrong)
    page.get_by_role("button", name="Look at the file").click()

    expect(page.locator(".note.bad, .errorlist").first).to_contain_text("Its outermost element is <notes>")
