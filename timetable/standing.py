"""What the floors above know of the rooms of entries, shown beside them to those who run the event.

The app that books rooms appends to SLOT_STANDINGS when it is loaded (compare `events.standing`).
"""

from collections.abc import Callable, Sequence

from events.models import Event
from events.standing import Standing
from timetable.models import Slot

SLOT_STANDINGS: list[Callable[[Event, Sequence[Slot]], dict[int, Standing]]] = []


def slot_standings(event: Event, slots: Sequence[Slot]) -> dict[int, Standing]:
    """By the id of a slot; those without a room have none."""
    found: dict[int, Standing] = {}
    for ask in SLOT_STANDINGS:
        found |= ask(event, slots)
    return found
