"""Logbooks: who did what when. Entries are only ever added; the database refuses to change or delete one."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from journal.names import MARK


class Logbook(models.Model):
    """The log of one thing (an event, a category), which owns it."""

    def __str__(self) -> str:
        return f"logbook {self.pk}"


def _without_references(text: Any) -> Func:
    """The text without them, in SQL."""
    return Func(
        text,
        Value(MARK.pattern),
        Value(""),
        Value("g"),
        function="regexp_replace",
        output_field=models.TextField(),
    )


class EntryQuerySet(models.QuerySet["Entry"]):
    def holding(self, text: str, *, references: Collection[str] = ()) -> "EntryQuerySet":
        """With this text, or one of the references, in what was done, by whom, what it was and is; all without a text.

        References themselves are no text that anybody finds (`journal.names`).
        """
        if not text:
            return self
        changes = Cast("changes", models.TextField())
        found = (
            Q(said__icontains=text)
            | Q(verb__icontains=text)
            | Q(by__name__icontains=text)
            | Q(text__icontains=text)
        )
        for each in references:
            found |= Q(subject__contains=each) | Q(kept__contains=each)
        said, told = _without_references(F("subject")), _without_references(changes)
        return self.annotate(kept=changes, said=said, text=told).filter(found)

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
