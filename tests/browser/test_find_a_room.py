"""Finding and booking a room: by mouse, on a phone, by keyboard, without script; and that its pages are usable."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from home.demo.people import ATTENDEE
from rooms.models import Booking, Equipment, Feature, FloorPlan, Room
from tests.browser.usable import assert_usable
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10">'
    '<rect data-room="1" x="1" width="8" height="8" fill="none"/></svg>'
)


@pytest.fixture(scope="module")
def first_day(site) -> date:
    return timezone.now().date() + timedelta(days=14)


@pytest.fixture
def rooms(site, first_day) -> dict[str, Room]:
    """Three rooms of a house of their own: one taken on the third date of a series, one taken on all, one free."""
    location = LocationFactory()
    house = f"House {location.pk}"
    found = {
        name: RoomFactory(
            location=location, name=f"{name} {location.pk}", number=str(number), building=house, capacity=40
        )
        for number, name in enumerate(("Anchor", "Beacon", "Capstan"), start=1)
    }
    screen = Feature.objects.create(name=f"screen-{location.pk}", title="Screen", icon="screen")
    beamer = Equipment.objects.create(name=f"Beamer {location.pk}")
    beamer.features.add(screen)
    found["Anchor"].equipment.add(beamer)
    FloorPlan.objects.create(location=location, building=house, floor="1", drawing=DRAWING)
    BookingFactory(room=found["Anchor"], first_day=first_day + timedelta(days=14), purpose="Fire drill")
    BookingFactory(room=found["Beacon"], first_day=first_day, start=time(9), end=time(17), purpose="Open day")
    return found


@pytest.fixture
def address(rooms, first_day) -> str:
    location = rooms["Anchor"].location_id
    when = f"date={first_day}&from=10:00&to=11:00&repeat=weekly&count=5"
    return f"/rooms/?{when}&location={location}&people=30"


def bookings_of_the_attendee(room: Room) -> list[Booking]:
    return list(Booking.objects.filter(created_by=User.objects.get(email=ATTENDEE.email), room=room))


def choose(page: Page, room: Room) -> None:
    page.locator(f"#choose-{room.pk}").click()
    expect(page.locator("#book-title")).to_contain_text(room.name)


def test_the_finder_is_usable(visit, address):
    assert_usable(visit(ATTENDEE).go(address))


def test_the_finder_with_a_chosen_room_is_usable(visit, address, rooms):
    assert_usable(visit(ATTENDEE).go(f"{address}&room={rooms['Anchor'].pk}"))


def test_why_a_room_is_not_free_is_usable(visit, address, rooms):
    single = address.replace("repeat=weekly", "repeat=never")
    page = visit(ATTENDEE).go(f"{single}&room={rooms['Beacon'].pk}")

    expect(page.locator("#book")).to_contain_text("is taken by “Open day”.")
    assert_usable(page)


def test_wrong_values_and_no_room_at_all_are_usable(visit, address):
    assert_usable(visit(ATTENDEE).go(f"{address}&count=&until=2020-01-01&q=nothing-of-the-kind"))


def test_the_page_of_a_room_is_usable(visit, rooms, first_day):
    assert_usable(visit(ATTENDEE).go(f"{rooms['Beacon'].get_absolute_url()}?date={first_day}"))


def test_the_page_to_book_a_room_is_usable(visit, rooms, address):
    query = address.partition("?")[2]

    assert_usable(visit(ATTENDEE).go(f"{rooms['Anchor'].get_absolute_url()}book/?{query}"))


@pytest.mark.parametrize("script", [True, False])
def test_a_series_is_booked_in_two_clicks(visit, address, rooms, script):
    page = visit(ATTENDEE, java_script_enabled=script).go(address)

    choose(page, rooms["Anchor"])
    page.get_by_label("What is it for?").fill("Rope work")
    page.get_by_role("button", name="Book 5 dates").first.click()

    page.wait_for_url("**/rooms/bookings/*/")
    (booking,) = bookings_of_the_attendee(rooms["Anchor"])
    assert (booking.purpose, booking.occurrences.count()) == ("Rope work", 5)
    assert booking.occurrences.exclude(room=rooms["Anchor"]).count() == 1


def test_what_is_chosen_for_a_date_changes_what_the_button_says(visit, address, rooms):
    page = visit(ATTENDEE).go(f"{address}&room={rooms['Anchor'].pk}")
    page.get_by_label("What is it for?").fill("Rope work")

    page.get_by_label("Skip this date").check()

    expect(page.locator("#book-act")).to_have_text("Book 4 dates")
    expect(page.get_by_label("What is it for?")).to_have_value("Rope work")
    assert bookings_of_the_attendee(rooms["Anchor"]) == []


def test_when_somebody_else_was_quicker_nothing_typed_is_lost(visit, address, rooms, first_day):
    page = visit(ATTENDEE).go(f"{address}&room={rooms['Capstan'].pk}")
    page.get_by_label("What is it for?").fill("Rope work")
    BookingFactory(room=rooms["Capstan"], first_day=first_day + timedelta(days=7))

    page.get_by_role("button", name="Book 5 dates").first.click()

    expect(page.locator("#book [role=alert]")).to_contain_text("1 of 5 dates can not be had.")
    expect(page.get_by_label("What is it for?")).to_have_value("Rope work")
    page.get_by_label(f"Use {rooms['Anchor'].name} that day").check()
    page.get_by_role("button", name="Book 5 dates").first.click()
    page.wait_for_url("**/rooms/bookings/*/")


def test_a_purpose_that_is_missing_is_asked_for(visit, address, rooms):
    page = visit(ATTENDEE).go(f"{address}&room={rooms['Capstan'].pk}")

    page.get_by_role("button", name="Book 5 dates").first.click()

    expect(page.locator("#errors")).to_contain_text("Say what the booking is for.")
    expect(page.locator("#errors")).to_be_focused()


def test_filters_keep_the_focus_and_the_address(visit, address, rooms):
    page = visit(ATTENDEE).go(address)
    box = page.get_by_label("Free on every date")

    box.focus()
    page.keyboard.press("Space")

    expect(page.locator(".rooms > li")).to_have_count(1)
    expect(page.get_by_label("Free on every date")).to_be_focused()
    page.wait_for_url("**free=1**")
    page.reload()
    expect(page.locator(".rooms > li")).to_have_count(1)
    page.go_back()
    expect(page.locator(".rooms > li")).to_have_count(3)


def test_on_a_phone_the_one_act_stays_at_the_thumb(visit, address, rooms):
    page = visit(ATTENDEE, width=390, has_touch=True).go(address)
    expect(page.get_by_label("From", exact=True)).to_be_hidden()
    expect(page.locator(".asks > summary")).to_contain_text("10:00–11:00")

    choose(page, rooms["Anchor"])
    expect(page.locator(".dock")).to_contain_text("4 of 5 dates, 1 elsewhere")
    page.locator(".dock button").click()
    expect(page.locator("#errors")).to_contain_text("Say what the booking is for.")
    page.get_by_label("What is it for?").fill("Rope work")
    page.locator(".dock button").click()

    page.wait_for_url("**/rooms/bookings/*/")
    page.go_back()
    page.locator(".filters > summary").click()
    expect(page.get_by_label("Free on every date")).to_be_visible()


def test_a_star_keeps_a_room_among_the_favourites(visit, rooms):
    page = visit(ATTENDEE).go(rooms["Anchor"].get_absolute_url())
    star = page.get_by_role("button", name=f"Among my favourites: {rooms['Anchor'].name}")

    star.click()

    expect(star).to_have_attribute("aria-pressed", "true")
    expect(star).to_be_focused()
