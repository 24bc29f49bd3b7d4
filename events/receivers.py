"""What events hear from below: somebody proved to own an e-mail address."""

from typing import Any

from django.dispatch import receiver

from accounts.models import User
from accounts.signals import address_confirmed
from events.operations import link_account


@receiver(address_confirmed)
def recognise_the_person(user: User, email: str, **kwargs: Any) -> None:
    """Events that know the address show the account's owner as the person they are."""
    link_account(user, email=email)
