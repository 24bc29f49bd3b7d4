"""A file between the dry run and the import."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import User
from events.models import Category, Event

KEPT_FOR = timedelta(hours=24)


def _a_day_from_now() -> datetime:
    return timezone.now() + KEPT_FOR


class UploadQuerySet(models.QuerySet["Upload"]):
    def usable_by(self, user: User) -> "UploadQuerySet":
        """The person's own files whose day is not over."""
        return self.filter(by=user, expires_at__gt=timezone.now())

    def expired(self) -> "UploadQuerySet":
        return self.filter(expires_at__lte=timezone.now())


class Upload(models.Model):
    """A file somebody uploaded to look at what an import would do. Nobody else gets at it.

    It goes into `event`, or becomes a new one of `category`, at the address `slug` if there is one.
    """

    token = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=255)
    content = models.BinaryField()
    category = models.ForeignKey(Category, on_delete=models.CASCADE, null=True, related_name="+")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, null=True, related_name="+")
    slug = models.CharField(max_length=80, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    is_draft = models.BooleanField(default=True)
    expires_at = models.DateTimeField(default=_a_day_from_now)

    objects = UploadQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="upload_by_expiry")]

    def __str__(self) -> str:
        return self.file_name
