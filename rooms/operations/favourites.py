"""Rooms somebody finds first."""

from django.db import transaction

from accounts.models import User
from rooms.models import Favourite, Room


@transaction.atomic
def toggle_favourite(room: Room, *, by: User) -> bool:
    """Make the room a favourite of the person, or no longer; whether it is one now."""
    gone, _rows = Favourite.objects.filter(user=by, room=room).delete()
    if not gone:
        Favourite.objects.get_or_create(user=by, room=room)
    return not gone


@transaction.atomic
def set_favourite(room: Room, *, wanted: bool, by: User) -> None:
    """Make the room a favourite of the person, or see that it is none; twice is once."""
    if wanted:
        Favourite.objects.get_or_create(user=by, room=room)
    else:
        Favourite.objects.filter(user=by, room=room).delete()
