"""The friendly numbers of an event: 1, 2, 3 … for talks, and for sessions; none is given twice."""

from django.db import transaction
from django.db.models import F

from events.models import Event


@transaction.atomic
def take_talk_number(event: Event) -> int:
    """The number of a new talk; none is given twice in an event, not even after a talk is deleted."""
    return _take(event, "next_talk")


@transaction.atomic
def take_session_number(event: Event) -> int:
    """The number of a new session; none is given twice in an event."""
    return _take(event, "next_session")


def _take(event: Event, counter: str) -> int:
    """The UPDATE holds the event's row until the transaction ends, so nobody else reads the same number."""
    mine = Event.objects.filter(pk=event.pk)
    mine.update(**{counter: F(counter) + 1})
    number: int = mine.values_list(counter, flat=True).get() - 1
    return number
