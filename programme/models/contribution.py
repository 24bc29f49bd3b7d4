"""Contributions: talks, posters, tutorials; and the parts a contribution may have."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Prefetch, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.filters import Person, keyring_of, run_by, visible_to
from access.models import AccessList
from events.models import Event, EventPerson
from programme.models.credit import Credit
from programme.models.session import Session
from programme.models.track import Track


class ContributionType(models.Model):
    """Talk, poster, tutorial … A private type is given by organisers, never chosen by submitters."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="contribution_types")
    name = models.CharField(_("name"), max_length=100)
    description = models.TextField(_("description"), blank=True)
    is_private = models.BooleanField(_("only organisers may choose it"), default=False)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint("event", Lower("name"), name="contribution_type_once_per_event")
        ]

    def __str__(self) -> str:
        return self.name


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def alive(self) -> "ContributionQuerySet":
        """Neither withdrawn nor deleted."""
        return self.filter(withdrawn_at__isnull=True, deleted_at__isnull=True)

    def visible_to(self, user: Person) -> "ContributionQuerySet":
        keyring = keyring_of(user)
        published = Q(event__is_draft=False) & visible_to(keyring)
        return self.alive().filter(published | run_by(keyring), event__deleted_at__isnull=True)

    def run_by(self, user: Person) -> "ContributionQuerySet":
        """Also the withdrawn ones, for those who run them; deleted ones only through the restore page."""
        return self.filter(run_by(user), deleted_at__isnull=True, event__deleted_at__isnull=True)

    def about(self, words: str) -> "ContributionQuerySet":
        """Those that have each of the words in their title, abstract or the name of somebody credited."""
        found = self
        for word in words.split():
            by_name = Credit.objects.filter(person__name__icontains=word).values("contribution")
            found = found.filter(Q(title__icontains=word) | Q(abstract__icontains=word) | Q(pk__in=by_name))
        return found

    def with_people(self) -> "ContributionQuerySet":
        """With track, type, session and the credits in order: three queries however many rows."""
        credits = Prefetch("credits", Credit.objects.select_related("person"))
        return self.select_related("track", "type", "session").prefetch_related(credits)


class Contribution(models.Model):
    """One talk or poster. `access` is its own list, or that of its session or event."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="contributions")
    number = models.PositiveIntegerField(_("number"), editable=False)
    code = models.CharField(_("code"), max_length=30, blank=True)
    title = models.CharField(_("title"), max_length=500)
    subtitle = models.CharField(_("subtitle"), max_length=500, blank=True)
    abstract = models.TextField(_("abstract"), blank=True)
    description = models.TextField(_("description"), blank=True)
    type = models.ForeignKey(
        ContributionType,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("type"),
    )
    track = models.ForeignKey(
        Track,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("track"),
    )
    session = models.ForeignKey(
        Session,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("session"),
    )
    minutes = models.PositiveIntegerField(_("minutes"), default=20, validators=[MaxValueValidator(7 * 1440)])
    language = models.CharField(_("language"), max_length=35, blank=True)
    keywords = ArrayField(
        models.CharField(max_length=80), verbose_name=_("keywords"), default=list, blank=True
    )
    board_number = models.CharField(_("board number"), max_length=20, blank=True)
    expected_audience = models.PositiveIntegerField(
        _("expected audience"), null=True, blank=True, validators=[MaxValueValidator(1_000_000)]
    )
    needs = ArrayField(
        models.CharField(max_length=80), verbose_name=_("technical needs"), default=list, blank=True
    )
    people = models.ManyToManyField(EventPerson, through="Credit", related_name="contributions")
    access = models.ForeignKey(AccessList, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="contribution_number_once_per_event")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("contribution", args=[self.event.slug, self.number])

    def credited(self, *roles: str) -> list[EventPerson]:
        """The people credited in one of these roles, in order; uses the prefetched credits."""
        return [credit.person for credit in self.credits.all() if credit.role in roles]

    @property
    def speakers(self) -> list[EventPerson]:
        return self.credited(Credit.Role.SPEAKER)

    @property
    def authors(self) -> list[EventPerson]:
        return self.credited(Credit.Role.AUTHOR, Credit.Role.CO_AUTHOR)

    @property
    def hue(self) -> int | None:
        """The colour of its track, or of its session's; None without either."""
        if self.track:
            return self.track.hue
        return self.session.hue if self.session else None


class Subcontribution(models.Model):
    """A part of a contribution with speakers of its own; not in the timetable by itself."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(_("code"), max_length=30, blank=True)
    title = models.CharField(_("title"), max_length=500)
    description = models.TextField(_("description"), blank=True)
    minutes = models.PositiveIntegerField(_("minutes"), default=10, validators=[MaxValueValidator(1440)])
    people = models.ManyToManyField(EventPerson, through="SubcontributionSpeaker", related_name="parts")

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title
