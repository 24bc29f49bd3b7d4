"""Many people at once: those the event knows, and the others added, in a few statements."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models.functions import Lower

from events.models import Event, EventPerson
from events.models.person import default_sort_name
from events.operations.turns import lock_event

Wanted = tuple[str, str, str]
"""A name, an e-mail address and an affiliation; the last two may be empty."""


@transaction.atomic
def people_for(event: Event, wanted: Sequence[Wanted]) -> dict[Wanted, EventPerson]:
    """The person of the event that each of these is, added where there is none.

    An e-mail address decides; without one the name does, with the affiliation where it is given. As with `person_of`,
    whoever names people records what for.
    """
    lock_event(event)
    known = _Known()
    for person in EventPerson.objects.filter(event=event):
        known.learn(person)
    new = []
    for one in dict.fromkeys(wanted):
        if known.find(one) is None:
            name, email, affiliation = one
            person = EventPerson(
                event=event,
                name=name,
                sort_name=default_sort_name(name),
                email=email,
                affiliation=affiliation,
            )
            known.learn(person)
            new.append(person)
    _find_accounts(event, new)
    EventPerson.objects.bulk_create(new, batch_size=500)
    return {one: found for one in wanted if (found := known.find(one)) is not None}


@dataclass
class _Known:
    """People by what tells them apart; who is listed first counts."""

    by_email: dict[str, EventPerson] = field(default_factory=dict)
    by_name: dict[str, EventPerson] = field(default_factory=dict)
    by_place: dict[tuple[str, str], EventPerson] = field(default_factory=dict)

    def learn(self, person: EventPerson) -> None:
        """Whoever was learnt before under the same address or name stays the one who is meant."""
        if person.email:
            self.by_email.setdefault(person.email.lower(), person)
        self.by_name.setdefault(person.name.lower(), person)
        self.by_place.setdefault((person.name.lower(), person.affiliation.lower()), person)

    def find(self, wanted: Wanted) -> EventPerson | None:
        """By the address where there is one, and only then by the name."""
        name, email, affiliation = wanted
        if email:
            return self.by_email.get(email.lower())
        if affiliation:
            return self.by_place.get((name.lower(), affiliation.lower()))
        return self.by_name.get(name.lower())


def _find_accounts(event: Event, people: Sequence[EventPerson]) -> None:
    """Who proved to own the address, unless the event knows them by another one."""
    addresses = {person.email.lower() for person in people if person.email}
    proven = EmailAddress.objects.annotate(address=Lower("email")).filter(
        address__in=addresses, verified=True
    )
    owners = dict(proven.order_by("-pk").values_list("address", "user"))
    taken = set(
        EventPerson.objects.filter(event=event, user__in=owners.values()).values_list("user", flat=True)
    )
    for person in people:
        owner = owners.get(person.email.lower()) if person.email else None
        if owner is not None and owner not in taken:
            taken.add(owner)
            person.user_id = owner
