"""Calendar addresses that carry their own right: `/me/<token>/calendar.ics`."""

import secrets

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models

SIGNER = Signer(salt="hemicycle.calendar", sep=".")


def new_nonce() -> str:
    return secrets.token_hex(8)


class CalendarKeyQuerySet(models.QuerySet["CalendarKey"]):
    def for_token(self, token: str) -> "CalendarKey | None":
        """The key a token in an address stands for; None if forged, reset, or its owner may no longer sign in."""
        try:
            nonce = SIGNER.unsign(token)
        except BadSignature:
            return None
        return self.filter(nonce=nonce, user__is_active=True).select_related("user").first()


class CalendarKey(models.Model):
    """One per person. The address is signed with the installation's secret, so the table alone opens nothing."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_key"
    )
    nonce = models.CharField(max_length=16, unique=True, default=new_nonce)

    objects = CalendarKeyQuerySet.as_manager()

    def __str__(self) -> str:
        return f"calendar key of {self.user_id}"

    @property
    def token(self) -> str:
        """The part of the address that only its owner knows."""
        return SIGNER.sign(self.nonce)
