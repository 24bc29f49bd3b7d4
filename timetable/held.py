"""What the timetable tells the floor below: when contributions are held."""

from access.filters import Keyring
from events.models import Event
from programme.held import Held, tells_when
from timetable.models import Slot


@tells_when
def first_times(event: Event, keyring: Keyring) -> dict[int, Held]:
    """The first shown slot of each contribution, with its room or that of its block. One query."""
    slots = Slot.shown.visible_to(keyring).filter(event=event, contribution__isnull=False).in_order()
    rows = slots.values_list("contribution", "starts_at", "room__name", "parent__room__name")
    found: dict[int, Held] = {}
    for key, starts_at, room, block_room in rows:
        if key is not None:
            found.setdefault(key, Held(starts_at, room or block_room or ""))
    return found
