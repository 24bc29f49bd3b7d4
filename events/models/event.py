"""Lectures, meetings and conferences."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.filters import Person, keyring_of, run_by, visible_to
from access.models import AccessList
from events.models.category import Category
from journal.models import Logbook
from kit.keys import is_key
from kit.links import check_link

SLUG = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]*\Z", _("Use small letters, digits, points, hyphens and underscores.")
)


class EventQuerySet(models.QuerySet["Event"]):
    def alive(self) -> "EventQuerySet":
        return self.filter(deleted_at__isnull=True)

    def visible_to(self, user: Person) -> "EventQuerySet":
        """Published events whose door is open to the person, and all (drafts too) that the person runs."""
        keyring = keyring_of(user)
        return self.alive().filter((Q(is_draft=False) & visible_to(keyring)) | run_by(keyring))

    def run_by(self, user: Person) -> "EventQuerySet":
        return self.alive().filter(run_by(user))

    def below(self, category: Category) -> "EventQuerySet":
        """In the category or anywhere below it."""
        return self.filter(access__path__contains=[category.access_id])

    def named(self, name: str) -> "EventQuerySet":
        """Those with this address or this number. The address first: it may be made of digits too."""
        meant = Q(slug=name.lower())
        if is_key(name):
            meant |= Q(pk=int(name))
        return self.filter(meant).order_by(Case(When(slug=name.lower(), then=0), default=1))

    def not_over(self, at: datetime) -> "EventQuerySet":
        return self.filter(ends_at__gt=at)

    def over(self, at: datetime) -> "EventQuerySet":
        return self.filter(ends_at__lte=at)


class Event(models.Model):
    """Something people are invited to. Times are UTC; `time_zone` is where they are meant.

    `day_change` is the wall time at which a day of the programme begins, so that a party after midnight
    belongs to the day before. `revision` grows with every change of anything the event shows (a database
    trigger of each content table sees to it): it is the key of caches. `edition` counts only the changes a
    calendar entry of the event itself shows: its SEQUENCE, which must not betray changes a reader may not see.
    """

    class Kind(models.TextChoices):
        LECTURE = "lecture", _("Lecture")
        MEETING = "meeting", _("Meeting")
        CONFERENCE = "conference", _("Conference")

    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.MEETING)
    title = models.CharField(_("title"), max_length=300)
    acronym = models.CharField(_("short name"), max_length=80, blank=True)
    slug = models.CharField(_("address"), max_length=80, validators=[SLUG])
    description = models.TextField(_("description"), blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    time_zone = models.CharField(_("time zone"), max_length=64)
    day_change = models.TimeField(_("a day begins at"), default=time(0))
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    address = models.CharField(_("postal address"), max_length=300, blank=True)
    map_url = models.URLField(_("map"), max_length=500, blank=True, validators=[check_link])
    website = models.URLField(_("website"), max_length=500, blank=True, validators=[check_link])
    organiser = models.CharField(_("organised by"), max_length=300, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    keywords = ArrayField(
        models.CharField(max_length=80), verbose_name=_("keywords"), default=list, blank=True
    )
    is_draft = models.BooleanField(_("draft"), default=True)
    revision = models.PositiveBigIntegerField(default=1, editable=False)
    edition = models.PositiveIntegerField(default=0, editable=False)
    next_talk = models.PositiveIntegerField(default=1, editable=False)
    next_session = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)
    access = models.OneToOneField(AccessList, on_delete=models.PROTECT, related_name="+")
    logbook = models.OneToOneField(Logbook, on_delete=models.PROTECT, related_name="+")

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(Lower("slug"), name="event_address_is_unique"),
            models.CheckConstraint(
                condition=Q(starts_at__lte=F("ends_at")), name="event_ends_after_it_starts"
            ),
        ]
        indexes = [
            models.Index(fields=["slug"], name="event_by_address"),
            models.Index(fields=["category", "starts_at"], name="event_of_category"),
            models.Index(fields=["ends_at"], condition=Q(deleted_at__isnull=True), name="event_by_end"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("event", args=[self.slug])

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def first_day(self) -> date:
        return self.starts_at.astimezone(self.zone).date()

    @property
    def last_day(self) -> date:
        """The day of the last moment; an event that ends at midnight sharp ends the day before."""
        last_moment = max(self.starts_at, self.ends_at - timedelta(microseconds=1))
        return last_moment.astimezone(self.zone).date()

    @property
    def place(self) -> str:
        """Venue and address as one line."""
        return ", ".join(part for part in (self.venue, self.address) if part)

    @property
    def short_title(self) -> str:
        return self.acronym or self.title
