"""The same request, sent again because its answer was lost, is carried out once (the header Idempotency-Key)."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.request import Request

from accounts.models import User
from kit.refusals import Refused, constraint_speaks
from rooms.api.query import wrong
from rooms.models import Booking
from rooms.operations.booking import Wish, digest

KEY_HEADER = "Idempotency-Key"
LONGEST_KEY = 100
KEY = OpenApiParameter(
    KEY_HEADER,
    str,
    OpenApiParameter.HEADER,
    description="A text of yours of up to 100 characters. Sent again with the same body, nothing is done twice.",
)
OF_BOOKINGS = "booking_once_per_idempotency_key"
OF_BLOCKINGS = "blocking_once_per_idempotency_key"


class KeyTaken(Refused):
    """Somebody was quicker with the same key."""


class OtherRequest(APIException):
    """The key was used for something else."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY


def key_of(request: Request) -> str:
    """The key of a request; "" without one. Raises ValidationError for one we could not store."""
    key = request.headers.get(KEY_HEADER, "").strip()
    if len(key) > LONGEST_KEY or not key.isprintable() or not key.isascii():
        raise wrong(KEY_HEADER, _("Give up to 100 letters, digits and signs."))
    return key


def made_with(wish: Wish, *, by: User) -> Booking | None:
    """The booking that the person made with the key of this wish; None without. Raises OtherRequest."""
    if not wish.idempotency_key:
        return None
    made = Booking.objects.for_rights().filter(created_by=by, idempotency_key=wish.idempotency_key).first()
    if made is not None and made.request_digest != digest(wish):
        raise OtherRequest(used_before())
    return made


def used_before() -> str:
    """Why a key is refused."""
    return _("This Idempotency-Key was used for another request. Choose a new one.")


@contextmanager
def once(key: str, constraint: str) -> Iterator[None]:
    """Turn the race of two requests with one key into KeyTaken for the slower one."""
    if not key:
        yield
        return
    taken = KeyTaken(_("The same request is being carried out right now. Try again in a moment."))
    with constraint_speaks(constraint, refusal=taken):
        yield
