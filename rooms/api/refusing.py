"""Who is refused before anything is asked of an operation."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from rest_framework.exceptions import NotAuthenticated, PermissionDenied
from rest_framework.request import Request

from accounts.models import User
from kit.refusals import Refused
from rooms.models import Room
from rooms.rights import Rights


def member(request: Request) -> User:
    """The person whose account it is. Raises NotAuthenticated for a stranger."""
    if not isinstance(request.user, User):
        raise NotAuthenticated
    return request.user


def permit(allowed: bool, otherwise: str) -> None:
    """Go on only if allowed; the answer 403 names the rule."""
    if not allowed:
        raise PermissionDenied(otherwise)


def permit_rooms(rooms: Iterable[Room], refusal: Refused, *, rights: Rights) -> None:
    """Answer 403 instead of 409 where it is a right to one of the rooms that is lacking, not a date."""
    permit(all(rights.books(room) or rights.requests(room) for room in rooms), str(refusal))


def decides_nothing() -> str:
    """Why somebody may not approve or reject."""
    return _("Only those who approve bookings of this room may do that.")


def changes_nothing() -> str:
    """Why somebody may not edit, cancel or check in."""
    return _("Only those who booked, those it is booked for and those who run the room may do that.")


def keeps_no_notes() -> str:
    """Why somebody may not write the internal note."""
    return _("Only those who manage the room keep notes on its bookings, where the settings say so.")


def edits_no_room() -> str:
    """Why somebody may not change a room."""
    return _(
        "Only those who run the location change its rooms, and managers of the room where the settings say so."
    )


def runs_no_location() -> str:
    """Why somebody may not change a location, or add rooms and plans to it."""
    return _("Only those who run the location may do that.")


def runs_not_all() -> str:
    """Why somebody may not change what holds for all rooms."""
    return _("Only those who run all rooms may do that.")


def runs_nothing() -> str:
    """Why somebody may not import, and hears no figures."""
    return _("Only those who run rooms may do that.")
