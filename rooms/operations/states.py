"""Give dates that exist another state, and let the booking follow. New dates are born with theirs, edits (rewriting)
set it with the times; both sum up here.
"""

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from rooms.models import OVER, Booking, Occurrence, State


def settle(
    booking: Booking,
    occurrences: Collection[Occurrence],
    state: State,
    *,
    reason: str = "",
    released_at: datetime | None = None,
) -> None:
    """Give these dates of the booking a state; the rooms are locked. The booking sums them up."""
    keys = [occurrence.pk for occurrence in occurrences]
    Occurrence.objects.filter(pk__in=keys).update(state=state, reason=reason[:300], released_at=released_at)
    for occurrence in occurrences:
        occurrence.state, occurrence.reason, occurrence.released_at = state, reason[:300], released_at
    sum_up(booking, last=state)


def sum_up(booking: Booking, *, last: State = State.CANCELLED) -> None:
    """The state its dates give the booking, and one more `sequence`; with none alive, that of the `last` act.

    Its dates may lie in rooms that others have locked: the booking's own row is taken before they are looked at.
    """
    booking.sequence = (
        Booking.objects.select_for_update(no_key=True).values_list("sequence", flat=True).get(pk=booking.pk)
    )
    states = set(
        Occurrence.objects.filter(booking=booking).order_by().values_list("state", flat=True).distinct()
    )
    if State.ACCEPTED in states:
        booking.state = State.ACCEPTED
    elif State.PENDING in states:
        booking.state = State.PENDING
    else:
        booking.state = last if last in OVER else State.CANCELLED
    booking.sequence += 1
    booking.updated_at = timezone.now()
    booking.save(update_fields=["state", "sequence", "updated_at"])
