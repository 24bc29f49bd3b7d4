"""Conflicts of interest that were found, and that the organisers say do not hold."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from abstracts.models.abstract import Abstract


class LiftedConflict(models.Model):
    """A person and an abstract between which some rules no longer find a conflict of interest, because `by` said why.

    Only rules that find by likeness can be lifted, and each by its name: a rule that finds something later counts.
    """

    class Rule(models.TextChoices):
        AFFILIATION = "affiliation", pgettext_lazy("conflict of interest", "same affiliation as an author")
        DOMAIN = "domain", pgettext_lazy("conflict of interest", "same e-mail domain as an author")
        CO_AUTHOR = (
            "co_author",
            pgettext_lazy("conflict of interest", "wrote another abstract with an author"),
        )

    abstract = models.ForeignKey(Abstract, on_delete=models.CASCADE, related_name="lifted_conflicts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    rules = ArrayField(models.CharField(max_length=11, choices=Rule))
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    lifted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["abstract__number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["abstract", "user"], name="lifted_conflict_once_per_person"),
            models.CheckConstraint(
                condition=Q(rules__contained_by=["affiliation", "domain", "co_author"]) & ~Q(rules=[]),
                name="lifted_conflict_was_found",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="lifted_conflict_has_a_reason"),
            models.CheckConstraint(
                condition=Q(by__isnull=True) | ~Q(by=models.F("user")), name="lifted_conflict_is_of_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.abstract}"

    @property
    def rules_words(self) -> str:
        """Which rules do not count, in words."""
        return ", ".join(str(rule.label) for rule in self.Rule if rule.value in self.rules)
