"""Conflicts somebody looked at and let be."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Event


class AcceptedConflict(models.Model):
    """`key` names the conflict (see `timetable.conflicts.Conflict.key`): the same one stays accepted, with its reason.

    The key holds what clashes and when, so that a conflict that comes back elsewhere is a new one.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="accepted_conflicts")
    key = models.CharField(max_length=120)
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["event", "key"], name="conflict_accepted_once")]

    def __str__(self) -> str:
        return f"{self.key}: {self.reason}"
