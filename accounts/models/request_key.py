"""Requests that programs may send again (the header Idempotency-Key)."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class RequestKey(models.Model):
    """What somebody's program was answered to the request it named so. Without a `status` it is being carried out.

    `digest` tells whether a request is the same one. Kept for a day or two: a lost answer is asked for again at once.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="request_keys")
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.JSONField(null=True)
    headers = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="request_key_once_per_person"),
        ]

    def __str__(self) -> str:
        return self.key
