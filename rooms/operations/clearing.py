"""Make room: the dates that stand in the way of a closure, or of a room's end, are cancelled or kept by choice."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from rooms.models import Booking, Occurrence, Room
from rooms.models.occurrence import OccurrenceQuerySet
from rooms.operations.cancelling import cancel
from rooms.operations.turns import lock_rooms
from rooms.refusals import StandsInTheWay, TryAgain


def lock_with_bookings(rooms: Iterable[int], dates: OccurrenceQuerySet) -> dict[int, Room]:
    """Lock the rooms, and those in which the bookings of these dates have others, all at once.

    Raises TryAgain where a booking got another room between our look and our lock.
    """
    asked = set(rooms)
    locked = lock_rooms(asked | _rooms_of(dates))
    if not _rooms_of(dates) <= locked.keys():
        raise TryAgain(_("Somebody else moved one of these bookings just now. Look at them again."))
    return locked


def clear(
    dates: OccurrenceQuerySet,
    *,
    cancelling: Collection[int],
    keeping: Collection[int],
    reason: str,
    by: User | None,
) -> list[Occurrence]:
    """Cancel those of the dates that were chosen; the rooms are locked. Returns what was cancelled.

    Raises StandsInTheWay while there is one that nobody decided about: it was booked meanwhile, or never shown.
    """
    found = list(dates.select_related("booking").order_by("booking", "starts_at"))
    decided = set(cancelling) | set(keeping)
    undecided = [date for date in found if date.pk not in decided]
    if undecided:
        raise StandsInTheWay(_("Decide about each of these dates: cancel it, or keep it."))
    by_booking: dict[Booking, list[Occurrence]] = defaultdict(list)
    for date in found:
        if date.pk in cancelling:
            by_booking[date.booking].append(date)
    return [
        date
        for booking, chosen in by_booking.items()
        for date in cancel(booking, by=by, reason=reason, occurrences=chosen)
    ]


def _rooms_of(dates: OccurrenceQuerySet) -> set[int]:
    bookings = dates.order_by().values("booking")
    of_bookings = Booking.objects.filter(pk__in=bookings).values_list("room", flat=True)
    of_dates = Occurrence.objects.filter(Q(booking__in=bookings)).order_by().values_list("room", flat=True)
    return {*of_bookings, *of_dates.distinct()}
