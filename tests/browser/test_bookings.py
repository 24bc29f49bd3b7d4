"""The life of a booking in a browser: its pages are usable, and the work list is worked through by keyboard."""

from datetime import timedelta
from itertools import count

import pytest
from django.utils import timezone

from accounts.models import User
from home.demo.people import ATTENDEE, ORGANISER
from kit.recurrence import Rule
from rooms.models import Booking, Room, State
from tests.browser.usable import assert_usable
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
WEEKLY = Rule("WEEKLY", count=5)


NAMES = count()


@pytest.fixture
def room(site) -> Room:
    """A room of the organiser's that needs approval; each test has its own."""
    owner = User.objects.get(email=ORGANISER.email)
    location = LocationFactory(name=f"Booking house {next(NAMES)}")
    return RoomFactory(location=location, name=f"Sextant{location.pk}", owner=owner, needs_approval=True)


@pytest.fixture
def work_list(room) -> str:
    return f"/rooms/approve/?q={room.name}"


@pytest.fixture
def series(room) -> Booking:
    attendee = User.objects.get(email=ATTENDEE.email)
    day = timezone.now().date() + timedelta(days=1)
    return BookingFactory(
        room=room, rule=WEEKLY, booked_for=attendee, first_day=day, purpose="Knots and splices"
    )


@pytest.fixture
def requests(room) -> list[Booking]:
    day = timezone.now().date() + timedelta(days=40)
    return [
        BookingFactory(
            room=room,
            state=State.PENDING,
            first_day=day + timedelta(days=n // 2),
            purpose=f"Request {n}",
            booked_for=UserFactory(name=f"Asker {n}"),
        )
        for n in range(3)
    ]


@pytest.mark.parametrize("page", ["", "edit/", "move/", "cancel/"])
def test_the_pages_of_a_booking_are_usable(visit, series, page):
    assert_usable(visit(ATTENDEE).go(f"{series.get_absolute_url()}{page}"))


def test_one_date_and_the_lists_are_usable(visit, series):
    visitor = visit(ATTENDEE)
    day = series.first_day + timedelta(days=7)

    assert_usable(visitor.go(f"{series.get_absolute_url()}edit/?scope=this&day={day}"))
    assert_usable(visitor.go("/rooms/bookings/"))
    assert_usable(visit(ORGANISER).go("/rooms/bookings/mine/"))


def test_the_pages_of_those_who_approve_are_usable(visit, requests, work_list):
    visitor = visit(ORGANISER)

    assert_usable(visitor.go(work_list))
    assert_usable(visitor.go(requests[0].get_absolute_url()))
    assert_usable(visitor.go(f"{requests[0].get_absolute_url()}approve/"))
    assert_usable(visitor.go(f"{requests[0].get_absolute_url()}reject/"))


def test_a_change_is_looked_at_before_it_is_made(visit, series):
    page = visit(ATTENDEE).go(f"{series.get_absolute_url()}edit/")

    page.get_by_label("From", exact=True).fill("10:15")
    page.get_by_role("button", name="See what would happen").click()
    assert page.get_by_text("5 dates change").is_visible()
    page.get_by_role("button", name="Change the booking").click()

    page.wait_for_url(f"**{series.get_absolute_url()}")
    lines = page.locator(".booking-dates > li").all_inner_texts()
    assert ["10:15–11:00" in line for line in lines] == [True] * 5


def test_what_is_cancelled_comes_back_from_the_toast(visit, series):
    page = visit(ATTENDEE).go(f"{series.get_absolute_url()}cancel/")

    page.get_by_role("button", name="Cancel 5 dates").click()
    page.get_by_role("button", name="Undo").click()

    page.get_by_text("5 dates are booked again").wait_for()
    assert series.occurrences.accepted().count() == 5


def test_the_work_list_is_worked_through_by_keyboard(visit, requests, work_list):
    page = visit(ORGANISER).go(work_list)
    last = requests[2]

    page.locator("[data-task]").first.focus()
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.querySelector('.what').textContent") == "Request 2"
    page.keyboard.press("x")
    assert page.get_by_role("button", name="Approve 1").is_enabled()
    page.keyboard.press("a")

    page.get_by_text("Approved “Request 2”").wait_for()
    last.refresh_from_db()
    assert last.state == State.ACCEPTED


def test_several_are_rejected_without_a_script(visit, requests, work_list):
    page = visit(ORGANISER, java_script_enabled=False).go(work_list)

    for box in page.locator("input[name=booking]").all():
        box.check()
    page.get_by_role("button", name="Reject the chosen").click()
    page.get_by_label("Reason").fill("Exams")
    page.get_by_role("button", name="Reject 3 bookings").click()

    assert page.get_by_role("heading", name="Rejected 3 of 3").is_visible()
