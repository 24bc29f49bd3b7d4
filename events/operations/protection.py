"""Who may see and run a category, an event, or a part of an event: the mode, and rights given and taken."""

from typing import Protocol

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import AccessList, Grant
from access.operations import grant_unless_held, revoke_unless_last, set_mode
from accounts.models import Group, User
from events.models import Category, Event
from events.operations.turns import lock_event, lock_events
from events.refusals import RootStays
from events.signals import openness_changed
from journal.models import Logbook
from journal.operations import record
from notices.operations import tell_of_right


class PartOfEvent(Protocol):
    """A session or a contribution with an access list of its own; its event's log tells of it."""

    @property
    def access(self) -> AccessList: ...

    @property
    def event(self) -> Event: ...

    def get_absolute_url(self) -> str: ...


Protected = Category | Event | PartOfEvent
MAIL = "events/mail/right_given.txt"


@transaction.atomic
def set_protection(thing: Protected, *, mode: str, by: User | None) -> None:
    """Public, as above, or restricted; the next request follows. The root can not inherit: RootStays."""
    _take_turn(thing)
    thing.access.refresh_from_db()
    before = AccessList.Mode(thing.access.mode)
    after = AccessList.Mode(mode)
    if before == after:
        return
    if after == AccessList.Mode.INHERITING and thing.access.parent_id is None:
        raise RootStays(_("There is nothing above the top category whose protection it could follow."))
    set_mode(thing.access, mode=after)
    changes = {"protection": (before.label, after.label)}
    record(_logbook_of(thing), "protection.changed", by=by, subject=thing, changes=changes)
    if isinstance(thing, Category):
        openness_changed.send(sender=Category, events=Event.objects.below(thing))
    elif isinstance(thing, Event):
        openness_changed.send(sender=Event, events=Event.objects.filter(pk=thing.pk))


@transaction.atomic
def give_right(thing: Protected, *, to: User | Group | str, permission: str, by: User | None) -> Grant:
    """Let a person, a group, or whoever proves to own an e-mail address see or run it; twice is once.

    People and addresses are told by mail, groups are not. Raises WroteTooOften for more new addresses than somebody
    may write to within an hour.
    """
    given, is_new = grant_unless_held(thing.access, to=to, permission=permission)
    if is_new:
        changes = {permission: ("", given.principal)}
        record(_logbook_of(thing), "right.given", by=by, subject=thing, changes=changes)
        _tell(given, thing, by=by)
    return given


@transaction.atomic
def take_right(thing: Protected, held: Grant, *, by: User | None) -> None:
    """Take a right away. Raises WouldLockOut for somebody who, by going, would leave nobody to run it."""
    last = _("Nobody else runs it. Give somebody else the right to manage it first.")
    changes = {held.permission: (held.principal, "")}
    revoke_unless_last(held, thing.access, by=by, last=last)
    record(_logbook_of(thing), "right.taken", by=by, subject=thing, changes=changes)


def _take_turn(thing: Protected) -> None:
    """Of all events whose rights change with those of the thing."""
    if isinstance(thing, Category):
        lock_events(Event.objects.below(thing))
    else:
        lock_event(thing if isinstance(thing, Event) else thing.event)


def _logbook_of(thing: Protected) -> Logbook:
    return thing.logbook if isinstance(thing, Category | Event) else thing.event.logbook


def _tell(given: Grant, thing: Protected, *, by: User | None) -> None:
    """A mail to the person or the address; groups are many and have not asked."""
    tell_of_right(
        MAIL,
        to=given.user or given.email,
        by=by,
        about=f"access-{given.access_list_id}",
        url=thing.get_absolute_url(),
        thing=thing,
        permission=given.permission,
    )
