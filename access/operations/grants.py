"""Give and take rights."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from access.memory import forget
from access.models import AccessList, Grant
from access.refusals import UnknownPrincipal
from accounts.models import Group, User


@transaction.atomic
def grant(access: AccessList, *, to: User | Group | str, permission: str) -> Grant:
    """Give a person, a group, or whoever will prove to own an e-mail address, a permission. Twice is once.

    An address that already belongs to somebody (proven) becomes a grant to that person.
    """
    forget()
    given, _created = Grant.objects.get_or_create(access_list=access, permission=permission, **_principal(to))
    return given


@transaction.atomic
def revoke(held: Grant) -> None:
    """Take the right away; the next request of its holder is already refused."""
    forget()
    held.delete()


def is_last_way_in(held: Grant, access: AccessList, *, by: User) -> bool:
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


@transaction.atomic
def claim_grants(user: User, *, email: str) -> int:
    """Turn the grants waiting for a now proven e-mail address into grants of the person; returns how many."""
    forget()
    waiting = list(Grant.objects.select_for_update().filter(email__iexact=email))
    for held in waiting:
        grant(held.access_list, to=user, permission=held.permission)
    Grant.objects.filter(pk__in=[held.pk for held in waiting]).delete()
    return len(waiting)


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
