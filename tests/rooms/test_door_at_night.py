"""The display at a door in the nights in which the clocks change."""

from datetime import date

import pytest

from rooms.operations.door import book_at_the_door
from tests.clock import at
from tests.factories.rooms import LocationFactory, RoomFactory

pytestmark = [pytest.mark.django_db, pytest.mark.case("R28")]


@pytest.mark.parametrize(
    ("night", "start", "end"),
    [
        (date(2027, 10, 31), "00:45", "01:15"),  # from 2:45 for half an hour it is 2:15 again
        (date(2027, 3, 28), "00:45", "01:15"),  # from 1:45 for half an hour it is 3:15
        (date(2027, 10, 30), "21:45", "22:15"),  # over midnight
    ],
)
def test_a_room_is_booked_at_its_door_for_half_an_hour_whatever_the_clocks_do(
    time_machine, night, start, end
):
    room = RoomFactory(location=LocationFactory(time_zone="Europe/Zurich"))
    time_machine.move_to(at(start, day=night), tick=False)

    booking = book_at_the_door(room, minutes=30)

    held = booking.occurrences.get()
    assert (held.starts_at, held.ends_at) == (at(start, day=night), at(end, day=night))
