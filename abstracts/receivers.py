"""What abstracts hear from below: somebody proved to own an e-mail address."""

from typing import Any

from django.dispatch import receiver

from abstracts.operations.teams import claim_places
from accounts.models import User
from accounts.signals import address_confirmed


@receiver(address_confirmed)
def take_what_waited(user: User, email: str, **kwargs: Any) -> None:
    """Places in committees, authorships and what was submitted as a guest become those of the address's owner."""
    claim_places(user, email=email)
