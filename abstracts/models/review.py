"""Reviews, their ratings, and what the committee says to each other."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from abstracts.models.abstract import Abstract
from abstracts.models.reviewing import Question
from programme.models import ContributionType, Track


class Review(models.Model):
    """One per reviewer, abstract and track (Indico's rule). A draft is its writer's alone.

    `score` is the mean of its weighted ratings, empty where none counts; derived when it is submitted.
    """

    class Action(models.TextChoices):
        ACCEPT = "accept", pgettext_lazy("proposed by a reviewer", "Accept")
        REJECT = "reject", pgettext_lazy("proposed by a reviewer", "Reject")
        CHANGE_TRACKS = "change_tracks", pgettext_lazy("proposed by a reviewer", "Move to another track")
        DUPLICATE = "duplicate", pgettext_lazy("proposed by a reviewer", "Duplicate of another")
        MERGE = "merge", pgettext_lazy("proposed by a reviewer", "Merge into another")
        REVISE = "revise", pgettext_lazy("proposed by a reviewer", "Ask for a revision")

    abstract = models.ForeignKey(Abstract, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reviews")
    track = models.ForeignKey(Track, on_delete=models.SET_NULL, null=True, blank=True, related_name="reviews")
    action = models.CharField(_("proposal"), max_length=13, choices=Action, blank=True)
    type = models.ForeignKey(
        ContributionType, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    tracks = models.ManyToManyField(Track, blank=True, related_name="+")
    other = models.ForeignKey(Abstract, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    committee_comment = models.TextField(_("comment to the committee"), blank=True)
    author_comment = models.TextField(_("comment to the authors"), blank=True)
    score = models.DecimalField(max_digits=7, decimal_places=3, null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["submitted_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["abstract", "reviewer", "track"],
                nulls_distinct=False,
                name="review_once_per_reviewer_and_track",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True) | ~Q(action=""), name="submitted_review_proposes"
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=False) | Q(score__isnull=True),
                name="draft_review_has_no_score",
            ),
        ]
        indexes = [
            models.Index(
                fields=["abstract"],
                include=["score"],
                condition=Q(submitted_at__isnull=False),
                name="review_scores",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reviewer}: {self.abstract}"


class Rating(models.Model):
    """What a review answers to a question: a number on the scale, yes (1) or no (0), or words."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="ratings")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="ratings")
    value = models.SmallIntegerField(null=True, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["question__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "question"], name="rating_once_per_question"),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.text or self.value}"


class Comment(models.Model):
    """Said in the discussion of an abstract. `audience` names the widest circle that reads it."""

    class Audience(models.TextChoices):
        CHAIRS = "chairs", _("Organisers")
        CONVENERS = "conveners", _("Organisers and conveners")
        REVIEWERS = "reviewers", _("The whole committee of this abstract")
        AUTHORS = "authors", _("The committee and the authors")

    abstract = models.ForeignKey(Abstract, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="abstract_comments"
    )
    text = models.TextField(_("comment"))
    audience = models.CharField(_("who reads it"), max_length=9, choices=Audience, default=Audience.REVIEWERS)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
