"""Who hears what about a booking: the mails of its life."""

from collections.abc import Sequence
from enum import StrEnum

from accounts.models import User
from rooms.models import Booking, Occurrence


class News(StrEnum):
    """What happened, as the templates in templates/rooms/mail are called."""

    BOOKED = "booked"
    REQUESTED = "requested"
    APPROVED = "approved"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    CHANGED = "changed"
    ASKS_AGAIN = "asks_again"
    DATES_CANCELLED = "dates_cancelled"
    DATES_REJECTED = "dates_rejected"
    RELEASED = "released"


def tell(
    news: News, booking: Booking, *, by: User | None, occurrences: Sequence[Occurrence] = (), reason: str = ""
) -> None:
    """Write to those concerned; `occurrences` are the dates it is about where that is not all of them."""
