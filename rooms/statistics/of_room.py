"""How much one room was used lately: the last 7, 30 and 365 days."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import ngettext

from rooms.availability.usage import usage
from rooms.statistics.figures import hours_words

SPANS = (7, 30, 365)


@dataclass(frozen=True, slots=True)
class Lately:
    """Up to yesterday."""

    days: int
    label: str
    bookings: int
    said: str


def used_lately(room_id: int, *, today: date) -> list[Lately]:
    """One for each span."""
    found = []
    for days in SPANS:
        first, last = today - timedelta(days=days), today - timedelta(days=1)
        used = next(iter(usage([room_id], first, last, by="room")), None)
        if used is not None:
            label = ngettext("Last {days} day", "Last {days} days", days).format(days=days)
            found.append(Lately(days, label, used.bookings, hours_words(used.booked, used.bookable)))
    return found
