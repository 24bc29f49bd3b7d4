"""Protection of talks and sessions: a list of their own, or that of what contains them.

A thing without protection of its own points to the access list of its container: a contribution to that of
its session, and where the session has none, to the event's; a session to the event's.
"""

from django.db import transaction

from access.models import AccessList
from access.operations import move_access_list, open_access_list
from accounts.models import User
from events.models import Event
from events.operations import lock_event, set_protection
from journal.operations import record
from programme.models import Contribution, Session

Protectable = Contribution | Session


def has_own_protection(thing: Protectable) -> bool:
    """Whether the thing has an access list of its own."""
    return thing.access_id != container_access(thing).pk


def container_access(thing: Protectable) -> AccessList:
    """The access list of what contains the thing: where its own would hang, or what it follows."""
    if isinstance(thing, Contribution) and thing.session is not None:
        return thing.session.access
    return thing.event.access


@transaction.atomic
def protect(thing: Protectable, *, mode: str, by: User | None) -> None:
    """Give it an access list of its own (or change the mode of the one it has).

    The contributions of a session that followed the event follow the session from now on.
    """
    lock_event(thing.event)
    thing.refresh_from_db()
    if has_own_protection(thing):
        set_protection(thing, mode=mode, by=by)
        return
    before = thing.access
    thing.access = open_access_list(parent=container_access(thing), mode=AccessList.Mode(mode))
    thing.save(update_fields=["access"])
    if isinstance(thing, Session):
        _carry(thing, before=before, after=thing.access)
    changes = {"protection": ("", AccessList.Mode(mode).label)}
    record(thing.event.logbook, "protection.changed", by=by, subject=thing, changes=changes)


@transaction.atomic
def unprotect(thing: Protectable, *, by: User | None) -> None:
    """Follow the container again; the rights given on its own list are gone."""
    lock_event(thing.event)
    thing.refresh_from_db()
    if not has_own_protection(thing):
        return
    own, thing.access = thing.access, container_access(thing)
    thing.save(update_fields=["access"])
    if isinstance(thing, Session):
        _carry(thing, before=own, after=thing.access)
    own.delete()
    changes = {"protection": (AccessList.Mode(own.mode).label, "")}
    record(thing.event.logbook, "protection.changed", by=by, subject=thing, changes=changes)


def hang_below(contribution: Contribution, session: Session | None, *, event: Event) -> None:
    """Put a contribution into a session (or none): follow its list, or hang its own list below that one.

    The caller saves `session` and `access`.
    """
    own = has_own_protection(contribution)
    contribution.session = session
    container = session.access if session is not None else event.access
    if own:
        move_access_list(contribution.access, parent=container)
    else:
        contribution.access = container


def _carry(session: Session, *, before: AccessList, after: AccessList) -> None:
    """The contributions of a session follow its change of lists, and so do their own lists."""
    contributions = Contribution.objects.filter(session=session)
    contributions.filter(access=before).update(access=after)
    for contribution in contributions.exclude(access=after).select_related("access"):
        move_access_list(contribution.access, parent=after)
