"""Sessions: contributions that belong together and are held in blocks of the timetable."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.filters import Person, keyring_of, run_by, visible_to
from access.models import AccessList
from events.models import Event, EventPerson
from programme.models.track import Track


class SessionType(models.Model):
    """What sort of session; in a poster session contributions have no time of their own."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="session_types")
    name = models.CharField(_("name"), max_length=100)
    is_poster = models.BooleanField(_("poster session"), default=False)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint("event", Lower("name"), name="session_type_once_per_event")]

    def __str__(self) -> str:
        return self.name


class SessionQuerySet(models.QuerySet["Session"]):
    def alive(self) -> "SessionQuerySet":
        return self.filter(deleted_at__isnull=True)

    def visible_to(self, user: Person) -> "SessionQuerySet":
        keyring = keyring_of(user)
        published = Q(event__is_draft=False) & visible_to(keyring)
        return self.alive().filter(published | run_by(keyring), event__deleted_at__isnull=True)


class Session(models.Model):
    """`access` is its own list, or the event's when it has no protection of its own."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="sessions")
    number = models.PositiveIntegerField(_("number"), editable=False)
    title = models.CharField(_("title"), max_length=300)
    code = models.CharField(_("code"), max_length=30, blank=True)
    description = models.TextField(_("description"), blank=True)
    type = models.ForeignKey(
        SessionType,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("type"),
    )
    track = models.ForeignKey(
        Track,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("track"),
    )
    default_minutes = models.PositiveSmallIntegerField(
        _("minutes per contribution"), default=20, validators=[MinValueValidator(1), MaxValueValidator(1440)]
    )
    conveners = models.ManyToManyField(EventPerson, through="SessionConvener", related_name="convened")
    access = models.ForeignKey(AccessList, on_delete=models.PROTECT, related_name="+")
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="session_number_once_per_event")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("session", args=[self.event.slug, self.number])

    @property
    def is_poster(self) -> bool:
        return self.type is not None and self.type.is_poster

    @property
    def hue(self) -> int:
        return self.track.hue if self.track else 222
