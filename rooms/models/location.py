"""Sites with a clock of their own: each room belongs to one."""

from zoneinfo import ZoneInfo

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from access.filters import Person, run_by, visible_to
from access.models import AccessList
from journal.models import Logbook
from kit.links import check_link
from rooms.models.settings import RoomSettings

NAME_PARTS = ("site", "building", "floor", "number")
MAP_PARTS = ("id", "building", "floor", "number", "lat", "lng")


def check_name_format(text: str) -> None:
    """Only {site}, {building}, {floor} and {number}; the number must be there (Indico's rule)."""
    _check_parts(text, NAME_PARTS)
    if "{number}" not in text:
        raise ValidationError(_("The room's {number} has to be part of its name."))


def check_map_format(text: str) -> None:
    """A web address with {id}, {building}, {floor}, {number}, {lat} and {lng} where the room's own go."""
    _check_parts(text, MAP_PARTS)
    check_link(text.translate({ord("{"): None, ord("}"): None}))


def _check_parts(text: str, known: tuple[str, ...]) -> None:
    rest = text
    for part in known:
        rest = rest.replace(f"{{{part}}}", "")
    if "{" in rest or "}" in rest:
        raise ValidationError(
            _("Only these parts are known: %(parts)s."),
            params={"parts": ", ".join(f"{{{part}}}" for part in known)},
        )


class LocationQuerySet(models.QuerySet["Location"]):
    def visible_to(self, user: Person) -> "LocationQuerySet":
        """Open ones, and those the person runs; people who are not signed in see them where they see rooms."""
        seen = self.filter(visible_to(user))
        if isinstance(user, AnonymousUser):
            return seen.filter(Exists(RoomSettings.objects.filter(show_to_strangers=True)))
        return seen

    def run_by(self, user: Person) -> "LocationQuerySet":
        return self.filter(run_by(user))


class Location(models.Model):
    """Rooms below it take its zone, and those of its rules that they do not set themselves.

    Its access list hangs below that of the room settings; grants on it of `book`, `prebook`, `moderate` and
    `manage` hold for all its rooms.
    """

    name = models.CharField(_("name"), max_length=100)
    time_zone = models.CharField(_("time zone"), max_length=64)
    name_format = models.CharField(
        _("how rooms are called"),
        max_length=100,
        default="{building}-{floor}-{number}",
        validators=[check_name_format],
    )
    map_format = models.CharField(
        _("map"),
        max_length=300,
        blank=True,
        validators=[check_map_format],
        help_text=_("A web address; {lat}, {lng}, {building}, {floor}, {number} and {id} become the room's."),
    )
    max_advance_days = models.PositiveSmallIntegerField(
        _("book at most this many days ahead"), null=True, blank=True
    )
    booking_limit_days = models.PositiveSmallIntegerField(
        _("a booking spans at most this many days"), null=True, blank=True
    )
    max_length_minutes = models.PositiveIntegerField(_("longest booking in minutes"), null=True, blank=True)
    access = models.OneToOneField(AccessList, on_delete=models.PROTECT, related_name="+")
    logbook = models.OneToOneField(Logbook, on_delete=models.PROTECT, related_name="+")

    objects = LocationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(Lower("name"), name="location_name_is_unique")]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)
