"""Rooms booked for events of the small world: a public one for the conference, one for the closed event."""

from typing import TYPE_CHECKING

from access.models import AccessList
from rooms.models import Room
from tests.factories.rooms import RoomFactory
from venue.needs import EventTimes, Need, Scope
from venue.operations.booking import book_for_event

if TYPE_CHECKING:
    from tests.security.world import World


def public_venue(world: "World") -> None:
    """A session of the conference has its room booked; `room_link` is the date of it."""
    room = RoomFactory(location=world.things["location"], name="Map room")
    needs = EventTimes(world.main).needs_of_slots([world.things["block"]])
    book_for_event(world.main, room, needs, by=world.users["manager"])
    world.things["room_link"] = world.main.room_bookings.get()


def secret_venue(world: "World") -> None:
    """Rooms are taken for events nobody may know of: closed, a draft, below a vault.

    That a room is busy is no secret, so these rooms are; `test_secrets` of the venue looks at one that everybody sees.
    """
    for name in ("closed", "draft", "vaulted"):
        event = world.things[name]
        room: Room = RoomFactory(
            location=world.things["location"], name="Pilot room", mode=AccessList.Mode.RESTRICTED
        )
        book_for_event(
            event, room, [Need(Scope.EVENT, EventTimes(event).whole)], by=world.users["category_manager"]
        )
