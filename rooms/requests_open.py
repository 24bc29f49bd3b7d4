"""How much work waits for those who approve."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from rooms.models import Occurrence, Room


def count_open_requests(user: User | AnonymousUser) -> int | None:
    """How many bookings await an answer in rooms the person moderates; None for people who moderate none."""
    if user.pk is None:
        return None
    rooms = Room.objects.moderated_by(user)
    if not rooms.exists():
        return None
    waiting = Occurrence.objects.pending().filter(room__in=rooms)
    return waiting.order_by().values("booking").distinct().count()
