"""Statistics and the import of rooms in a browser: usable pages, and what takes several steps takes no script."""

import pytest
from django.utils import timezone

from home.demo.people import ADMIN, ROOM_MANAGER
from rooms.models import Room
from tests.browser.usable import assert_usable
from tests.factories.rooms import LocationFactory

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_statistics_are_usable_and_bring_the_hours_of_the_week(visit):
    page = visit(ROOM_MANAGER).go("/rooms/statistics/?period=quarter")

    page.get_by_role("img", name="How full the rooms are by weekday and hour").wait_for()
    for summary in page.locator("main summary").all():
        summary.click()
    assert_usable(page)


def test_hours_of_the_week_are_a_page_without_script(visit):
    page = visit(ROOM_MANAGER, java_script_enabled=False).go("/rooms/statistics/")

    page.get_by_role("link", name="Show how full the hours of the week are").click()

    assert page.get_by_role("img", name="How full the rooms are by weekday and hour").count() == 1


def test_rooms_come_in_by_looking_saying_what_headings_mean_and_importing(visit, site):
    location = LocationFactory(name=f"Imported {timezone.now():%H%M%S%f}")
    page = visit(ADMIN).go("/rooms/manage/import-rooms/")
    list_of_rooms = b"Kennung,Plaetze,Trakt\nR1,12,Nord\nR2,zwei,Nord\n"
    page.get_by_label("List (.csv, .xlsx, .json)").set_input_files(
        {"name": "rooms.csv", "mimeType": "text/csv", "buffer": list_of_rooms}
    )
    page.get_by_label("Location of rows that name none").select_option(label=location.name)

    page.get_by_role("button", name="See what would happen").click()
    page.get_by_label("Kennung").select_option("number")
    page.get_by_label("Plaetze").select_option("capacity")
    page.get_by_label("Trakt").select_option("site")
    page.get_by_role("button", name="Look again").click()
    assert_usable(page)
    page.get_by_role("button", name="Import 1 room").click()
    page.get_by_role("heading", name="What was done").wait_for()

    rooms = Room.objects.filter(location=location).values_list("site", "number", "capacity")
    assert list(rooms) == [("Nord", "R1", 12)]
