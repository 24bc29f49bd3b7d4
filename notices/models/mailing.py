"""What limits count: that somebody had a mail of a kind sent to an address."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Mailing(models.Model):
    """One mail that an act of a person sent; `about` tells things apart, by a text of the app. Kept for a day.

    What was written is no matter here, and it stays when the mail or the thing is gone.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=60, blank=True)
    address = models.EmailField()
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "about", "address", "at"], name="mailing_to_an_address"),
            models.Index(fields=["by", "kind", "at"], name="mailing_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.address}"
