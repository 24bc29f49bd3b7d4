"""Say that somebody is there."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from journal.operations import record
from kit.refusals import Refused
from rooms.models import Occurrence, State
from rooms.operations.turns import lock_rooms
from rooms.refusals import AlreadyDecided

EARLIEST = timedelta(minutes=15)
"""How long before the start one may check in."""


class NotNow(Refused):
    """Too early, or over."""


@transaction.atomic
def check_in(occurrence: Occurrence, *, by: User | None) -> None:
    """Somebody is there, so the room is not freed; twice is once. `by` None is whoever holds the link or stands there.

    Raises NotNow outside the time from a quarter of an hour before the start to the end, and AlreadyDecided when
    the date was freed, cancelled or rejected meanwhile.
    """
    lock_rooms([occurrence.room_id])
    occurrence.refresh_from_db()
    if occurrence.state != State.ACCEPTED:
        raise AlreadyDecided(_("This booking does not hold the room any more."))
    now = timezone.now()
    if not may_check_in_at(occurrence, now):
        raise NotNow(_("People check in from a quarter of an hour before the start until the end."))
    if occurrence.checked_in_at is not None:
        return
    occurrence.checked_in_at = now
    occurrence.save(update_fields=["checked_in_at"])
    changes = {"date": ("", occurrence.date.isoformat())}
    record(occurrence.booking.logbook, "date.checked_in", by=by, subject=occurrence.booking, changes=changes)


def may_check_in_at(occurrence: Occurrence, moment: datetime) -> bool:
    """Whether the moment lies in the time for checking in."""
    return occurrence.starts_at - EARLIEST <= moment < occurrence.ends_at
