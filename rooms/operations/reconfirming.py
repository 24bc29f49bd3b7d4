"""Ask those who hold a room for months whether they still need it (asked for in Indico #1426).

Every so many weeks (settings) one mail asks, a week later a second one reminds, and after another week without an
answer the dates still ahead are freed.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from journal.operations import record
from notices.operations import post
from rooms.models import Booking, Occurrence
from rooms.models.booking import BookingQuerySet
from rooms.operations.cancelling import cancel
from rooms.operations.settings import room_settings
from rooms.operations.turns import lock_booking
from rooms.refusals import AlreadyDecided, TryAgain

WEEK = timedelta(weeks=1)
ANSWER_WITHIN = 2 * WEEK


@transaction.atomic
def reconfirm(booking: Booking, *, by: User | None) -> None:
    """Keep the dates of a series; the next question comes after the weeks of the settings. Raises AlreadyDecided."""
    fresh = Booking.objects.select_for_update(no_key=True).live().filter(pk=booking.pk).first()
    if fresh is None:
        raise AlreadyDecided(_("This booking does not hold the room any more."))
    fresh.reconfirmed_at = timezone.now()
    fresh.reconfirm_asked_at = fresh.reconfirm_reminded_at = None
    fresh.save(update_fields=["reconfirmed_at", "reconfirm_asked_at", "reconfirm_reminded_at"])
    record(fresh.logbook, "booking.reconfirmed", by=by, subject=fresh)


def ask_again() -> int:
    """One round of questions, reminders and releases; returns how many bookings it touched."""
    weeks = room_settings().reconfirm_weeks
    if not weeks:
        return 0
    now = timezone.now()
    held = Coalesce("reconfirmed_at", "created_at")
    series = _long_series().annotate(held_since=held)
    unasked = series.filter(reconfirm_asked_at__isnull=True, held_since__lte=now - weeks * WEEK)
    unreminded = series.filter(reconfirm_asked_at__lte=now - WEEK, reconfirm_reminded_at__isnull=True)
    silent = series.filter(reconfirm_asked_at__lte=now - ANSWER_WITHIN, reconfirm_reminded_at__lte=now - WEEK)
    return (
        sum(_free(key, silent) for key in silent.values_list("pk", flat=True))
        + sum(
            _ask(key, unreminded, "reconfirm_reminded_at") for key in unreminded.values_list("pk", flat=True)
        )
        + sum(_ask(key, unasked, "reconfirm_asked_at") for key in unasked.values_list("pk", flat=True))
    )


def _long_series() -> BookingQuerySet:
    """Series that hold the room beyond the time for an answer, or were asked already."""
    ahead = Occurrence.objects.live().filter(
        booking=OuterRef("pk"), starts_at__gt=timezone.now() + ANSWER_WITHIN
    )
    asked = Occurrence.objects.live().filter(
        booking=OuterRef("pk"), starts_at__gt=timezone.now(), booking__reconfirm_asked_at__isnull=False
    )
    return Booking.objects.live().exclude(rrule="").filter(Exists(ahead) | Exists(asked)).order_by("pk")


@transaction.atomic
def _ask(key: int, due: BookingQuerySet, mark: str) -> bool:
    """Whether it was still due when its turn came: somebody may have answered, or be asking, meanwhile."""
    booking = _held(key, due)
    if booking is None:
        return False
    setattr(booking, mark, timezone.now())
    booking.save(update_fields=[mark])
    until = (booking.reconfirm_asked_at or timezone.now()) + ANSWER_WITHIN
    post("rooms/mail/reconfirm.txt", to=booking.people, booking=booking, until=until)
    return True


def _free(key: int, due: BookingQuerySet) -> bool:
    """Give the dates back, unless somebody answered meanwhile; rooms held by others are left to the next round."""
    try:
        return _freed(key, due)
    except (AlreadyDecided, TryAgain):
        return False


@transaction.atomic
def _freed(key: int, due: BookingQuerySet) -> bool:
    booking = Booking.objects.for_rights().get(pk=key)
    lock_booking(booking)
    if _held(key, due) is None:
        return False
    cancel(booking, by=None, reason=_("Nobody confirmed that the series is still needed."))
    Booking.objects.filter(pk=key).update(reconfirm_asked_at=None, reconfirm_reminded_at=None)
    return True


def _held(key: int, due: BookingQuerySet) -> Booking | None:
    """The booking with its row locked, if it is among those due now that nobody else can change it."""
    Booking.objects.select_for_update(no_key=True).get(pk=key)
    return due.filter(pk=key).first()
