"""Types of contributions (talk, tutorial …) and of sessions (plenary, poster session …)."""

from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from events.models import Event
from events.operations import lock_event
from journal.operations import differences, record
from kit.refusals import constraint_speaks
from programme.models import ContributionType, SessionType
from programme.operations.values import check_values
from programme.refusals import NameTaken

Type = ContributionType | SessionType
T = TypeVar("T", ContributionType, SessionType)

EDITABLE = {
    ContributionType: frozenset({"name", "description", "is_private"}),
    SessionType: frozenset({"name", "is_poster"}),
}
ONCE = {ContributionType: "contribution_type_once_per_event", SessionType: "session_type_once_per_event"}
VERBS = {ContributionType: "contribution-type", SessionType: "session-type"}


@transaction.atomic
def add_contribution_type(event: Event, *, by: User | None, **values: Any) -> ContributionType:
    """A type of talks. Raises NameTaken, and what `check_values` raises."""
    return _add(ContributionType(event=event), values, by=by)


@transaction.atomic
def add_session_type(event: Event, *, by: User | None, **values: Any) -> SessionType:
    """A type of sessions. Raises NameTaken, and what `check_values` raises."""
    return _add(SessionType(event=event), values, by=by)


@transaction.atomic
def edit_type(kind: Type, *, by: User | None, **values: Any) -> None:
    """Change what `values` names. Raises NameTaken, and what `check_values` raises."""
    check_values(type(kind), values, editable=EDITABLE[type(kind)])
    lock_event(kind.event)
    kind.refresh_from_db()
    changes = differences(kind, values)
    if not changes:
        return
    for name in changes:
        setattr(kind, name, values[name])
    with constraint_speaks(ONCE[type(kind)], refusal=_taken(kind.name)):
        kind.save(update_fields=list(changes))
    record(kind.event.logbook, f"{VERBS[type(kind)]}.edited", by=by, subject=kind, changes=changes)


@transaction.atomic
def remove_type(kind: Type, *, by: User | None) -> None:
    """What had the type stays and has none then."""
    event = lock_event(kind.event)
    name = str(kind)
    kind.delete()
    record(event.logbook, f"{VERBS[type(kind)]}.removed", by=by, subject=name)


def _add(kind: T, values: dict[str, Any], *, by: User | None) -> T:
    check_values(type(kind), {"name": "", **values}, editable=EDITABLE[type(kind)])
    lock_event(kind.event)
    for name, value in values.items():
        setattr(kind, name, value)
    with constraint_speaks(ONCE[type(kind)], refusal=_taken(kind.name)):
        kind.save(force_insert=True)
    record(kind.event.logbook, f"{VERBS[type(kind)]}.added", by=by, subject=kind)
    return kind


def _taken(name: str) -> NameTaken:
    return NameTaken(_("There is a type “%(name)s” already.") % {"name": name})
