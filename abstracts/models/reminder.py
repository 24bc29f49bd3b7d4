"""When people were last written to."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from abstracts.models.call import Call
from events.models import Event


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


class LastMail(models.Model):
    """When somebody last got a mail of a kind about an event at once; what follows soon waits for their digest."""

    class Kind(models.TextChoices):
        PLACE = "place"
        ASSIGNED = "assigned"
        COMMENT = "comment"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "user", "kind"], name="last_mail_once_per_event_person_and_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind}"
