"""Calls: what may be submitted, by whom, until when. A conference may have one for talks and one for tutorials."""

from datetime import datetime, timedelta
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.filters import Person, keyring_of, run_by, visible_to
from events.models import Event
from programme.models import ContributionType, Track

MOST_MEGABYTES = 100


class CallQuerySet(models.QuerySet["Call"]):
    def visible_to(self, user: Person) -> Self:
        """Calls whose event the person sees; those never opened only for who runs the event."""
        keyring = keyring_of(user)
        runs = run_by(keyring, "event__access")
        announced = Q(opens_at__isnull=False, event__is_draft=False)
        return self.filter(
            runs | (announced & visible_to(keyring, "event__access")), event__deleted_at__isnull=True
        )


class Call(models.Model):
    """Times are UTC, meant and shown in the event's zone. Never opened while `opens_at` is empty."""

    class TrackChoice(models.TextChoices):
        NONE = "none", _("No tracks: organisers sort later")
        ONE = "one", _("One track")
        SEVERAL = "several", _("One or more tracks")

    class SpeakerChoice(models.TextChoices):
        NONE = "none", _("Not asked")
        OPTIONAL = "optional", _("May be named")
        REQUIRED = "required", _("At least one must be named")

    class Editors(models.TextChoices):
        """Who may change a submission besides the organisers (Indico's rule of the same four steps)."""

        SUBMITTER = "submitter", _("Only the submitter")
        PRIMARY = "submitter_primary", _("The submitter and the authors")
        AUTHORS = "submitter_authors", _("The submitter, authors and co-authors")
        ALL = "submitter_all", _("The submitter and everybody named")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="calls")
    name = models.CharField(_("name"), max_length=100)
    position = models.PositiveSmallIntegerField(default=0)
    announcement = models.TextField(_("announcement"), blank=True)
    instructions = models.TextField(_("instructions for writing"), blank=True)
    contact_email = models.EmailField(_("who to ask"), blank=True)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    grace = models.DurationField(_("grace after closing"), default=timedelta)
    modification_until = models.DateTimeField(_("changes until"), null=True, blank=True)

    track_choice = models.CharField(_("tracks"), max_length=7, choices=TrackChoice, default=TrackChoice.ONE)
    tracks_required = models.BooleanField(_("a track must be chosen"), default=False)
    tracks = models.ManyToManyField(Track, blank=True, related_name="calls", verbose_name=_("tracks offered"))
    types = models.ManyToManyField(
        ContributionType, blank=True, related_name="calls", verbose_name=_("types offered")
    )
    type_required = models.BooleanField(_("a type must be chosen"), default=False)
    topics = ArrayField(models.CharField(max_length=100), verbose_name=_("topics"), default=list, blank=True)

    text_required = models.BooleanField(_("a text is needed"), default=True)
    most_characters = models.PositiveIntegerField(_("most characters"), null=True, blank=True)
    most_words = models.PositiveIntegerField(_("most words"), null=True, blank=True)
    speakers = models.CharField(
        _("speakers"), max_length=8, choices=SpeakerChoice, default=SpeakerChoice.OPTIONAL
    )
    authors_confirm = models.BooleanField(_("ask authors to confirm that they are named"), default=False)
    guests_may_submit = models.BooleanField(_("people without an account may submit"), default=True)
    editors = models.CharField(_("who may edit"), max_length=17, choices=Editors, default=Editors.SUBMITTER)

    most_files = models.PositiveSmallIntegerField(
        _("most files"), default=0, validators=[MaxValueValidator(20)]
    )
    file_types = ArrayField(
        models.CharField(max_length=10), verbose_name=_("file types"), default=list, blank=True
    )
    most_megabytes = models.PositiveSmallIntegerField(
        _("most megabytes of a file"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MEGABYTES)],
    )
    publish_files = models.BooleanField(_("show the files of accepted ones to everybody"), default=False)

    licences = ArrayField(
        models.CharField(max_length=200), verbose_name=_("licences to choose from"), default=list, blank=True
    )
    consent = models.TextField(_("consent that is needed"), blank=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint("event", Lower("name"), name="call_name_once_per_event"),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True)
                | Q(opens_at__isnull=True)
                | Q(opens_at__lt=F("closes_at")),
                name="call_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(grace__gte=timedelta(0), grace__lte=timedelta(days=7)), name="call_grace_is_short"
            ),
            models.CheckConstraint(
                condition=~Q(tracks_required=True, track_choice="none"), name="call_asks_what_it_needs"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("call", args=[self.event.slug, self.pk])

    def is_open(self, at: datetime | None = None) -> bool:
        """Whether anybody may submit; late submitters may after that."""
        moment = at or timezone.now()
        return self.opens_at is not None and self.opens_at <= moment and not self.is_over(moment)

    @property
    def last_moment(self) -> datetime | None:
        """When the last abstract is taken, with the grace."""
        return self.closes_at and self.closes_at + self.grace

    def is_over(self, at: datetime | None = None) -> bool:
        return self.closes_at is not None and self.closes_at + self.grace <= (at or timezone.now())

    def may_be_changed(self, at: datetime | None = None) -> bool:
        """Whether what was submitted may still be edited: until `modification_until`, or while the call is open."""
        moment = at or timezone.now()
        if self.modification_until is not None:
            return self.opens_at is not None and self.opens_at <= moment < self.modification_until
        return self.is_open(moment)


class LateSubmitter(models.Model):
    """Somebody who may submit although the call is closed: a person, or whoever proves to own the address."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="late_submitters")
    email = models.EmailField(_("e-mail"))
    until = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["email"]
        constraints = [models.UniqueConstraint("call", Lower("email"), name="late_submitter_once_per_call")]

    def __str__(self) -> str:
        return self.email
