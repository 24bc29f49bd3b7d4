"""What somebody wants to read once a day: gathered until one mail takes it along."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from notices.models.notice import Notice


class DigestEntryQuerySet(models.QuerySet["DigestEntry"]):
    def waiting(self) -> "DigestEntryQuerySet":
        """In no mail yet, and for somebody who still has a working account."""
        return self.filter(notice__isnull=True, user__is_active=True)


class DigestEntry(models.Model):
    """A piece of a digest, in the language of the person. It waits until `notice` names the mail it went into."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digest_entries"
    )
    topic = models.CharField(max_length=50)
    subject = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    # Without its mail an entry would count as waiting again: it goes with it.
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, null=True, related_name="digest_entries")

    objects = DigestEntryQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["user", "topic"],
                condition=models.Q(notice__isnull=True),
                name="digest_entry_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.subject
