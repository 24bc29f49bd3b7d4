"""Versions of a timetable: what was published, and what is proposed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Event


class VersionQuerySet(models.QuerySet["Version"]):
    def published(self) -> "VersionQuerySet":
        """Newest first."""
        return self.filter(kind=Version.Kind.PUBLISHED).order_by("-number")

    def proposals(self) -> "VersionQuerySet":
        """Not yet taken or discarded, newest first."""
        return self.filter(kind=Version.Kind.PROPOSAL, settled_at__isnull=True).order_by("-made_at")


class Version(models.Model):
    """A whole timetable at one moment. `entries` is a list of `timetable.plan.PlanEntry` as JSON.

    A published one has a number, and is never changed. A proposal comes from the solver; `report` holds its
    score and what could not be placed (see `timetable.solver`), and it is settled when it is taken or discarded.
    """

    class Kind(models.TextChoices):
        PUBLISHED = "published", _("published")
        PROPOSAL = "proposal", _("proposal")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="versions")
    kind = models.CharField(max_length=9, choices=Kind, default=Kind.PUBLISHED)
    number = models.PositiveIntegerField(null=True, blank=True)
    name = models.CharField(_("name"), max_length=80, blank=True)
    note = models.TextField(_("release note"), blank=True)
    entries = models.JSONField(default=list)
    report = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="version_number_once_per_event"),
            models.CheckConstraint(
                condition=Q(kind="published", number__isnull=False) | Q(kind="proposal", number__isnull=True),
                name="published_versions_have_a_number",
            ),
        ]

    def __str__(self) -> str:
        return self.name or (f"v{self.number}" if self.number else str(_("Proposal")))
