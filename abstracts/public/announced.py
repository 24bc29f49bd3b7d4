"""What the front page of an event says of its calls: when abstracts are taken, and where the committee works."""

from dataclasses import dataclass
from datetime import UTC, date

from django.utils import timezone

from abstracts.models import Call
from abstracts.standing import has_a_place
from access.filters import Person
from events.models import Event


@dataclass(frozen=True, slots=True)
class Announced:
    """`calls` are those to come and those that are not over; `reviews` says that the reader is on the committee."""

    calls: list[Call]
    reviews: bool


def announced(event: Event, reader: Person) -> Announced | None:
    """None where there is nothing to say, and when the event is over.

    A call stays to the end of the day (of UTC) on which it closes: the page is kept for strangers for as long. So it
    tells the two dates, which are true before and after.
    """
    now = timezone.now()
    if event.ends_at <= now:
        return None
    held = Call.objects.visible_to(reader).filter(event=event, opens_at__isnull=False).order_by("position")
    calls = [call for call in held if not _closed_before(call, now.astimezone(UTC).date())]
    reviews = has_a_place(reader, event)
    return Announced(calls, reviews) if calls or reviews else None


def _closed_before(call: Call, day: date) -> bool:
    return call.last_moment is not None and call.last_moment.astimezone(UTC).date() < day
