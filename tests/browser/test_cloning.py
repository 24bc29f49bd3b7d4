"""An organiser clones a meeting by a rule: sees each date, takes another room for one, and takes it all back."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from access.models import Grant
from access.operations import grant
from accounts.models import User
from events.models import Event
from home.demo.people import ORGANISER
from rooms.models import Occurrence, Room
from tests.browser.usable import assert_usable
from tests.browser.visitors import Visitor
from tests.factories.events import EventFactory, EventRoomFactory
from tests.factories.programme import ContributionFactory
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
Visit = Callable[..., Visitor]


@pytest.fixture
def first_day(site: str) -> date:
    return timezone.now().date() + timedelta(days=21)


@pytest.fixture
def event(site: str, first_day: date) -> Event:
    """A meeting of the organiser, two weeks before the first clone, with a talk and a room of the house."""
    organiser = User.objects.get(email=ORGANISER.email)
    start = timezone.now().replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=14)
    event = EventFactory(
        title="Tuesday round",
        starts_at=start,
        ends_at=start + timedelta(hours=1),
    )
    grant(event.access, to=organiser, permission=Grant.MANAGE)
    grant(event.category.access, to=organiser, permission="create")
    ContributionFactory(event=event, title="On knots")
    house = LocationFactory(time_zone="UTC")
    room = RoomFactory(location=house, name=f"Sextant {house.pk}", capacity=43)
    RoomFactory(location=house, name=f"Astrolabe {house.pk}", capacity=43)
    EventRoomFactory(event=event, name="Front room", bookable=room)
    BookingFactory(room=room, first_day=first_day + timedelta(days=7))
    return event


def test_a_meeting_is_cloned_with_its_rooms_and_taken_back(
    visit: Visit, event: Event, first_day: date
) -> None:
    taken = Room.objects.get(name__startswith="Sextant", pk=event.rooms.get().bookable_id)
    other = Room.objects.get(name=taken.name.replace("Sextant", "Astrolabe"))
    page = visit(ORGANISER).go(reverse("event-settings", args=[event.pk]))

    page.get_by_role("link", name="Clone", exact=True).click()
    page.get_by_label("Again and again").check()
    expect(page.get_by_label("Dates", exact=True)).to_be_hidden()
    page.get_by_label("First day").fill(str(first_day))
    page.get_by_label("Or this many times").fill("3")
    page.get_by_label("Talks 1").check()
    page.get_by_label("Book its rooms on all dates").check()
    page.get_by_role("button", name="Show the dates").click()

    expect(page.locator(".clone-dates > li")).to_have_count(3)
    expect(page.locator(".clone-dates > li").nth(1)).to_contain_text("is taken")
    assert_usable(page)
    page.get_by_label(f"Instead of {taken.full_name}").select_option(label=f"Take {other.full_name}")
    page.get_by_role("button", name="Look again").click()
    expect(page.locator(".clone-dates .chip.ok")).to_have_count(3)
    page.get_by_role("button", name="Make 3 clones and book their rooms").click()
    page.wait_for_url("**/clone/done/**")

    clones = Event.objects.alive().filter(title=event.title).exclude(pk=event.pk)
    assert sorted(clone.starts_at.date() for clone in clones) == [
        first_day + timedelta(days=7 * n) for n in range(3)
    ]
    assert all(clone.is_draft and clone.contributions.count() == 1 for clone in clones)
    assert Occurrence.objects.live().filter(event_link__event__in=clones).count() == 3

    page.get_by_role("button", name="Take the clones back").click()
    page.get_by_text("Took 3 clones back").wait_for()

    assert not clones.all().exists()
    assert not Occurrence.objects.live().filter(event_link__event__title=event.title).exists()
