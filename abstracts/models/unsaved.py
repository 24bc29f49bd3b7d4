"""What people typed into the form of a submitted abstract and have not saved yet."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from abstracts.models.abstract import Abstract


class UnsavedEdit(models.Model):
    """The fields of the form as one person typed them last; only that person gets them back.

    `user` is None for whoever holds the link of the abstract. `seal` is that of the text they began with
    (`abstracts.operations.handing_in.seal_of`).
    """

    abstract = models.ForeignKey(Abstract, on_delete=models.CASCADE, related_name="unsaved_edits")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    fields = models.JSONField()
    seal = models.CharField(max_length=40, blank=True)
    typed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["abstract", "user"], name="unsaved_edit_once_per_writer", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.abstract} ({self.user or '—'})"
