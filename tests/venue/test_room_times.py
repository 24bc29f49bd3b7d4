"""The editor of a timetable shades when a room of the house is not the event's."""

import pytest

from kit.moments import Span
from rooms.models import State
from tests.clock import at
from tests.factories.events import EventRoomFactory
from tests.factories.rooms import BookingFactory, RoomFactory
from tests.venue.world import booked, whole
from timetable.editor.shading import ROOM_TIMES
from venue.room_times import gaps

pytestmark = pytest.mark.django_db


def unusable(event):
    """From when to when, and why, in the time of the event."""
    span = Span(event.starts_at, event.ends_at)
    times = [time for ask in ROOM_TIMES for time in ask(event, span)]
    return [(f"{time.span.starts_at:%H:%M}", f"{time.span.ends_at:%H:%M}", time.words) for time in times]


def test_it_says_until_when_somebody_else_has_the_room(event):
    room = RoomFactory()
    EventRoomFactory(event=event, bookable=room)
    day = event.starts_at.date()
    BookingFactory(
        room=room, first_day=day, start=at("09:00").time(), end=at("10:30").time(), state=State.ACCEPTED
    )

    assert unusable(event) == [("09:00", "10:30", "Booked for something else until 10:30")]


def test_what_an_event_that_books_has_not_booked_is_shaded(event, organiser):
    held, open_room = RoomFactory(), RoomFactory()
    for room in (held, open_room):
        EventRoomFactory(event=event, bookable=room)
    before = unusable(event)
    booked(event, held, whole(event), by=organiser)

    assert before == []
    assert unusable(event) == [(f"{event.starts_at:%H:%M}", f"{event.ends_at:%H:%M}", "Not booked")]


def test_gaps_are_what_no_span_holds():
    within = Span(at("09:00"), at("18:00"))
    spans = [Span(at("08:00"), at("10:00")), Span(at("09:30"), at("11:00")), Span(at("12:00"), at("13:00"))]

    assert gaps(spans, within) == [Span(at("11:00"), at("12:00")), Span(at("13:00"), at("18:00"))]
    assert gaps([within], within) == []
