"""What access hears from below: somebody proved to own an e-mail address."""

from typing import Any

from django.dispatch import receiver

from access.operations import claim_grants
from accounts.models import User
from accounts.signals import address_confirmed


@receiver(address_confirmed)
def open_what_was_promised(user: User, email: str, **kwargs: Any) -> None:
    """Rights given to an address before its owner had an account become the owner's."""
    claim_grants(user, email=email)
