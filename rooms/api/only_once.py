"""Bookings and blockings that are sent again: each keeps the key it was made with, for good."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from accounts.api_once import KEY, OtherRequest, key_of, used_before
from accounts.models import User
from kit.refusals import Refused, constraint_speaks
from rooms.models import Booking
from rooms.operations.booking import Wish, digest

__all__ = [
    "KEY",
    "OF_BLOCKINGS",
    "OF_BOOKINGS",
    "KeyTaken",
    "OtherRequest",
    "key_of",
    "made_with",
    "once",
    "used_before",
]

OF_BOOKINGS = "booking_once_per_idempotency_key"
OF_BLOCKINGS = "blocking_once_per_idempotency_key"


class KeyTaken(Refused):
    """Somebody was quicker with the same key."""


def made_with(wish: Wish, *, by: User) -> Booking | None:
    """The booking that the person made with the key of this wish; None without. Raises OtherRequest."""
    if not wish.idempotency_key:
        return None
    made = Booking.objects.for_rights().filter(created_by=by, idempotency_key=wish.idempotency_key).first()
    if made is not None and made.request_digest != digest(wish):
        raise OtherRequest(used_before())
    return made


@contextmanager
def once(key: str, constraint: str) -> Iterator[None]:
    """Turn the race of two requests with one key into KeyTaken for the slower one."""
    if not key:
        yield
        return
    taken = KeyTaken(_("The same request is being carried out right now. Try again in a moment."))
    with constraint_speaks(constraint, refusal=taken):
        yield
