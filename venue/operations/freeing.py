"""Give rooms back that an event needs no more."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from events.models import Event
from events.operations import lock_event
from rooms.models import Occurrence
from rooms.operations.cancelling import cancel
from rooms.operations.turns import lock_rooms
from rooms.permissions import can_cancel
from rooms.refusals import AlreadyDecided
from rooms.rights import rights_of
from venue.models import EventBooking
from venue.refusals import NotLinkable


@transaction.atomic
def give_back(event: Event, held: EventBooking, *, by: User) -> None:
    """Cancel one date of the event. One that was only linked is cancelled by those it belongs to: NotLinkable."""
    lock_event(event)
    if not _cancelable([held], by=by):
        raise NotLinkable(
            _("This booking belongs to somebody else. Take the link away, or ask them to cancel it.")
        )
    cancel(held.occurrence.booking, by=by, occurrences=[held.occurrence])


def free_rooms(event: Event, *, by: User | None) -> int:
    """Cancel every date ahead that was taken for the event, or linked by whom it belongs to; returns how many.

    Part of the act that deletes the event. What took place stays, and so does what belongs to others.
    """
    links = list(event.room_bookings.ahead().with_dates())
    mine = _cancelable(links, by=by)
    if not mine:
        return 0
    rooms = {link.occurrence.room_id for link in mine} | {link.occurrence.booking.room_id for link in mine}
    lock_rooms(rooms | _all_rooms_of(mine))
    by_booking = defaultdict(list)
    for link in mine:
        by_booking[link.occurrence.booking].append(link.occurrence)
    freed = 0
    for booking, dates in by_booking.items():
        try:
            freed += len(cancel(booking, by=by, reason=_("The event was deleted."), occurrences=dates))
        except AlreadyDecided:  # it began, or somebody was quicker
            continue
    return freed


def _cancelable(links: Iterable[EventBooking], *, by: User | None) -> list[EventBooking]:
    rights = rights_of(by) if by else None
    return [
        link
        for link in links
        if link.made_here or (rights is not None and can_cancel(rights, link.occurrence.booking))
    ]


def _all_rooms_of(links: Iterable[EventBooking]) -> set[int]:
    """Also those of the other dates of the same bookings: cancelling locks them."""
    bookings = {link.occurrence.booking_id for link in links}
    others = Occurrence.objects.filter(booking__in=bookings)
    return set(others.order_by().values_list("room", flat=True).distinct())
