"""Letters to the speakers of an event that ask them something; who organises it decides when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from events.models import Event, EventPerson
from events.operations import lock_event
from journal.operations import record
from notices.operations import post, post_to_address
from programme.models import Credit
from timetable.models import Availability

TEMPLATE = "timetable/mail/availability.txt"


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is written to, and who can not be: nobody knows their address."""

    reached: Sequence[EventPerson]
    unreached: Sequence[EventPerson]


def speakers_of(event: Event) -> QuerySet[EventPerson]:
    """Who speaks in a talk that takes place."""
    speaks = Credit.objects.filter(
        person=OuterRef("pk"),
        role=Credit.Role.SPEAKER,
        contribution__deleted_at__isnull=True,
        contribution__withdrawn_at__isnull=True,
    )
    return EventPerson.objects.filter(Exists(speaks), event=event).select_related("user")


def without_availability(event: Event) -> QuerySet[EventPerson]:
    """Speakers of whom nobody said when they are there."""
    return speakers_of(event).filter(~Exists(Availability.objects.filter(person=OuterRef("pk"))))


def sorted_by_address(people: Iterable[EventPerson]) -> Asked:
    people = list(people)
    return Asked([one for one in people if _address(one)], [one for one in people if not _address(one)])


@transaction.atomic
def ask_for_availability(event: Event, *, by: User) -> Asked:
    """Write to all speakers of whom nothing is known; each gets the address of their own page."""
    event = lock_event(event)
    asked = sorted_by_address(without_availability(event))
    write_to(asked.reached, TEMPLATE, event=event)
    if asked.reached:
        changes = {"people": ("", str(len(asked.reached)))}
        record(event.logbook, "availability.asked", by=by, subject=event, changes=changes)
    return asked


def write_to(people: Iterable[EventPerson], template: str, **context: Any) -> None:
    """One mail each: to the account where there is one, else to the address."""
    for person in people:
        if person.user is not None and person.user.is_active:
            post(template, to=[person.user], person=person, **context)
        else:
            post_to_address(template, to=person.email, person=person, **context)


def _address(person: EventPerson) -> str:
    return person.user.email if person.user is not None and person.user.is_active else person.email
