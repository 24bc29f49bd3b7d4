"""Accounts and what people say about themselves."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.signals import address_confirmed
from kit.refusals import Refused, constraint_speaks


class AccountExists(Refused):
    """The e-mail address belongs to another account."""


@transaction.atomic
def create_account(*, name: str, email: str, password: str | None, is_admin: bool = False) -> User:
    """An account whose address counts as proven: for demos, commands and tests, never for what a stranger types."""
    email = email.lower()
    exists = AccountExists(_("%(email)s has an account already.") % {"email": email})
    if User.objects.owning(email) is not None:
        raise exists
    with constraint_speaks("one_account_per_email", refusal=exists):
        user = User.objects.create_user(email, password, name=name, is_admin=is_admin)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    settle_address(user, email=email)
    return user


@transaction.atomic
def update_profile(user: User, *, name: str, affiliation: str, language: str, time_zone: str) -> None:
    """What somebody says of themselves; an empty language or zone is none chosen."""
    user.name = name
    user.affiliation = affiliation
    user.language = language
    user.time_zone = time_zone
    user.save(update_fields=["name", "affiliation", "language", "time_zone"])


@transaction.atomic
def settle_address(user: User, *, email: str) -> None:
    """The address is the person's now: claims that others made and never proved end, and the news goes up."""
    claims = EmailAddress.objects.filter(email__iexact=email, verified=False).exclude(user=user)
    claims.delete()
    squatters = User.objects.filter(email__iexact=email, last_login__isnull=True).exclude(pk=user.pk)
    squatters.exclude(emailaddress__verified=True).delete()
    address_confirmed.send(sender=User, user=user, email=email)
