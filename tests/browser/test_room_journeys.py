"""Whole ways through the rooms in a browser: of who books, runs, decides, keeps free, stands at a door; a program's."""

from collections.abc import Callable
from datetime import date, time, timedelta

import icalendar
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from access.models import Grant
from accounts.models import User
from accounts.operations import create_token
from home.demo.people import ADMIN, ATTENDEE, ORGANISER, ROOM_MANAGER, DemoAccount
from kit.moments import local
from notices.models import Notice
from rooms.models import Booking, Location, Room, State
from rooms.operations.grants import give_right
from rooms.tokens import DOOR, token_for
from tests.browser.visitors import Visitor
from tests.factories.accounts import UserFactory
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory
from tests.kit.calendar_readers import dates_by_icalendar
from tests.outbox import outbox

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
Visit = Callable[..., Visitor]


def person(account: DemoAccount) -> User:
    return User.objects.get(email=account.email)


@pytest.fixture
def house(site: str) -> Location:
    """A location of the test's own, run by the room manager."""
    location = LocationFactory(time_zone="Europe/Zurich")
    give_right(location, to=person(ROOM_MANAGER), permission=Grant.MANAGE, by=person(ADMIN))
    return location


@pytest.fixture
def room(house: Location) -> Room:
    return RoomFactory(location=house, name=f"Sextant {house.pk}", capacity=40)


@pytest.fixture
def day(site: str) -> date:
    return timezone.now().date() + timedelta(days=14)


def last_mail(email: str) -> Notice:
    return outbox().filter(recipient=email).latest("pk")


def entries(mail: Notice) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(mail.calendar).walk("VEVENT"))


def test_who_books_ten_dates_with_one_elsewhere_hears_of_it_and_takes_one_back(
    visit: Visit, house: Location, room: Room, day: date
) -> None:
    other = RoomFactory(location=house, name=f"Astrolabe {house.pk}", capacity=40)
    BookingFactory(room=room, first_day=day + timedelta(days=14))
    when = f"date={day}&from=10:00&to=11:00&repeat=weekly&count=10"
    page = visit(ATTENDEE).go(f"/rooms/?{when}&location={house.pk}&people=30")

    expect(page.locator(".rooms > li", has_text=room.name)).to_contain_text("9 of 10")
    page.locator(f"#choose-{room.pk}").click()
    page.get_by_label(f"Use {other.name} that day").check()
    page.get_by_label("What is it for?").fill("Stars by hand")
    page.get_by_role("button", name="Book 10 dates").first.click()
    page.wait_for_url("**/rooms/bookings/*/")

    booking = Booking.objects.get(room=room, purpose="Stars by hand")
    invitation = last_mail(ATTENDEE.email)
    assert booking.occurrences.accepted().count() == 10
    assert booking.occurrences.get(room=other).date == day + timedelta(days=14)
    assert invitation.calendar_method == "REQUEST"
    assert len(dates_by_icalendar(invitation.calendar)) == 10

    _cancel_second_date(page, day + timedelta(days=7))

    taken_back = last_mail(ATTENDEE.email)
    assert taken_back.calendar_method == "CANCEL"
    assert [entry["UID"] for entry in entries(taken_back)] == [entries(invitation)[0]["UID"]]

    page.get_by_role("button", name="Undo").click()
    page.get_by_text("1 date is booked again").wait_for()

    assert booking.occurrences.accepted().count() == 10
    assert last_mail(ATTENDEE.email).calendar_method == "REQUEST"


def _cancel_second_date(page: Page, second: date) -> None:
    page.locator(".booking-dates > li").nth(1).get_by_role("link", name="Cancel it").click()
    page.wait_for_url(f"**/cancel/{second}/")
    page.get_by_role("button", name="Cancel 1 date").click()
    page.get_by_role("button", name="Undo").wait_for()


def test_who_runs_a_room_sets_it_up_and_closes_it_with_what_is_booked(
    visit: Visit, room: Room, day: date
) -> None:
    booking = BookingFactory(room=room, first_day=day, booked_for=UserFactory(email=f"b{room.pk}@x.example"))
    page = visit(ROOM_MANAGER).go(reverse("manage-room", args=[room.pk]))

    page.get_by_label("Seats").fill("55")
    page.get_by_label("minutes to clear").fill("15")
    page.get_by_role("button", name="Save the room").click()
    page.get_by_text("Saved").wait_for()
    page.goto(reverse("room-closures", args=[room.pk]))
    page.get_by_label("First day").fill(str(day))
    page.get_by_label("Last day").fill(str(day))
    page.get_by_label("Why").fill("New carpets")
    page.get_by_role("button", name="Close it").click()
    page.get_by_role("button", name="Close it and cancel the ticked dates").click()
    page.get_by_role("button", name="Open again").wait_for()

    room.refresh_from_db()
    booking.refresh_from_db()
    assert (room.capacity, room.buffer_after) == (55, 15)
    assert booking.state == State.CANCELLED
    assert "New carpets" in last_mail(booking.booked_for.email).body


