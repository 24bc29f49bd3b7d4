"""Free rooms to which nobody came: first a warning, then the release (asked for in Indico #6443).

Both are found by their rows, so a sweep that comes late does what is left to do: it warns before it ever frees,
and frees nothing that is over.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import DateTimeField, DurationField, ExpressionWrapper, F, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from journal.operations import record
from notices.operations import post
from rooms.models import Occurrence, State
from rooms.models.occurrence import OccurrenceQuerySet
from rooms.operations.letters import News, tell
from rooms.operations.states import settle
from rooms.operations.turns import lock_booking
from rooms.refusals import TryAgain
from rooms.signals import dates_lost

NOTICE = timedelta(minutes=2)
"""The least time between the warning and the release."""
MINUTE = Value(timedelta(minutes=1), output_field=DurationField())


def warn_no_shows() -> int:
    """Write to those who have not checked in when half of their time has passed; returns how many."""
    return sum(_warn(key) for key in _to_warn().values_list("pk", flat=True))


def release_no_shows() -> int:
    """Free what nobody checked in for, each in a transaction of its own; returns how many."""
    return sum(_release(key) for key in _to_release().values_list("pk", flat=True))


def _to_warn() -> OccurrenceQuerySet:
    return _expected(F("room__release_minutes") / 2).filter(warned_at__isnull=True)


def _to_release() -> OccurrenceQuerySet:
    return _expected(F("room__release_minutes")).filter(warned_at__lte=timezone.now() - NOTICE)


def _expected(minutes: F | CombinedExpression) -> OccurrenceQuerySet:
    """Dates that run, in rooms where people check in, and began (or were booked) so many minutes ago."""
    now = timezone.now()
    began = Greatest("starts_at", "booking__created_at")
    deadline = ExpressionWrapper(began + minutes * MINUTE, output_field=DateTimeField())
    running = Occurrence.objects.within(now - timedelta(seconds=1), now).accepted()
    absent = running.filter(room__check_in=True, checked_in_at__isnull=True, ends_at__gt=now)
    return absent.annotate(deadline=deadline).filter(deadline__lte=now)


@transaction.atomic
def _warn(key: int) -> bool:
    Occurrence.objects.select_for_update(no_key=True).get(pk=key)
    occurrence = _to_warn().filter(pk=key).first()  # as it is now that nobody else can change it
    if occurrence is None:
        return False
    occurrence.warned_at = timezone.now()
    occurrence.save(update_fields=["warned_at"])
    post("rooms/mail/check_in_warning.txt", to=occurrence.booking.people, occurrence=occurrence)
    return True


def _release(key: int) -> bool:
    """Rooms held by others are left to the next sweep."""
    try:
        return _released(key)
    except TryAgain:
        return False


@transaction.atomic
def _released(key: int) -> bool:
    booking = Occurrence.objects.select_related("booking").get(pk=key).booking
    lock_booking(booking)
    occurrence = _to_release().filter(pk=key).first()
    if occurrence is None:
        return False
    reason = _("Nobody checked in.")
    settle(booking, [occurrence], State.CANCELLED, reason=reason, released_at=timezone.now())
    changes = {"date": ("", occurrence.date.isoformat())}
    record(booking.logbook, "date.released", by=None, subject=booking, changes=changes)
    tell(News.RELEASED, booking, by=None, occurrences=[occurrence], reason=reason)
    dates_lost.send(type(booking), booking=booking, occurrences=[occurrence], by=None, reason=reason)
    return True
