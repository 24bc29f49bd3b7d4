"""News of a booking that nobody has been told yet."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone


class OwedNewsQuerySet(models.QuerySet["OwedNews"]):
    def first_of_each_booking(self) -> "OwedNewsQuerySet":
        """People hear what became of a booking in the order in which it happened."""
        earlier = OwedNews.objects.filter(booking_id=OuterRef("booking_id"), pk__lt=OuterRef("pk"))
        return self.filter(~Exists(earlier))

    def oldest_age(self) -> timedelta:
        """How long the oldest has been waiting beyond its plan; zero when nothing waits."""
        oldest = self.order_by("next_try_at").values_list("next_try_at", flat=True).first()
        return max(timezone.now() - oldest, timedelta(0)) if oldest else timedelta(0)

    def due(self, at: datetime) -> "OwedNewsQuerySet":
        return self.first_of_each_booking().filter(next_try_at__lte=at)


class OwedNews(models.Model):
    """What happened to a booking, from the act on until a worker has put the mails about it into the outbox.

    `booking_then` and `dates_then` are the rows of the booking as the act left them, so that each mail and each
    calendar file says what was true at its own `sequence`, however soon the next act follows.
    """

    booking_id = models.BigIntegerField(db_index=True, help_text="Of a booking that may be deleted since.")
    news = models.CharField(max_length=20)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    former = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        db_index=False,
        help_text="Whom the booking was for until then, where it is told to them alone.",
    )
    occurrences = ArrayField(
        models.BigIntegerField(), default=list, help_text="What it is about; none is all."
    )
    reason = models.TextField(blank=True)
    booking_then = models.JSONField()
    dates_then = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now)
    next_try_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = OwedNewsQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.news} {self.booking_id}"