def test_who_decides_approves_two_by_keyboard_and_the_one_in_the_way_hears_no(
    visit: Visit, room: Room, day: date
) -> None:
    Room.objects.filter(pk=room.pk).update(needs_approval=True)
    first, rival, last = (
        BookingFactory(
            room=room, state=State.PENDING, first_day=day + timedelta(days=n // 2), purpose=f"Wish {n}"
        )
        for n in range(3)
    )
    page = visit(ROOM_MANAGER).go(f"{reverse('approvals')}?q={room.name}")

    page.locator("[data-task]").first.focus()
    for key in "xjjx":
        page.keyboard.press(key)
    page.get_by_role("button", name="Approve 2").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Approve 2 bookings")
    page.get_by_label("Reject 1 other request for the same time").check()
    page.get_by_role("button", name="Approve 2 bookings").click()
    page.get_by_role("heading", name="Approved 2 of 2").wait_for()

    states = [Booking.objects.get(pk=one.pk).state for one in (first, rival, last)]
    assert states == [State.ACCEPTED, State.REJECTED, State.ACCEPTED]
    assert last_mail(rival.booked_for.email).calendar_method in ("", "CANCEL")


def test_who_keeps_a_room_free_asks_its_manager_who_sees_what_it_rejects(
    visit: Visit, room: Room, day: date
) -> None:
    booking = BookingFactory(room=room, first_day=day, purpose="Knitting circle")
    page = visit(ATTENDEE).go(reverse("new-blocking"))
    page.get_by_label("First day").fill(str(day))
    page.get_by_label("Last day").fill(str(day))
    page.get_by_label("Why").fill("Visit of the harbour master")
    page.get_by_label(room.full_name).check()
    page.get_by_role("button", name="Ask to keep them free").click()
    page.get_by_role("heading", name="Visit of the harbour master").wait_for()

    answering = visit(ROOM_MANAGER).go(page.url)
    expect(answering.locator("main")).to_contain_text("Knitting circle")
    answering.get_by_role("button", name="Keep it free").click()
    expect(answering.locator("main")).to_contain_text("In force")

    booking.refresh_from_db()
    assert booking.state == State.REJECTED
    query = f"?date={day}&from=14:00&to=15:00"
    others = visit(ORGANISER).go(reverse("book-room", args=[room.pk]) + query)
    expect(others.locator("#book")).to_contain_text("is kept free for others")
    mine = visit(ATTENDEE).go(reverse("book-room", args=[room.pk]) + query)
    expect(mine.get_by_role("button", name="Book")).not_to_have_count(0)


def test_at_a_door_one_books_now_gives_back_and_checks_in(visit: Visit, room: Room) -> None:
    Room.objects.filter(pk=room.pk).update(check_in=True)
    page = visit(width=1024).go(reverse("door", args=[room.pk, token_for(DOOR, room.door_nonce)]))

    page.get_by_role("button", name="Book now for 30 minutes").click()
    expect(page.locator(".door.busy")).to_have_count(1)
    taken = room.occurrences.accepted().get()
    assert (taken.ends_at - taken.starts_at, taken.checked_in_at is not None) == (timedelta(minutes=30), True)
    with time_machine.travel(timezone.now() + timedelta(minutes=10)):
        page.get_by_role("button", name="Free it now").click()
        expect(page.locator(".door.free")).to_have_count(1)

        now = local(timezone.now(), room.zone)
        booking = BookingFactory(
            room=room, first_day=now.date(), start=time(now.hour, now.minute), end=time(now.hour + 2)
        )
        page.reload()
        page.get_by_role("button", name="We are here").click()
        expect(page.get_by_role("button", name="We are here")).to_have_count(0)
    assert booking.occurrences.get().checked_in_at is not None


def test_a_program_looks_books_hears_what_else_there_is_and_may_send_again(
    visit: Visit, house: Location, room: Room, day: date
) -> None:
    RoomFactory(location=house, name=f"Astrolabe {house.pk}", capacity=40)
    _token, text = create_token(person(ATTENDEE), name="robot", scopes=["read", "write"], expires_at=None)
    client = visit().context.request
    key = {"Authorization": f"Bearer {text}", "Idempotency-Key": f"robot-{room.pk}"}
    wish = {
        "room": room.pk,
        "start": f"{day}T10:00",
        "end": f"{day}T11:00",
        "rrule": "FREQ=WEEKLY;COUNT=5",
        "purpose": "Readings of the tide",
    }
    when = f"start={day}T10:00&end={day}T11:00&rrule=FREQ%3DWEEKLY%3BCOUNT%3D5&location={house.pk}&free=all"

    found = client.get(f"/api/v1/availability/?{when}", headers=key)
    booked = client.post("/api/v1/bookings/", data=wish, headers=key)
    again = client.post("/api/v1/bookings/", data=wish, headers=key)
    refused = client.post(
        "/api/v1/bookings/", data=wish, headers={**key, "Idempotency-Key": f"other-{room.pk}"}
    )

    assert len(found.json()["results"]) == 2
    assert (booked.status, booked.json()["state"]) == (201, "accepted")
    assert (again.status, again.headers["idempotent-replay"]) == (200, "true")
    assert again.json()["id"] == booked.json()["id"]
    assert (refused.status, len(refused.json()["conflicts"])) == (409, 5)
    assert refused.json()["alternatives"]["all_dates"] != []
    assert Booking.objects.filter(room=room).count() == 1
