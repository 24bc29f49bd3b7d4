"""What a reader may know of the bookings behind busy times: one query for all of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from rooms.models import Booking


@dataclass(frozen=True, slots=True)
class Told:
    """Of one booking: what for, for whom, and whether it is the reader's own."""

    booking_id: int
    purpose: str
    booked_for: str
    is_own: bool


def told_of(booking_ids: Iterable[int | None], *, to: User | AnonymousUser) -> dict[int, Told]:
    """The bookings of which the person may know; others are just busy, and their requests nobody's business."""
    keys = {key for key in booking_ids if key}
    if not keys or to.pk is None:
        return {}
    rows = Booking.objects.visible_to(to).filter(pk__in=keys)
    return {
        key: Told(key, purpose, name or "", to.pk in (booked_for, created_by))
        for key, purpose, name, booked_for, created_by in rows.values_list(
            "pk", "purpose", "booked_for__name", "booked_for", "created_by"
        )
    }
