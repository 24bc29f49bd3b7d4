"""What a booking of the caller's would be in a room."""

from enum import StrEnum

from rooms.models import Room
from rooms.rights import Rights


class Outcome(StrEnum):
    ACCEPTED = "accepted"
    PENDING = "pending"
    NOT_ALLOWED = "not_allowed"


def outcome_for(room: Room, rights: Rights) -> Outcome:
    """By the rights alone, whenever it would be. The room comes from `for_rights()`."""
    if rights.books(room):
        return Outcome.ACCEPTED
    return Outcome.PENDING if rights.requests(room) else Outcome.NOT_ALLOWED
