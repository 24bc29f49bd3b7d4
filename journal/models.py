"""Logbooks: who did what when. Entries are only ever added; the database refuses to change or delete one."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Logbook(models.Model):
    """The log of one thing (an event, a category), which owns it."""

    def __str__(self) -> str:
        return f"logbook {self.pk}"


class EntryQuerySet(models.QuerySet["Entry"]):
    def holding(self, text: str) -> "EntryQuerySet":
        """With this text in what was done, by whom, or what it was and is; all without a text."""
        if not text:
            return self
        return self.annotate(text=Cast("changes", models.CharField())).filter(
            Q(subject__icontains=text)
            | Q(verb__icontains=text)
            | Q(by__name__icontains=text)
            | Q(text__icontains=text)
        )

    def newest_first(self) -> "EntryQuerySet":
        return self.select_related("by").order_by("-pk")


class Entry(models.Model):
    """One act. `changes` maps a field's name to its old and new value, both as text a person reads."""

    logbook = models.ForeignKey(Logbook, on_delete=models.PROTECT, related_name="entries")
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=300)
    changes = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["logbook", "-id"], name="journal_newest")]

    def __str__(self) -> str:
        return f"{self.verb}: {self.subject}"

    @property
    def differences(self) -> list[tuple[str, str, str]]:
        """The changed fields as (name, before, after), in the order they were recorded."""
        return [(name, before, after) for name, (before, after) in self.changes.items()]
