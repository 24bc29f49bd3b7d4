"""What the floors above know of the rooms of an event, shown beside them to those who run it.

The app that books rooms appends to ROOM_STANDINGS when it is loaded, so that this floor need not know it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from events.models import Event


@dataclass(frozen=True, slots=True)
class Standing:
    """A few words, how they look (a kind of chip: "ok", "warn", "bad" or ""), and the page that tells more."""

    words: str
    kind: str = ""
    url: str = ""


ROOM_STANDINGS: list[Callable[[Event], dict[int, Standing]]] = []


def room_standings(event: Event) -> dict[int, Standing]:
    """By the id of a room of the event."""
    found: dict[int, Standing] = {}
    for ask in ROOM_STANDINGS:
        found |= ask(event)
    return found
