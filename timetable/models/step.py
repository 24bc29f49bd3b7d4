"""What was done in the editor, so that it can be undone."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from events.models import Event


class StepQuerySet(models.QuerySet["Step"]):
    def done(self) -> "StepQuerySet":
        return self.filter(undone_at__isnull=True)

    def to_forget(self, *, before: datetime, but_newest: int) -> "StepQuerySet":
        """From before that moment, and not among so many of the newest of their event."""
        place = Window(RowNumber(), partition_by=F("event"), order_by=F("pk").desc())
        further_back = Step.objects.order_by().annotate(place=place).filter(place__gt=but_newest)
        return self.filter(at__lt=before, pk__in=further_back.values("pk"))


class Step(models.Model):
    """One act in the working timetable of an event: the entries it touched as they were, and as they became.

    `before` and `after` map the id of a slot to its `PlanEntry` as JSON, or to null where there was none.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="timetable_steps")
    verb = models.CharField(max_length=40)
    label = models.CharField(max_length=300)
    before = models.JSONField()
    after = models.JSONField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=False) | Q(undone_by__isnull=True),
                name="undone_step_has_a_time",
            )
        ]
        indexes = [models.Index(fields=["event", "-id"], name="step_of_event")]

    def __str__(self) -> str:
        return f"{self.verb}: {self.label}"
