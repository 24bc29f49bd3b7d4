"""Booking from the calendar: by mouse, finger and keyboard; and that its pages are usable."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from home.demo.people import ATTENDEE
from rooms.models import FloorPlan, Location, State
from tests.browser.usable import assert_usable
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def place(site) -> Location:
    """Two rooms with a booking each tomorrow at 10, and the plan of their floor."""
    location = LocationFactory(name="Drawing house")
    tomorrow = timezone.now().date() + timedelta(days=1)
    for number, name in (("1", "Compass"), ("2", "Ruler")):
        room = RoomFactory(location=location, number=number, name=name, building="Drawing")
        BookingFactory(room=room, first_day=tomorrow, purpose="Sketching")
        BookingFactory(room=room, first_day=tomorrow, start=time(15), end=time(16), is_private=True)
        BookingFactory(room=room, first_day=tomorrow, start=time(17), end=time(18), state=State.PENDING)
    shapes = "".join(
        f'<rect data-room="{number}" x="{number}0" width="8" height="8" fill="none"/>' for number in (1, 2)
    )
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10">{shapes}</svg>'
    FloorPlan.objects.create(location=location, building="Drawing", floor="1", drawing=drawing)
    return location


@pytest.fixture
def tomorrow(place) -> str:
    day = timezone.now().date() + timedelta(days=1)
    return f"/rooms/calendar/?location={place.pk}&date={day.isoformat()}"


def lane(page, name):
    """The lane of a room, and where a minute of it is on the screen."""
    found = page.locator(f'.lane[data-room="{name}"]')
    page.locator("hc-room-drag.ready").wait_for()
    box = found.bounding_box()
    first, last = (int(page.locator(".lanes").get_attribute(f"data-{end}")) for end in ("first", "last"))

    def at(minute: int) -> tuple[float, float]:
        return box["x"] + (minute + 1 - first) / (last - first) * box["width"], box["y"] + box["height"] / 2

    return found, at


@pytest.mark.parametrize("view", ["day", "week", "month", "list", "day&hours=all"])
def test_its_views_are_usable(visit, tomorrow, view):
    assert_usable(visit(ATTENDEE).go(f"{tomorrow}&view={view}"))


def test_one_room_and_its_floor_plan_are_usable(visit, tomorrow, place):
    visitor = visit(ATTENDEE)

    assert_usable(visitor.go(f"{tomorrow}&room={place.rooms.first().pk}"))
    assert_usable(visitor.go(f"/rooms/plan/{place.plans.get().pk}/"))
    assert_usable(visitor.go("/rooms/plan/"))


def test_dragging_over_free_time_leads_to_the_form_with_that_time(visit, tomorrow):
    page = visit(ATTENDEE).go(tomorrow)
    _lane, at = lane(page, "Compass")

    page.mouse.move(*at(690))
    page.mouse.down()
    page.mouse.move(*at(720))
    page.mouse.move(*at(765))
    assert page.locator(".pick.on").inner_text() == "Book 11:30–13:00"
    page.mouse.up()

    page.wait_for_url("**/book/?*from=11%3A30&to=13%3A00*")


def test_time_that_is_taken_is_not_booked_by_dragging(visit, tomorrow):
    page = visit(ATTENDEE).go(tomorrow)
    _lane, at = lane(page, "Compass")

    page.mouse.move(*at(690))
    page.mouse.down()
    page.mouse.move(*at(600))
    assert "taken" in page.locator(".pick.on").inner_text()
    page.mouse.up()

    assert page.locator(".pick.on").count() == 0
    assert "/calendar/" in page.url


def test_escape_gives_up_a_drag(visit, tomorrow):
    page = visit(ATTENDEE).go(tomorrow)
    _lane, at = lane(page, "Compass")

    page.mouse.move(*at(690))
    page.mouse.down()
    page.mouse.move(*at(765))
    page.keyboard.press("Escape")
    page.mouse.up()

    assert page.locator(".pick.on").count() == 0
    assert "/calendar/" in page.url


def test_the_keyboard_moves_a_time_along_a_room_and_books_it(visit, tomorrow):
    page = visit(ATTENDEE).go(tomorrow)
    found, _at = lane(page, "Compass")
    pick = found.get_by_role("slider", name="Time to book in Compass")

    pick.focus()
    page.keyboard.press("Home")
    before = pick.get_attribute("aria-valuetext")
    for _each in range(12):
        page.keyboard.press("ArrowRight")
    taken = pick.get_attribute("aria-valuetext")
    for _each in range(4):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("ArrowDown")
    other = page.locator('.lane[data-room="Ruler"] .pick')

    assert (before, taken) == ("07:00–08:00", "10:00–11:00, taken")
    assert other.get_attribute("aria-valuetext") == "11:00–12:15"
    assert page.evaluate("document.activeElement.parentElement.dataset.room") == "Ruler"
    page.keyboard.press("Enter")
    page.wait_for_url("**/book/?*from=11%3A00&to=12%3A15*")


def test_a_finger_that_rests_draws_and_one_that_swipes_scrolls(visit, tomorrow):
    visitor = visit(ATTENDEE, width=1200, has_touch=True)
    page = visitor.go(tomorrow)
    _lane, at = lane(page, "Compass")
    touch = visitor.context.new_cdp_session(page)

    def send(kind, minute=None, up=0):
        points = [] if minute is None else [{"x": at(minute)[0], "y": at(minute)[1] - up}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    send("touchStart", 690)
    send("touchMove", 690, up=150)  # sideways, Chromium would go back in its history
    send("touchEnd")
    page.wait_for_timeout(400)
    assert page.locator(".pick.on").count() == 0
    assert "/calendar/" in page.url

    send("touchStart", 690)
    page.locator(".pick.on").wait_for()
    send("touchMove", 720)
    send("touchMove", 765)
    send("touchEnd")
    page.wait_for_url("**/book/?*from=11%3A30&to=13%3A00*")


def test_without_a_script_free_time_is_a_link(visit, tomorrow):
    page = visit(ATTENDEE, java_script_enabled=False).go(tomorrow)

    page.get_by_role("link", name="Book from 11:00: Compass").focus()
    page.keyboard.press("Enter")

    page.wait_for_url("**/book/?*from=11:00&to=12:00*")


def test_on_a_phone_a_room_leads_to_its_day_as_a_list(visit, tomorrow):
    page = visit(ATTENDEE, width=390).go(tomorrow)

    page.get_by_role("link", name="Compass: 3 bookings this day").click()
    page.get_by_role("link", name="Book from 11:00: Compass").wait_for()

    assert page.get_by_text("10:00–11:00").is_visible()
    assert page.get_by_role("link", name="Sketching").is_visible()


def test_filters_are_taken_at_once_and_stand_in_the_address(visit, tomorrow):
    page = visit(ATTENDEE).go(tomorrow)

    page.get_by_role("searchbox", name="Room, purpose or person").fill("compass")
    page.keyboard.press("Enter")
    page.wait_for_url("**text=compass*")

    page.get_by_role("link", name="Ruler").wait_for(state="detached")
    assert page.get_by_role("link", name="Compass", exact=True).is_visible()


def test_a_room_on_the_plan_leads_to_the_form_with_that_time(visit, tomorrow, place):
    day = timezone.now().date() + timedelta(days=1)
    page = visit(ATTENDEE).go(f"/rooms/plan/{place.plans.get().pk}/?date={day}&from=11:00&to=12:00")

    page.locator("svg.plan a").first.focus()
    page.keyboard.press("Enter")

    page.wait_for_url("**/book/?*from=11:00&to=12:00*")
