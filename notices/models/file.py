"""Files that go with mails."""

from hashlib import sha256
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from notices.models.notice import Notice


class NoticeFileQuerySet(models.QuerySet["NoticeFile"]):
    def needless(self) -> Self:
        """No mail needs them any more: each was sent. A dead letter may be tried again, and needs its files."""
        unsent = Notice.objects.filter(files=OuterRef("pk"), sent_at__isnull=True)
        return self.filter(~Exists(unsent))


class NoticeFile(models.Model):
    """A file, kept once for all mails that take it along, until the last of them has left.

    Its content is in the database: it is there exactly if the mails are, for every worker, and gone with a rollback.
    """

    notices = models.ManyToManyField(Notice, related_name="files")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, editable=False)
    size = models.PositiveIntegerField(help_text="Bytes.")
    content = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now)

    objects = NoticeFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["digest", "name", "media_type"], name="notice_file_once"),
            models.CheckConstraint(
                condition=Q(media_type__regex=r"^[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+$"),
                name="notice_file_has_a_media_type",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def digest_of(content: bytes) -> str:
        return sha256(content).hexdigest()
