"""Why something about the rooms of events is refused."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kit.refusals import Refused

if TYPE_CHECKING:
    from venue.moves import Move


class NoRoomsHere(Refused):
    """Events of this category do not book rooms."""


class NothingToBook(Refused):
    """There is no time to book a room for."""


class NotLinkable(Refused):
    """The date serves an event already, is not live, or is not the person's to link."""


class BookingsStay(Refused):
    """Some bookings can not follow, so nothing moves; `moves` are all of them, each with what stands against it."""

    def __init__(self, message: str, *, moves: "Sequence[Move]" = ()) -> None:
        super().__init__(message)
        self.moves = list(moves)
