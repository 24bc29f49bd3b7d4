"""Two clonings at once want one room: each date is one's with its room, or the other's; never both, never half."""

from datetime import timedelta

import pytest

from access.models import Grant
from access.operations import grant
from events.cloning import WallShift
from events.models import Event
from rooms.models import Occurrence, State
from tests.clock import DAY, at
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, EventRoomFactory
from tests.factories.rooms import RoomFactory
from tests.venue.test_races import at_once, overlaps
from venue.operations.cloning import clone_on_dates

pytestmark = pytest.mark.django_db(transaction=True)
WEEKS = 5


def cloner(room):
    """A cloning of an event of its own that wants the room in each of the next weeks."""
    organiser = UserFactory()
    event = EventFactory()
    grant(event.access, to=organiser, permission=Grant.MANAGE)
    EventRoomFactory(event=event, bookable=room)
    starts = [at("10:00", day=DAY + timedelta(weeks=n + 1)) for n in range(WEEKS)]
    shifts = [WallShift.to(event, moment) for moment in starts]

    def act():
        return clone_on_dates(event, shifts, by=organiser, with_rooms=True)

    return act


@pytest.mark.case("R15")
def test_of_two_clonings_at_once_each_date_is_made_once_with_its_room(time_machine):
    time_machine.move_to(at("06:00"), tick=False)
    room = RoomFactory()
    acts = [cloner(room) for _n in range(4)]

    answers = at_once(*acts)

    made = [one for answer in answers for one in answer]
    winners = [one for one in made if one.event is not None]
    assert len(made) == 4 * WEEKS
    assert len(winners) == WEEKS
    assert len({one.starts_at for one in winners}) == WEEKS
    assert overlaps() == 0
    assert Occurrence.objects.filter(room=room, state=State.ACCEPTED).count() == WEEKS
    assert Event.objects.count() == 4 + WEEKS
    assert all(one.refusal for one in made if one.event is None)
