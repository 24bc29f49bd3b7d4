"""Where an event came from, if its programme was imported."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from events.models import Event


class ScheduleSource(models.Model):
    """The file an event was last imported from.

    `carried` is what the file says of the event as a whole (`operations.carrying`), so that an export can say
    it again; nothing else reads it.
    """

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="schedule_source")
    file_name = models.CharField(max_length=255)
    imported_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    carried = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.file_name
