"""Which reviewer reads what: wishes, conflicts of interest, assignments, and proposals of them."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from abstracts.models.abstract import Abstract
from abstracts.models.call import Call


class Bid(models.Model):
    """How much a reviewer wants to review an abstract."""

    class Wish(models.TextChoices):
        EAGER = "eager", pgettext_lazy("wish of a reviewer", "Gladly")
        WILLING = "willing", pgettext_lazy("wish of a reviewer", "Could")
        RELUCTANT = "reluctant", pgettext_lazy("wish of a reviewer", "Rather not")

    abstract = models.ForeignKey(Abstract, on_delete=models.CASCADE, related_name="bids")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    wish = models.CharField(_("wish"), max_length=9, choices=Wish)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["abstract", "user"], name="bid_once_per_reviewer")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_wish_display()}"


class Conflict(models.Model):
    """A reviewer who must not see an abstract, declared by themselves or set by an organiser (`by`).

    Conflicts that follow from authorship, affiliation and addresses are found from the data, not stored.
    """

    abstract = models.ForeignKey(Abstract, on_delete=models.CASCADE, related_name="conflicts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["abstract", "user"], name="conflict_once_per_reviewer")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.abstract}"


class Assignment(models.Model):
    """An abstract given to a reviewer, by hand or from a proposal."""

    abstract = models.ForeignKey(Abstract, on_delete=models.CASCADE, related_name="assignments")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="review_assignments"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    by_hand = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["abstract__number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["abstract", "reviewer"], name="assignment_once_per_reviewer")
        ]

    def __str__(self) -> str:
        return f"{self.reviewer}: {self.abstract}"


class AssignmentProposal(models.Model):
    """A whole assignment, computed and not yet taken: `pairs` of abstract and reviewer ids, and the reasons."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="assignment_proposals")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    pairs = models.JSONField(default=list)
    explanation = models.JSONField(default=dict)
    accepted_at = models.DateTimeField(null=True, blank=True)
    discarded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.call}, {self.created_at:%Y-%m-%d %H:%M}"
