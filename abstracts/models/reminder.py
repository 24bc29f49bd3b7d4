"""That a reviewer was reminded."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from abstracts.models.call import Call


class ReviewReminder(models.Model):
    """When somebody was last reminded of their reviews of a call, by hand or on a day that was set for it."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="review_reminders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call", "user"], name="review_reminder_once_per_call_and_reviewer"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.call}"
