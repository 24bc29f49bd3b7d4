"""How what was submitted to a call is reviewed and decided."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from abstracts.models.call import Call
from programme.models import ContributionType, Track


class Reviewing(models.Model):
    """One per call. All ratings of a call share one scale, so their means can be compared."""

    class Blinding(models.TextChoices):
        OPEN = "open", _("Open: authors and reviewers know each other")
        SINGLE = "single", _("Single-blind: authors do not learn who reviewed")
        DOUBLE = "double", _("Double-blind: reviewers do not learn who wrote, either")

    class Assignment(models.TextChoices):
        TRACK = "track", _("Reviewers of a track review all of it")
        INDIVIDUAL = "individual", _("Each abstract is given to reviewers")

    class Others(models.TextChoices):
        """When reviewers read the reviews of others."""

        NEVER = "never", _("Never")
        AFTER_OWN = "after_own", _("After their own")
        ALWAYS = "always", _("Always")

    class Release(models.TextChoices):
        AT_ONCE = "at_once", _("At once: authors learn each decision when it is made")
        TOGETHER = "together", _("Together: nobody learns a decision before it is released")

    call = models.OneToOneField(Call, on_delete=models.CASCADE, related_name="reviewing")
    instructions = models.TextField(_("guidelines for reviewers"), blank=True)
    blinding = models.CharField(_("blinding"), max_length=6, choices=Blinding, default=Blinding.SINGLE)
    assignment = models.CharField(
        _("assignment"), max_length=10, choices=Assignment, default=Assignment.TRACK
    )
    reviews_wanted = models.PositiveSmallIntegerField(
        _("reviews per abstract"), default=3, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    load_limit = models.PositiveIntegerField(_("most abstracts of a reviewer"), null=True, blank=True)
    bids_until = models.DateTimeField(_("reviewers say their wishes until"), null=True, blank=True)
    due_at = models.DateTimeField(_("reviews are due"), null=True, blank=True)
    remind_days = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("remind reviewers this many days before"),
        default=list,
        blank=True,
    )
    others = models.CharField(
        _("reviewers read the reviews of others"), max_length=9, choices=Others, default=Others.NEVER
    )
    reviewers_are_named = models.BooleanField(_("reviewers see who else reviews"), default=False)
    discussion_is_open = models.BooleanField(_("reviewers discuss"), default=False)
    conveners_decide = models.BooleanField(_("conveners decide"), default=False)
    conveners_change_tracks = models.BooleanField(
        _("conveners move abstracts to other tracks"), default=False
    )
    conveners_see_authors = models.BooleanField(
        _("conveners see the authors while it is blind"), default=False
    )
    conveners_see_other_tracks = models.BooleanField(_("conveners read other tracks"), default=False)
    authors_see_comments = models.BooleanField(
        _("authors read the reviewers' comments to them, once decisions are released"), default=True
    )
    authors_see_scores = models.BooleanField(
        _("authors see scores, once decisions are released"), default=False
    )
    release = models.CharField(_("release"), max_length=8, choices=Release, default=Release.TOGETHER)
    scale_from = models.SmallIntegerField(_("lowest rating"), default=0)
    scale_to = models.SmallIntegerField(_("highest rating"), default=5)
    same_affiliation_conflicts = models.BooleanField(_("of the same affiliation"), default=True)
    same_domain_conflicts = models.BooleanField(_("of the same e-mail domain"), default=True)
    co_authors_conflict = models.BooleanField(_("authors of another abstract together"), default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(scale_from__lt=F("scale_to"), scale_from__gte=-10, scale_to__lte=100),
                name="reviewing_scale_goes_up",
            )
        ]

    def __str__(self) -> str:
        return f"reviewing of {self.call}"

    @property
    def blinding_name(self) -> str:
        """“Double-blind”, without what it means."""
        return str(self.Blinding(self.blinding).label).partition(":")[0]

    @property
    def is_double_blind(self) -> bool:
        return self.blinding == self.Blinding.DOUBLE


class Question(models.Model):
    """What reviewers answer: a rating on the call's scale, yes or no, or in words. Ratings make the score."""

    class Kind(models.TextChoices):
        RATING = "rating", _("Rating")
        YES_NO = "yes_no", _("Yes or no")
        TEXT = "text", _("Text")

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("kind"), max_length=6, choices=Kind, default=Kind.RATING)
    title = models.CharField(_("question"), max_length=300)
    help = models.CharField(_("explanation"), max_length=500, blank=True)
    weight = models.DecimalField(
        _("weight"),
        max_digits=4,
        decimal_places=1,
        default=1,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    is_required = models.BooleanField(_("must be answered"), default=True)
    counts = models.BooleanField(_("is part of the score"), default=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(weight__gte=0), name="question_weight_is_not_negative")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_scored(self) -> bool:
        return self.kind == self.Kind.RATING and self.counts and self.weight > 0


class Quota(models.Model):
    """How many of a track and type are wanted: what the desk counts the accepted ones against."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="quotas")
    track = models.ForeignKey(Track, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    type = models.ForeignKey(
        ContributionType, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    wanted = models.PositiveIntegerField(_("wanted"))

    class Meta:
        ordering = ["track__position", "type__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "track", "type"], nulls_distinct=False, name="quota_once_per_track_and_type"
            )
        ]

    def __str__(self) -> str:
        return f"{self.wanted} × {self.type or ''} {self.track or ''}"
