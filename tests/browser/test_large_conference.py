"""The published schedule of a conference with 35 rooms and 872 talks, in the browser."""

from pathlib import Path

import pytest

from events.operations import root_category
from interchange.operations import import_schedule
from interchange.schedule.reading import read_schedule
from tests.browser.usable import assert_usable

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SCHEDULE = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "schedules" / "fosdem-2020.xml"


@pytest.fixture(scope="module")
def fosdem(site) -> str:
    """Where the conference stands."""
    if not SCHEDULE.exists():
        pytest.skip(f"There is no {SCHEDULE.name} beside the checkout.")
    schedule = read_schedule(SCHEDULE.read_bytes(), file_name=SCHEDULE.name)
    report = import_schedule(schedule, file_name=SCHEDULE.name, by=None, category=root_category())
    return report.event.get_absolute_url()


@pytest.mark.parametrize("path", ["", "timetable/?day=2020-02-01"])
def test_its_pages_are_usable(visit, fosdem, path):
    assert_usable(visit().go(fosdem + path))


def test_its_grid_scrolls_inside_itself_by_keyboard_too(visit, fosdem):
    page = visit().go(f"{fosdem}timetable/?day=2020-02-01")
    box = page.get_by_role("region", name="Timetable, rooms side by side")
    box.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.tt-box').scrollLeft > 0")
