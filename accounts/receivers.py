"""What accounts hears from allauth."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed, password_changed, password_reset, password_set
from django.dispatch import receiver

from accounts.models import User
from accounts.operations import revoke_all_tokens, settle_address


@receiver(email_confirmed)
def address_is_proven(email_address: EmailAddress, **kwargs: Any) -> None:
    """Tell the floors above; never for an address that was only typed in."""
    settle_address(email_address.user, email=email_address.email)


@receiver([password_changed, password_reset, password_set])
def old_keys_end(user: User, **kwargs: Any) -> None:
    """A new password ends other sessions (Django sees to that) and the tokens made under the old one."""
    revoke_all_tokens(user)
