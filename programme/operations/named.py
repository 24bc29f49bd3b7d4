"""People named in a form: those the event knows, and new ones."""

from dataclasses import dataclass
from typing import TypeAlias

from events.models import Event, EventPerson
from events.operations import person_of


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody by name; perhaps the event knows them, perhaps they are new."""

    name: str
    email: str = ""
    affiliation: str = ""


Someone: TypeAlias = EventPerson | Named


def person_for(event: Event, someone: Someone) -> EventPerson:
    """The person of the event that is meant, added where there is none.

    An e-mail address decides; without one the name does, with the affiliation where it is given.
    """
    if isinstance(someone, EventPerson):
        return someone
    if not someone.email:
        same = event.people.filter(name__iexact=someone.name)
        if someone.affiliation:
            same = same.filter(affiliation__iexact=someone.affiliation)
        if known := same.first():
            return known
    return person_of(event, name=someone.name, email=someone.email, affiliation=someone.affiliation)
