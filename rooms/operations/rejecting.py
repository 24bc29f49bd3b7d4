"""Say no to bookings that await approval, with the reason."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from journal.operations import record
from rooms.models import Booking, Occurrence, State
from rooms.operations.letters import News, tell
from rooms.operations.states import settle
from rooms.operations.turns import lock_booking
from rooms.refusals import AlreadyDecided
from rooms.signals import dates_lost


@transaction.atomic
def reject(
    booking: Booking, *, by: User, reason: str, occurrences: Iterable[Occurrence] | None = None
) -> None:
    """Reject what is ahead of a booking: all its live dates, or these. What took place stays as it was.

    Raises AlreadyDecided when none of them is alive any more.
    """
    lock_booking(booking)
    chosen = Occurrence.objects.live().filter(booking=booking, ends_at__gt=timezone.now())
    if occurrences is not None:
        chosen = chosen.filter(pk__in=[occurrence.pk for occurrence in occurrences])
    dates = list(chosen)
    if not dates:
        raise AlreadyDecided(_("This has already been decided."))
    turn_down(booking, dates, by=by, reason=reason)


def turn_down(booking: Booking, dates: Sequence[Occurrence], *, by: User | None, reason: str) -> None:
    """Reject these dates; the rooms are locked. Tells those concerned."""
    settle(booking, dates, State.REJECTED, reason=reason)
    whole = booking.state == State.REJECTED
    record(
        booking.logbook,
        "booking.rejected" if whole else "dates.rejected",
        by=by,
        subject=booking,
        changes={"dates": ("", days_of(dates)), "reason": ("", reason)},
    )
    tell(
        News.REJECTED if whole else News.DATES_REJECTED,
        booking,
        by=by,
        occurrences=dates,
        reason=reason,
    )
    dates_lost.send(Booking, booking=booking, occurrences=dates, by=by, reason=reason)


def turn_down_requests(occurrence_ids: Collection[int], *, by: User | None, instead: Booking) -> int:
    """Reject the pending dates that a confirmed booking takes the room from; returns how many (Indico's rule).

    The rooms are locked. The mail tells the reason without naming the other booking.
    """
    if not occurrence_ids:
        return 0  # as it is most of the time: not even the question is put together
    pending = Occurrence.objects.pending().filter(pk__in=occurrence_ids).exclude(booking=instead)
    by_booking: dict[int, list[Occurrence]] = defaultdict(list)
    for occurrence in pending.select_related("booking__booked_for").order_by("booking", "starts_at"):
        by_booking[occurrence.booking_id].append(occurrence)
    for booking in Booking.objects.for_rights().filter(pk__in=by_booking).order_by("pk"):
        language = booking.booked_for.language if booking.booked_for else ""
        with override(language or None):
            reason = _("The room was given to another booking.")
        turn_down(booking, by_booking[booking.pk], by=by, reason=reason)
    return sum(map(len, by_booking.values()))


def days_of(dates: Sequence[Occurrence]) -> str:
    """The days of these dates for the log, in order."""
    return ", ".join(occurrence.date.isoformat() for occurrence in dates)
