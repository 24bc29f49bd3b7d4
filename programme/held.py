"""When and where contributions are held: told by the floor above, which has the timetable."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from access.filters import Keyring
from events.models import Event


@dataclass(frozen=True, slots=True)
class Held:
    """The first time that is shown to the reader."""

    starts_at: datetime
    room: str = ""


Teller = Callable[[Event, Keyring], Mapping[int, Held]]
_tellers: list[Teller] = []


def tells_when(teller: Teller) -> Teller:
    """Register who knows: contributions by id, as the event shows them to that reader."""
    _tellers.append(teller)
    return teller


def held_at(event: Event, keyring: Keyring) -> dict[int, Held]:
    """Of all contributions of the event that have a time the reader sees."""
    found: dict[int, Held] = {}
    for teller in _tellers:
        found |= teller(event, keyring)
    return found
