"""The outbox: every mail we owe somebody is a row until it has left."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.addresses import host


class NoticeQuerySet(models.QuerySet["Notice"]):
    def owed(self) -> "NoticeQuerySet":
        """Neither sent nor given up."""
        return self.filter(sent_at__isnull=True, given_up_at__isnull=True)

    def due(self, at: datetime) -> "NoticeQuerySet":
        """Owed, and its next try is not in the future."""
        return self.owed().filter(next_try_at__lte=at)

    def given_up(self) -> "NoticeQuerySet":
        """Dead letters: tried as often as sensible, or refused by the receiving side for good."""
        return self.filter(given_up_at__isnull=False)

    def oldest_owed_age(self) -> timedelta:
        """How long the oldest owed notice has been waiting beyond its plan; zero when nothing waits."""
        oldest = self.owed().order_by("next_try_at").values_list("next_try_at", flat=True).first()
        return max(timezone.now() - oldest, timedelta(0)) if oldest else timedelta(0)


class Notice(models.Model):
    """One mail to one address. Its Message-ID is fixed when it is posted, so a repeated delivery is recognisable."""

    class CalendarMethod(models.TextChoices):
        """What its calendar file asks the reader's calendar to do (RFC 5546, 1.4)."""

        REQUEST = "REQUEST"
        CANCEL = "CANCEL"
        PUBLISH = "PUBLISH"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recipient = models.EmailField(_("to"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="notices"
    )
    subject = models.CharField(_("subject"), max_length=300)
    body = models.TextField(_("text"))
    language = models.CharField(max_length=10, blank=True)
    # With a default in the database the version before this one can go on posting during an upgrade.
    reply_to = models.EmailField(_("answers go to"), blank=True, default="", db_default="")
    calendar = models.TextField(_("calendar file"), blank=True, default="", db_default="")
    calendar_method = models.CharField(
        max_length=10, blank=True, choices=CalendarMethod, default="", db_default=""
    )
    created_at = models.DateTimeField(default=timezone.now)
    next_try_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(given_up_at__isnull=True),
                name="notice_is_sent_or_given_up",
            ),
            models.CheckConstraint(
                condition=Q(next_try_at__gte=F("created_at")), name="notice_is_tried_after_posting"
            ),
            models.CheckConstraint(
                condition=Q(calendar="", calendar_method="")
                | (~Q(calendar="") & Q(calendar_method__in=["REQUEST", "CANCEL", "PUBLISH"])),
                name="notice_has_calendar_and_method_or_neither",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
                name="notice_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.recipient}"

    @property
    def message_id(self) -> str:
        """The Message-ID header, the same at every try (RFC 5322 §3.6.4)."""
        return f"<notice-{self.key.hex}@{host()}>"
