"""The whole event at another time (R10 of the checklist), and back."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from kit.moments import Span, wall_to_utc
from tests.clock import at
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, EventPersonFactory, EventRoomFactory
from tests.factories.timetable import BlockFactory, SlotFactory
from timetable.models import Slot
from timetable.operations.availability import periods_of, set_availability
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


def test_when_people_can_come_and_rooms_can_be_used_moves_along_on_the_clocks(event):
    first, second = date(2027, 3, 15), date(2027, 3, 16)
    person = EventPersonFactory(event=event)
    set_availability(
        person,
        [
            Span(paris(first, "09:00"), paris(first, "12:30")),
            Span(paris(second, "22:00"), paris(second + timedelta(days=1), "01:00")),
        ],
        by=None,
    )
    room = EventRoomFactory(event=event)
    set_availability(room, [Span(paris(first, "08:00"), paris(first, "18:00"))], by=None)
    elsewhere = EventPersonFactory()
    set_availability(elsewhere, [Span(paris(first, "09:00"), paris(first, "12:30"))], by=None)
    mover = UserFactory()
    before = [*periods_of(person), *periods_of(room)]

    move_event(event, starts_at=paris(date(2027, 3, 27), "09:30"), by=mover)  # the clocks change on the 28th

    assert [(f"{one.starts_at.astimezone(PARIS):%d. %H:%M}", one.length) for one in periods_of(person)] == [
        ("27. 09:30", timedelta(hours=3, minutes=30)),
        ("28. 22:30", timedelta(hours=3)),
    ]
    assert periods_of(room) == [Span(paris(date(2027, 3, 27), "08:30"), paris(date(2027, 3, 27), "18:30"))]
    assert periods_of(elsewhere) == [Span(paris(first, "09:00"), paris(first, "12:30"))]
    undo(event, by=mover)
    assert [*periods_of(person), *periods_of(room)] == before


def test_a_period_in_the_night_when_the_clocks_change_keeps_a_length(event):
    night = date(2027, 3, 15)
    person = EventPersonFactory(event=event)
    set_availability(person, [Span(paris(night, "02:00"), paris(night, "03:00"))], by=None)

    move_event(event, starts_at=paris(date(2027, 3, 28), "09:00"), by=None)

    [period] = periods_of(person)
    assert period.starts_at == paris(date(2027, 3, 28), "03:00")
    assert period.length == timedelta(hours=1)


def test_an_event_without_timetable_moves(event):
    Slot.objects.all().delete()

    move_event(event, starts_at=paris(date(2027, 4, 5), "09:00"), by=None)

    assert walls(event) == ["05.04. 09:00", "06.04. 18:00"]
