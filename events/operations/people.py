"""The people of an event: one row each, whatever they do there."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accounts.models import User
from events.models import Event, EventPerson, EventRole
from events.models.person import default_sort_name
from events.operations.dependents import is_named_anywhere
from events.operations.turns import lock_event, lock_events
from events.refusals import AlreadyAmongThePeople, StillNeeded
from journal.operations import differences, record
from kit.refusals import constraint_speaks

EDITABLE = frozenset({"name", "sort_name", "email", "affiliation", "biography"})


@transaction.atomic
def add_person(
    event: Event,
    *,
    by: User | None,
    name: str,
    email: str = "",
    affiliation: str = "",
    biography: str = "",
    sort_name: str = "",
) -> EventPerson:
    """Somebody new among the people of the event. Raises AlreadyAmongThePeople for a known e-mail address."""
    lock_event(event)
    person = EventPerson(
        event=event, name=name, email=email, affiliation=affiliation, biography=biography, sort_name=sort_name
    )
    person.user = _account_of(person)
    with constraint_speaks("one_person_per_email", refusal=_known_address(email)):
        person.save(force_insert=True)
    record(event.logbook, "person.added", by=by, subject=person)
    return person


@transaction.atomic
def edit_person(person: EventPerson, *, by: User | None, **values: Any) -> None:
    """Change some of the EDITABLE fields; a new e-mail address finds its account again."""
    if unknown := values.keys() - EDITABLE:
        raise TypeError(f"A person has no editable {', '.join(sorted(unknown))}.")
    lock_event(person.event)
    person.refresh_from_db()
    if values.get("sort_name") == "":
        values["sort_name"] = default_sort_name(values.get("name", person.name))
    changes = differences(person, values)
    if not changes:
        return
    for name in changes:
        setattr(person, name, values[name])
    if "email" in changes:
        person.user = _account_of(person)
    with constraint_speaks("one_person_per_email", refusal=_known_address(person.email)):
        person.save(update_fields=[*changes, "user"])
    record(person.event.logbook, "person.edited", by=by, subject=person, changes=changes)


@transaction.atomic
def remove_person(person: EventPerson, *, by: User | None) -> None:
    """Take somebody away who does nothing here. Raises StillNeeded while a role or a talk names them."""
    lock_event(person.event)
    if is_named_anywhere(person):
        raise StillNeeded(
            _("“%(person)s” still has a part in the event. Take that away first.") % {"person": person}
        )
    event, name = person.event, str(person)
    person.delete()
    record(event.logbook, "person.removed", by=by, subject=name)


@transaction.atomic
def person_of(event: Event, *, name: str, email: str = "", affiliation: str = "") -> EventPerson:
    """The person of that e-mail address, else of exactly that name and affiliation; added when there is none.

    It is not written to the log: whoever names a person records what for.
    """
    lock_event(event)
    known = (
        event.people.with_email(email) if email else event.people.filter(name=name, affiliation=affiliation)
    )
    person = known.first()
    if person is not None:
        return person
    person = EventPerson(event=event, name=name, email=email, affiliation=affiliation)
    person.user = _account_of(person)
    person.save(force_insert=True)
    return person


@transaction.atomic
def people_named(event: Event, named: Sequence[tuple[str, str]]) -> list[EventPerson]:
    """The people of these (name, e-mail) pairs; a name alone is whoever of the event has it, or somebody new."""
    lock_event(event)
    return [
        (not email and event.people.filter(name=name).first()) or person_of(event, name=name, email=email)
        for name, email in named
    ]


@transaction.atomic
def set_roles(event: Event, *, role: str, people: Sequence[EventPerson], by: User | None) -> None:
    """Make exactly these people, in this order, the chairpersons (or contacts) of the event."""
    lock_event(event)
    held = list(EventRole.objects.filter(event=event, role=role).select_related("person"))
    before = [link.person for link in held]
    after = list(dict.fromkeys(people))
    if any(person.event_id != event.pk for person in after):
        raise ValueError("A role goes to people of the same event only.")
    if before == after:
        return
    EventRole.objects.filter(pk__in=[link.pk for link in held]).delete()
    EventRole.objects.bulk_create(
        EventRole(event=event, person=person, role=EventRole.Role(role), position=position)
        for position, person in enumerate(after, start=1)
    )
    changes = {str(role): (_names(before), _names(after))}
    record(event.logbook, "roles.changed", by=by, subject=event, changes=changes)


@transaction.atomic
def link_account(user: User, *, email: str) -> int:
    """Tie the rows of an e-mail address, now proven, to its owner's account; returns how many.

    An event that knows the account under another address keeps it there.
    """
    present = EventPerson.objects.filter(event=OuterRef("event"), user=user)
    loose = EventPerson.objects.with_email(email).filter(~Exists(present), user__isnull=True)
    lock_events(Event.objects.filter(pk__in=loose.values("event")))
    return loose.update(user=user)


def _account_of(person: EventPerson) -> User | None:
    """Who proved to own the address, unless the event knows them by another one."""
    owner = User.objects.owning(person.email) if person.email else None
    others = EventPerson.objects.filter(event=person.event, user=owner).exclude(pk=person.pk)
    return None if owner is None or others.exists() else owner


def _known_address(email: str) -> AlreadyAmongThePeople:
    return AlreadyAmongThePeople(
        _("Somebody with the address %(email)s is among the people already.") % {"email": email}
    )


def _names(people: Sequence[EventPerson]) -> str:
    return ", ".join(person.name for person in people)
