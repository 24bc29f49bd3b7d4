"""The whole event at another time (R10 of the checklist), and back."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from kit.moments import wall_to_utc
from tests.clock import at
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory
from tests.factories.timetable import BlockFactory, SlotFactory
from timetable.models import Slot
from timetable.operations.undoing import redo, undo
from timetable.operations.whole import move_event

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture(autouse=True)
def consistent():
    yield
    connection.check_constraints()


def paris(day, clock):
    return wall_to_utc(day, time.fromisoformat(clock), PARIS)[0]


@pytest.fixture
def event():
    """Two days in Paris, before the clocks go forward."""
    first, second = date(2027, 3, 15), date(2027, 3, 16)
    event = EventFactory(
        starts_at=paris(first, "09:00"), ends_at=paris(second, "18:00"), time_zone="Europe/Paris"
    )
    block = BlockFactory(event=event, starts_at=paris(first, "10:00"))
    SlotFactory(event=event, parent=block, starts_at=paris(first, "10:10"))
    SlotFactory(event=event, starts_at=paris(second, "17:00"))
    return event


def walls(event):
    event.refresh_from_db()
    moments = [
        event.starts_at,
        event.ends_at,
        *Slot.objects.order_by("starts_at").values_list("starts_at", flat=True),
    ]
    return [f"{moment.astimezone(PARIS):%d.%m. %H:%M}" for moment in moments]


def test_everything_moves_with_the_event_and_keeps_its_time_on_the_clocks(event):
    move_event(event, starts_at=paris(date(2027, 4, 5), "09:30"), by=None)

    assert walls(event) == [
        *("05.04. 09:30", "06.04. 18:30"),
        *("05.04. 10:30", "05.04. 10:40", "06.04. 17:30"),
    ]


def test_a_move_that_overlaps_the_old_dates_is_no_trouble(event):
    move_event(event, starts_at=paris(date(2027, 3, 14), "08:00"), by=None)

    assert walls(event) == [
        *("14.03. 08:00", "15.03. 17:00"),
        *("14.03. 09:00", "14.03. 09:10", "15.03. 16:00"),
    ]


def test_undoing_moves_the_event_back_too(event):
    person = UserFactory()
    before = walls(event)
    move_event(event, starts_at=paris(date(2027, 4, 5), "09:30"), by=person)
    after = walls(event)

    undo(event, by=person)
    undone = walls(event)
    redo(event, by=person)

    assert (undone, walls(event)) == (before, after)


def test_what_was_added_since_goes_back_with_the_event(event):
    person = UserFactory()
    move_event(event, starts_at=paris(date(2027, 4, 5), "09:00"), by=person)
    SlotFactory(event=event, starts_at=paris(date(2027, 4, 5), "12:00"))

    undo(event, by=person)

    assert "15.03. 12:00" in walls(event)


def test_the_second_of_two_equal_hours_stays_the_second_where_it_can():
    night = datetime(2027, 10, 31, 1, 30, tzinfo=UTC)  # 02:30 for the second time
    event = EventFactory(
        starts_at=paris(date(2027, 10, 30), "20:00"),
        ends_at=at("09:00", day=date(2027, 10, 31)),
        time_zone="Europe/Paris",
    )
    SlotFactory(event=event, starts_at=night)

    move_event(event, starts_at=paris(date(2027, 10, 30), "20:10"), by=None)

    assert Slot.objects.get().starts_at == datetime(2027, 10, 31, 1, 40, tzinfo=UTC)


def test_an_event_without_timetable_moves(event):
    Slot.objects.all().delete()

    move_event(event, starts_at=paris(date(2027, 4, 5), "09:00"), by=None)

    assert walls(event) == ["05.04. 09:00", "06.04. 18:00"]
