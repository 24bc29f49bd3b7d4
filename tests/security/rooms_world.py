"""The rooms of the small world: the manager owns one, who runs the category runs the location, the viewer books."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from access.models import AccessList, Grant
from access.operations import grant
from rooms.models import (
    Attribute,
    AttributeValue,
    Booking,
    Equipment,
    Feature,
    FloorPlan,
    Room,
    RoomPhoto,
    RoomSettings,
    State,
)
from rooms.operations.blockings import request_blocking
from rooms.operations.settings import room_settings
from rooms.tokens import CHECK_IN, DOOR, HERE, RECONFIRM, token_for
from tests.clock import DAY
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory
from tests.security.routes import Pass

if TYPE_CHECKING:
    from tests.security.world import World

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
    '<rect data-room="{}" width="5" height="5"/></svg>'
)


def public_rooms(world: "World") -> None:
    """A room everybody sees, with a booking, a request and a blocking that waits; another, booked privately."""
    room_settings()
    RoomSettings.objects.update(show_to_strangers=True)
    users, things = world.users, world.things
    location = LocationFactory(name="Harbour house")
    grant(location.access, to=users["category_manager"], permission=Grant.MANAGE)
    room = RoomFactory(location=location, name="Chart room", owner=users["manager"])
    things["location"], things["bookable"] = location, room
    things["booking"] = BookingFactory(room=room, booked_for=users["viewer"], purpose="Rigging")
    things["occurrence"] = things["booking"].occurrences.get()
    things["request"] = BookingFactory(room=room, booked_for=users["speaker"], state=State.PENDING)
    things["private_booking"] = BookingFactory(
        room=RoomFactory(location=location, owner=users["manager"]),
        booked_for=users["viewer"],
        purpose="Quiet hour",
        is_private=True,
    )
    _photo(room)
    things["feature"] = Feature.objects.create(name="charts", title="Charts")
    things["equipment"] = Equipment.objects.create(name="Chart table")
    things["equipment"].features.add(things["feature"])
    room.equipment.add(things["equipment"])
    things["attribute"] = Attribute.objects.create(name="light", title="Light")
    things["plan"] = FloorPlan.objects.create(
        location=location, building="40", floor="1", drawing=DRAWING.format(room.number)
    )
    things["blocking"] = request_blocking(
        rooms=[room], first_day=DAY, last_day=DAY, reason="Regatta", by=users["viewer"]
    )


def secret_rooms(world: "World", secret: Callable[[str], str]) -> None:
    """A room only the viewer is let into, and what the private booking is for."""
    users, things = world.users, world.things
    hidden = RoomFactory(
        location=things["location"],
        mode=AccessList.Mode.RESTRICTED,
        name=secret("room"),
        comments=secret("comments"),
    )
    grant(hidden.access, to=users["viewer"], permission=Grant.VIEW)
    things["hidden_bookable"] = hidden
    _photo(hidden)
    things["hidden_attribute"] = Attribute.objects.create(
        name="key", title=secret("attribute"), is_hidden=True
    )
    AttributeValue.objects.create(
        room=things["bookable"], attribute=things["hidden_attribute"], value=secret("answer")
    )
    things["hidden_booking"] = BookingFactory(
        room=hidden, booked_for=users["viewer"], purpose=secret("purpose"), internal_note=secret("note")
    )
    # That its room is busy everybody may know; what for, nobody.
    Booking.objects.filter(pk=things["private_booking"].pk).update(purpose=secret("private purpose"))
    things["private_booking"].refresh_from_db()
    things["hidden_blocking"] = request_blocking(
        rooms=[hidden], first_day=DAY, last_day=DAY, reason=secret("blocking"), by=users["viewer"]
    )


def _photo(room: Room) -> None:
    RoomPhoto.objects.create(room=room, image=b"a picture", media_type="image/png", width=4, height=3)


def passes(world: "World") -> None:
    """The words in addresses: of mails, of doors, of calendars that an ordinary person subscribed to."""
    things = world.things
    room, hidden = things["bookable"], things["hidden_bookable"]
    key = world.tokens["nobody"]
    things["check_in_pass"] = Pass(token_for(CHECK_IN, things["occurrence"].nonce))
    things["here_pass"] = Pass(token_for(HERE, room.door_nonce))
    things["hidden_here_pass"] = Pass(token_for(HERE, hidden.door_nonce))
    things["reconfirm_pass"] = Pass(token_for(RECONFIRM, str(things["booking"].key)))
    things["door_pass"] = Pass(token_for(DOOR, room.door_nonce), room.pk)
    things["crossed_door_pass"] = Pass(token_for(DOOR, room.door_nonce), hidden.pk)
    things["room_key"], things["hidden_room_key"] = Pass(key, room.pk), Pass(key, hidden.pk)
    things["location_key"] = Pass(key, things["location"].pk)
