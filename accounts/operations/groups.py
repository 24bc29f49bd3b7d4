"""Groups of people."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Group, User
from kit.refusals import Refused, constraint_speaks


@transaction.atomic
def create_group(*, name: str) -> Group:
    """Raises Refused where a group has that name already."""
    group = Group(name=name)
    _save(group)
    return group


@transaction.atomic
def rename_group(group: Group, *, name: str) -> None:
    """Raises Refused where another group has that name."""
    group.name = name
    _save(group)


@transaction.atomic
def delete_group(group: Group) -> None:
    """The rights given to the group go with it."""
    group.delete()


@transaction.atomic
def add_member(group: Group, *, email: str) -> User:
    """Add whoever owns the address; adding somebody twice changes nothing."""
    person = User.objects.owning(email)
    if person is None:
        raise Refused(
            _("Nobody has an account with the address %(email)s. Ask the person to sign up first.")
            % {"email": email}
        )
    group.members.add(person)
    return person


@transaction.atomic
def remove_member(group: Group, *, user: User) -> None:
    """What the person may do through the group ends with it."""
    group.members.remove(user)


def _save(group: Group) -> None:
    taken = Refused(
        _("There is a group called “%(name)s” already. Choose another name.") % {"name": group.name}
    )
    with constraint_speaks("one_group_per_name", refusal=taken):
        group.save()
