"""Asking speakers when they are there."""

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from events.models import Event, EventPerson
from events.operations import lock_event
from journal.operations import record
from notices.operations import Limit
from programme.operations.speakers import Reach, ask_each, reach_of, speakers_of, write_to
from timetable.models import Availability

TEMPLATE = "timetable/mail/availability.txt"
ASKING = Limit("availability-asked", most=1_000)


def without_availability(event: Event) -> QuerySet[EventPerson]:
    """Speakers of whom nobody said when they are there."""
    return speakers_of(event).filter(~Exists(Availability.objects.filter(person=OuterRef("pk"))))


def would_ask(event: Event) -> Reach:
    """Whom asking now would reach."""
    return reach_of(without_availability(event), limit=ASKING, event=event)


@transaction.atomic
def ask_for_availability(event: Event, *, by: User) -> Reach:
    """Write to all speakers of whom nothing is known; each gets the address of their own page, once an hour.

    Raises AskedLately, WroteTooOften.
    """
    event = lock_event(event)
    reach = ask_each(without_availability(event), limit=ASKING, event=event, by=by)
    for person in reach.reached:
        write_to(person, TEMPLATE, event=event)
    if reach.reached:
        changes = {"people": ("", str(len(reach.reached)))}
        record(event.logbook, "availability.asked", by=by, subject=event, changes=changes)
    return reach
