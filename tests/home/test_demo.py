"""The demo: loaded once, complete, and nothing in it clashes with itself."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from abstracts.models import Review
from accounts.models import User
from events.models import Event
from home.demo.loading import load_demo
from kit.moments import day_of
from rooms.models import Blocking, Closure, FloorPlan, Occurrence, Room
from timetable.conflicts import Kind, open_conflicts
from timetable.models import Slot, Version
from timetable.talk_list import waiting
from timetable.versions import unpublished_count
from venue.models import EventBooking

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Loaded once for the tests of this file, each of which leaves it as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert load_demo(password="first password") is True
        yield
        transaction.set_rollback(True)


def test_it_shows_a_conference_that_runs_today():
    conference = Event.objects.get(slug="pcfc")
    first, today, last = (
        day_of(moment, conference.zone)
        for moment in (conference.starts_at, timezone.now(), conference.ends_at)
    )
    assert first < today < last
    assert Slot.objects.filter(event=conference).count() > 50
    assert Event.objects.filter(access__is_open=False).exists()


def test_it_is_loaded_once_and_follows_a_changed_password():
    events = Event.objects.count()

    assert load_demo(password="second password") is False

    assert Event.objects.count() == events
    assert User.objects.get(email="organiser@hemicycle.example").check_password("second password")


def test_it_has_three_buildings_with_plans_and_a_month_of_bookings():
    now = timezone.now()
    month = Occurrence.objects.accepted().filter(
        starts_at__gt=now - timedelta(days=15), starts_at__lt=now + timedelta(days=15)
    )
    plans = list(FloorPlan.objects.all())
    assert {plan.building for plan in plans} == {"12", "18", "40"}
    assert all("data-room" in plan.drawing for plan in plans)
    assert month.count() > 80
    assert Occurrence.objects.pending().exists()
    assert Closure.objects.exists()
    assert Blocking.objects.exists()
    assert Room.objects.filter(wholes__isnull=False).count() == 2


def test_its_events_are_held_in_rooms_of_the_house():
    conference, lecture = (
        {
            link.occurrence.room.name
            for link in EventBooking.objects.filter(event=event).select_related("occurrence__room")
        }
        for event in (
            Event.objects.get(slug="pcfc"),
            Event.objects.get(title__startswith="The quiet universe"),
        )
    )
    assert conference == {"Aula Magna", "Salle Noether"}
    assert lecture == {"Aula Magna"}


def test_its_organisers_are_at_a_draft_with_loose_ends():
    conference = Event.objects.get(slug="pcfc")
    found = {conflict.kind for conflict in open_conflicts(conference)}
    assert {Kind.PERSON_TWICE, Kind.ROOM_TOO_SMALL} <= found
    assert waiting(conference).count() == 6
    assert unpublished_count(conference) == 1
    assert Version.objects.filter(event=conference).published().count() == 1


def test_a_committee_is_at_its_reviews():
    conference = Event.objects.get(slug="feet")
    states = Counter(conference.abstracts.values_list("state", flat=True))
    told = conference.abstracts.filter(released_at__isnull=False)

    assert states == {"submitted": 16, "accepted": 8, "rejected": 2, "revision": 1, "merged": 1, "draft": 1}
    assert {abstract.contribution.title for abstract in told} == set(
        conference.contributions.values_list("title", flat=True)
    )
    assert told.count() == 3
    assert Review.objects.filter(abstract__event=conference, submitted_at__isnull=False).count() > 40
    assert [call.is_open() for call in conference.calls.all()] == [False, True]
