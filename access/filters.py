"""The one door for reads: which rows a person may see or run, in SQL.

Every queryset of protected things filters by these; `via` names the way from the row to the access list
that governs it ("" for the lists themselves). The person's few grants are fetched first, so that the filter
is a plain join with array operators: a sub-query with OR was 30 times slower at 140,000 lists.
"""

from dataclasses import dataclass
from typing import TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from access.memory import Held, keep, recall
from access.models import AccessList, Grant
from accounts.models import User
from kit.ready_query import Given, ReadyQuery


@dataclass(frozen=True, slots=True)
class Keyring:
    """What somebody holds: the ids of the lists they hold any grant on, and of those they manage."""

    is_admin: bool = False
    invited: tuple[int, ...] = ()
    managed: tuple[int, ...] = ()


Person: TypeAlias = User | AnonymousUser | Keyring

EVERYTHING = ~Q(pk__in=[])  # an empty Q would vanish when it is joined to others by OR
NOTHING = Q(pk__in=[])


def keyring_of(user: Person) -> Keyring:
    """One query for everything a person holds; none for strangers and admins.

    Fetch it once where a query asks about several doors.
    """
    if isinstance(user, Keyring):
        return user
    if user.pk is None or not user.is_active:
        return Keyring()
    if user.is_admin:
        return Keyring(is_admin=True)
    return keyring_with(grants_of(user))


def keyring_with(held: Held) -> Keyring:
    """What these grants come to, for who has read them already."""
    invited = {access_list for access_list, _permission in held}
    managed = {access_list for access_list, permission in held if permission == Grant.MANAGE}
    return Keyring(invited=tuple(sorted(invited)), managed=tuple(sorted(managed)))


def grants_of(user: User) -> Held:
    """The lists the person, or a group of theirs, holds anything on, each with what it is; once in a request."""
    held = recall(user.pk)
    if held is None:
        held = frozenset(_held_by(user=user.pk))
        keep(user.pk, held)
    return held


def visible_to(user: Person, via: str = "access") -> Q:
    """Rows whose door is public, that a grant on the way from the door opens, or that the person runs."""
    keyring = keyring_of(user)
    if keyring.is_admin:
        return EVERYTHING
    open_to_all = Q(**{_field(via, "is_open"): True})
    if not keyring.invited:
        return open_to_all
    return open_to_all | Q(**{_field(via, "reach__overlap"): list(keyring.invited)}) | run_by(keyring, via)


def run_by(user: Person, via: str = "access") -> Q:
    """Rows the person runs: full management granted there or anywhere on the way up to the root."""
    keyring = keyring_of(user)
    if keyring.is_admin:
        return EVERYTHING
    if not keyring.managed:
        return NOTHING
    return Q(**{_field(via, "path__overlap"): list(keyring.managed)})


def granted_to(user: User | AnonymousUser, permission: str, via: str = "access") -> Q:
    """Rows on whose own list the person holds this duty, and all that they run (duties do not come down)."""
    own = {key for key, duty in grants_of(user) if duty == permission} if isinstance(user, User) else set()
    return Q(**{_field(via, "pk__in"): sorted(own)}) | run_by(user, via)


def allows(access: AccessList, user: User | AnonymousUser, permission: str) -> bool:
    """The same question about one thing: may this person use this permission on it?"""
    if permission == Grant.VIEW:
        condition = visible_to(user, via="")
    elif permission == Grant.MANAGE:
        condition = run_by(user, via="")
    else:
        condition = granted_to(user, permission, via="")
    return AccessList.objects.filter(condition, pk=access.pk).exists()


def _field(via: str, name: str) -> str:
    return f"{via}__{name}" if via else name


_held_by: ReadyQuery[tuple[int, str]] = ReadyQuery(
    lambda: Grant.objects.held_by(Given("user", "bigint")).values_list("access_list", "permission")
)
