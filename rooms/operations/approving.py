"""Say yes to bookings that await approval."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from journal.operations import record
from kit.moments import Span
from kit.refusals import Refused
from rooms.availability.collisions import Collision, Obstacle, collisions
from rooms.models import Booking, Occurrence, Room, State
from rooms.operations.letters import News, tell
from rooms.operations.rejecting import days_of, turn_down_requests
from rooms.operations.states import settle
from rooms.operations.turns import lock_booking
from rooms.refusals import AlreadyDecided
from rooms.rights import rights_of
from rooms.signals import booking_changed
from rooms.times import Wanted


class Collides(Refused):
    """Approving it would reject others' requests, or some of its dates are taken by now."""

    def __init__(self, message: str, *, taken: Sequence[Collision], requests: Sequence[Collision]) -> None:
        super().__init__(message)
        self.taken = list(taken)
        self.requests = list(requests)


@transaction.atomic
def approve(booking: Booking, *, by: User, message: str = "", force: bool = False) -> None:
    """Give the room for all pending dates in rooms the person moderates.

    Raises AlreadyDecided when none is left, and Collides (with every collision) where a date is taken by now, or,
    unless `force`d, where it would reject others' requests (Indico's rule: the moderator sees them first).
    """
    rooms = lock_booking(booking)
    rights = rights_of(by)
    mine = [key for key, room in rooms.items() if rights.moderates(room)]
    dates = list(Occurrence.objects.pending().filter(booking=booking, room__in=mine).order_by("starts_at"))
    if not dates:
        raise AlreadyDecided(_("This has already been decided."))
    found = collisions_of(booking, dates, rooms)
    taken = [hit for hit in found if hit.obstacle is not Obstacle.REQUEST]
    requests = [hit for hit in found if hit.obstacle is Obstacle.REQUEST]
    if taken:
        raise Collides(
            _("Some of these dates are taken by now. Reject them, or move the booking."),
            taken=taken,
            requests=requests,
        )
    if requests and not force:
        raise Collides(
            _("Approving this rejects other requests for the same time."), taken=[], requests=requests
        )
    settle(booking, dates, State.ACCEPTED)
    record(
        booking.logbook, "booking.approved", by=by, subject=booking, changes={"dates": ("", days_of(dates))}
    )
    turn_down_requests([hit.id for hit in requests], by=by, instead=booking)
    tell(News.APPROVED, booking, by=by, occurrences=dates, reason=message)
    booking_changed.send(Booking, booking=booking, by=by)


def collisions_of(booking: Booking, dates: Sequence[Occurrence], rooms: dict[int, Room]) -> list[Collision]:
    """Everything that stands against these dates of the booking, each in its own room."""
    found: list[Collision] = []
    for key in {date.room_id for date in dates}:
        here = [date for date in dates if date.room_id == key]
        wanted = [Wanted(date.date, Span(date.starts_at, date.ends_at)) for date in here]
        found += collisions([key], wanted, ignoring=[booking.pk])
    return found
