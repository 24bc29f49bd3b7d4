"""May they? Each question takes the person, or the keyring fetched once for several questions."""

from access.filters import Person, keyring_of
from events.models import Event
from events.permissions import can_manage_event
from programme.models import Contribution, Session


def can_manage_programme(user: Person, event: Event) -> bool:
    """Tracks, types, sessions and talks are the event's: who runs the event edits them."""
    return can_manage_event(user, event)


def can_manage(user: Person, thing: Contribution | Session) -> bool:
    """Full management of the talk or session, there or anywhere on the way up."""
    keyring = keyring_of(user)
    return keyring.is_admin or not set(keyring.managed).isdisjoint(thing.access.path)


def can_see_addresses(user: Person, event: Event) -> bool:
    """The e-mail addresses of the people of an event are for those who run it."""
    return can_manage_event(user, event)
