"""Give rooms back: one date, this and the following ones, or all that is left."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from journal.operations import record
from rooms.models import Booking, Occurrence, State
from rooms.operations.letters import News, tell
from rooms.operations.rejecting import days_of
from rooms.operations.states import settle
from rooms.operations.turns import lock_booking
from rooms.refusals import AlreadyDecided
from rooms.signals import dates_lost

GRACE = timedelta(minutes=10)
"""A date that began this recently may still be given back (Indico's rule)."""


@transaction.atomic
def cancel(
    booking: Booking,
    *,
    by: User | None,
    reason: str = "",
    from_day: date | None = None,
    occurrences: Iterable[Occurrence] | None = None,
) -> list[Occurrence]:
    """Give back what is not over: everything, the dates from a day on, or these; returns the dates given back.

    What already took place stays as it was. Raises AlreadyDecided when nothing is left to give back.
    """
    lock_booking(booking)
    ahead = Q(state=State.ACCEPTED, starts_at__gt=timezone.now() - GRACE) | Q(state=State.PENDING)
    chosen = Occurrence.objects.filter(ahead, booking=booking)
    if from_day is not None:
        chosen = chosen.filter(date__gte=from_day)
    if occurrences is not None:
        chosen = chosen.filter(pk__in=[occurrence.pk for occurrence in occurrences])
    dates = list(chosen.order_by("starts_at"))
    if not dates:
        raise AlreadyDecided(_("Nothing of it is left to cancel."))
    give_back(booking, dates, by=by, reason=reason)
    return dates


def give_back(booking: Booking, dates: list[Occurrence], *, by: User | None, reason: str) -> None:
    """Cancel these dates; the rooms are locked. Tells those concerned."""
    settle(booking, dates, State.CANCELLED, reason=reason)
    whole = not booking.is_live
    record(
        booking.logbook,
        "booking.cancelled" if whole else "dates.cancelled",
        by=by,
        subject=booking,
        changes={"dates": ("", days_of(dates)), "reason": ("", reason)},
    )
    tell(News.CANCELLED if whole else News.DATES_CANCELLED, booking, by=by, occurrences=dates, reason=reason)
    dates_lost.send(Booking, booking=booking, occurrences=dates, by=by, reason=reason)
