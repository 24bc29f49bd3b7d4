"""Give and take rights."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from access.memory import forget
from access.models import AccessList, Grant
from access.operations.lists import lock_tree
from access.refusals import UnknownPrincipal, WouldLockOut
from accounts.models import Group, User
from kit.refusals import Refused


@transaction.atomic
def grant(access: AccessList, *, to: User | Group | str, permission: str) -> Grant:
    """Give a person, a group, or whoever will prove to own an e-mail address, a permission. Twice is once.

    An address that already belongs to somebody (proven) becomes a grant to that person.
    """
    given, _is_new = grant_unless_held(access, to=to, permission=permission)
    return given


@transaction.atomic
def grant_unless_held(access: AccessList, *, to: User | Group | str, permission: str) -> tuple[Grant, bool]:
    """As `grant`, and whether the right is new."""
    forget()
    return Grant.objects.get_or_create(access_list=access, permission=permission, **_principal(to))


@transaction.atomic
def revoke(held: Grant) -> None:
    """Take the right away; the next request of its holder is already refused."""
    forget()
    held.delete()


@transaction.atomic
def revoke_unless_last(held: Grant, access: AccessList, *, by: User | None, last: str) -> None:
    """Take a right on this very list away. Raises Refused for one on another list.

    Raises WouldLockOut, which says `last`, for somebody who, by going, would leave nobody to run the thing.
    """
    lock_tree(access)  # two last managers can not both leave at once
    access.refresh_from_db()
    if held.access_list_id != access.pk:
        raise Refused(_("This right belongs to something else."))
    if by is not None and _is_last_way_in(held, access, by=by):
        raise WouldLockOut(last)
    revoke(held)


@transaction.atomic
def claim_grants(user: User, *, email: str) -> int:
    """Turn the grants waiting for a now proven e-mail address into grants of the person; returns how many."""
    forget()
    waiting = list(Grant.objects.select_for_update().filter(email__iexact=email))
    for held in waiting:
        grant(held.access_list, to=user, permission=held.permission)
    Grant.objects.filter(pk__in=[held.pk for held in waiting]).delete()
    return len(waiting)


def _is_last_way_in(held: Grant, access: AccessList, *, by: User) -> bool:
    """Whether nobody could run what the list protects any more if this person gave up this right of their own.

    Ask it with the tree locked.
    """
    if held.permission != Grant.MANAGE or by.is_admin:
        return False
    managed = Grant.objects.filter(access_list__in=access.path, permission=Grant.MANAGE)
    if not managed.held_by(by).filter(pk=held.pk).exists():
        return False
    someone = Q(user__is_active=True) | Q(group__members__is_active=True)
    return not managed.filter(someone).exclude(pk=held.pk).exists()


def _principal(to: User | Group | str) -> dict[str, Any]:
    if isinstance(to, User):
        return {"user": to}
    if isinstance(to, Group):
        return {"group": to}
    owner = User.objects.owning(to)
    if owner is not None:
        return {"user": owner}
    try:
        validate_email(to)
    except ValidationError as error:
        raise UnknownPrincipal(
            _("“%(text)s” is neither a person, a group, nor an e-mail address.") % {"text": to}
        ) from error
    return {"email": to.lower()}
