"""Say that something happened to a booking; a worker writes the mails about it (operations/writing.py)."""

from collections.abc import Sequence
from enum import StrEnum

from django.utils import timezone

from accounts.models import User
from kit.later import run_later
from kit.ready_query import prepared
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
    CUT = "cut"

    @property
    def asks(self) -> bool:
        """Somebody has to answer."""
        return self in {News.REQUESTED, News.ASKS_AGAIN}

    @property
    def takes_dates(self) -> bool:
        """Dates are gone, others may be left."""
        return self in {News.DATES_CANCELLED, News.DATES_REJECTED, News.RELEASED}


HANDED_OVER = "handed_over"

# The rows as they are now, in one statement: what was changed in this transaction has to be saved before.
OWE = """
INSERT INTO rooms_owednews
       (booking_id, news, by_id, former_id, occurrences, reason, booking_then, dates_then,
        created_at, next_try_at, attempts)
SELECT b.id, %(news)s, %(by)s::bigint, %(former)s::bigint, %(occurrences)s::bigint[], %(reason)s, to_jsonb(b),
       (SELECT coalesce(jsonb_agg(to_jsonb(o)), '[]') FROM (
           SELECT id, room_id, date, starts_at, ends_at, state, reason, is_moved
             FROM rooms_occurrence WHERE booking_id = b.id ORDER BY starts_at) o),
       %(now)s::timestamptz, %(now)s::timestamptz, 0
  FROM rooms_booking b WHERE b.id = %(booking)s::bigint
"""


def tell(
    news: News, booking: Booking, *, by: User | None, occurrences: Sequence[Occurrence] = (), reason: str = ""
) -> None:
    """Owe those concerned the news, as the rows are now; `occurrences` are the dates it is about if not all of them.

    Whoever is told reads it soon, or if the worker is away then later; but only if the transaction commits.
    """
    _owe(news, booking, by=by, occurrences=occurrences, reason=reason)


def tell_former(booking: Booking, former: User | None, *, by: User) -> None:
    """Tell whom the booking was for until now that it is for somebody else, and take it out of their calendar."""
    if former is not None and former.pk != booking.booked_for_id and former.is_active:
        _owe(HANDED_OVER, booking, by=by, former=former)


def _owe(
    news: str,
    booking: Booking,
    *,
    by: User | None,
    former: User | None = None,
    occurrences: Sequence[Occurrence] = (),
    reason: str = "",
) -> None:
    with prepared() as cursor:
        cursor.execute(
            OWE,
            {
                "booking": booking.pk,
                "news": str(news),
                "by": by.pk if by else None,
                "former": former.pk if former else None,
                "occurrences": [one.pk for one in occurrences],
                "reason": reason.strip(),
                "now": timezone.now(),
            },
        )
    run_later("rooms.tasks.write_letters", booking_id=booking.pk)
