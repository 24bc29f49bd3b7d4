"""Rooms people book."""

from collections.abc import Iterable
from urllib.parse import quote
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.filters import Person, grants_of, keyring_of, run_by, visible_to
from access.models import AccessList
from accounts.models import User
from journal.models import Logbook
from journal.names import reference
from kit.ready_query import Given
from rooms.models.equipment import Equipment
from rooms.models.location import Location
from rooms.models.ranges import MinuteSetField, RoomSetField
from rooms.models.settings import RoomSettings
from rooms.tokens import new_nonce

ROOM = "room"
"""How references in logs call one."""

LONGEST_BUFFER = 240
SHARING = """
SELECT unnest(%s::bigint[]) UNION ALL SELECT other_id FROM rooms_clash WHERE room_id = ANY(%s::bigint[])
"""


class RoomQuerySet(models.QuerySet["Room"]):
    def in_use(self) -> "RoomQuerySet":
        """Not retired."""
        return self.filter(retired_at__isnull=True)

    def visible_to(self, user: Person) -> "RoomQuerySet":
        """Rooms in use that are open to the person or that the person runs or owns.

        People who are not signed in see open rooms only where the settings allow it.
        """
        seen = self.in_use().filter(visible_to(user) | _owned_by(user))
        if isinstance(user, AnonymousUser):
            return seen.filter(Exists(RoomSettings.objects.filter(show_to_strangers=True)))
        return seen

    def named_to(self, user: Person) -> "RoomQuerySet":
        """Rooms whose names somebody who is signed in may read in a log: also retired ones."""
        return self.filter(visible_to(user) | _owned_by(user))

    def run_by(self, user: Person) -> "RoomQuerySet":
        """Rooms the person owns or manages, here or above; retired ones too."""
        return self.filter(run_by(user) | _owned_by(user))

    def moderated_by(self, user: User | AnonymousUser) -> "RoomQuerySet":
        """Rooms in which the person approves and rejects."""
        if not isinstance(user, User):
            return self.none()
        keyring = keyring_of(user)
        if keyring.is_admin:
            return self.all()
        lists = sorted(key for key, duty in grants_of(user) if duty == Room.MODERATE)
        duty = Q(access__in=lists) | Q(location__access__in=lists)
        return self.filter(duty | run_by(keyring) | _owned_by(user))

    def sharing_space_with(self, keys: Iterable[int] | Given) -> "RoomQuerySet":
        """These rooms, and all that share space with one of them (the view rooms_clash)."""
        wanted = keys.params if isinstance(keys, Given) else [sorted(set(keys))]
        return self.filter(pk__in=RawSQL(SHARING, [*wanted, *wanted]))  # noqa: S611 (a constant)

    def for_rights(self) -> "RoomQuerySet":
        """With all that questions about rights and rules read."""
        return self.select_related("access", "location", "location__access")


class Room(models.Model):
    """One room of a location.

    Who sees it, its access list says. Who books it: with `open_to_all`, everybody who is signed in and sees it
    (asking first where `needs_approval`); besides, or else, whoever holds the duty `book` or `prebook` on the
    room or its location. `override` frees from hours, closures and limits; `moderate` approves and rejects;
    `manage` and the owner may do everything.

    `cells` are the smallest rooms it consists of (itself, or its parts), `open_week` the minutes of the week
    (Monday 0:00 is 0, on the clocks of the room) in which it may be booked. Both are derived by database
    triggers from its parts and from its hours or its location's.
    """

    BOOK = "book"
    PREBOOK = "prebook"
    OVERRIDE = "override"
    MODERATE = "moderate"

    location = models.ForeignKey(
        Location, on_delete=models.PROTECT, related_name="rooms", verbose_name=_("location")
    )
    site = models.CharField(_("site"), max_length=60, blank=True)
    building = models.CharField(_("building"), max_length=60, blank=True)
    floor = models.CharField(_("floor"), max_length=30, blank=True)
    number = models.CharField(_("number"), max_length=60)
    name = models.CharField(_("name"), max_length=120, blank=True)
    capacity = models.PositiveIntegerField(_("seats"), default=20, validators=[MinValueValidator(1)])
    surface = models.PositiveIntegerField(_("surface in m²"), null=True, blank=True)
    division = models.CharField(_("division"), max_length=120, blank=True)
    telephone = models.CharField(_("telephone"), max_length=60, blank=True)
    key_location = models.CharField(_("where the key is"), max_length=200, blank=True)
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    comments = models.TextField(_("comments"), blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="rooms_owned",
        verbose_name=_("owner"),
    )
    equipment = models.ManyToManyField(
        Equipment, related_name="rooms", blank=True, verbose_name=_("equipment")
    )
    parts = models.ManyToManyField(
        "self", symmetrical=False, through="RoomPart", through_fields=("whole", "part"), related_name="wholes"
    )
    is_bookable = models.BooleanField(_("may be booked"), default=True)
    open_to_all = models.BooleanField(_("everybody who sees it may book"), default=True)
    needs_approval = models.BooleanField(_("bookings need approval"), default=False)
    own_hours = models.BooleanField(_("has hours of its own"), default=False)
    max_advance_days = models.PositiveSmallIntegerField(
        _("book at most this many days ahead"), null=True, blank=True
    )
    booking_limit_days = models.PositiveSmallIntegerField(
        _("a booking spans at most this many days"), null=True, blank=True
    )
    max_length_minutes = models.PositiveIntegerField(_("longest booking in minutes"), null=True, blank=True)
    buffer_before = models.PositiveSmallIntegerField(_("minutes to set up"), default=0)
    buffer_after = models.PositiveSmallIntegerField(_("minutes to clear"), default=0)
    check_in = models.BooleanField(_("people check in"), default=False)
    release_minutes = models.PositiveSmallIntegerField(
        _("free it after this many minutes without check-in"), default=15, validators=[MinValueValidator(5)]
    )
    notification_emails = ArrayField(
        models.EmailField(), verbose_name=_("also write to"), default=list, blank=True, size=20
    )
    reminders_enabled = models.BooleanField(_("remind people of bookings"), default=True)
    remind_days_single = models.PositiveSmallIntegerField(null=True, blank=True)
    remind_days_weekly = models.PositiveSmallIntegerField(null=True, blank=True)
    remind_days_monthly = models.PositiveSmallIntegerField(null=True, blank=True)
    end_reminders_enabled = models.BooleanField(_("tell people when a series ends"), default=True)
    end_days_daily = models.PositiveSmallIntegerField(null=True, blank=True)
    end_days_weekly = models.PositiveSmallIntegerField(null=True, blank=True)
    end_days_monthly = models.PositiveSmallIntegerField(null=True, blank=True)
    door_nonce = models.CharField(max_length=16, unique=True, default=new_nonce, editable=False)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)
    cells = RoomSetField(default=list, editable=False)
    open_week = MinuteSetField(default=list, editable=False)
    access = models.OneToOneField(AccessList, on_delete=models.PROTECT, related_name="+")
    logbook = models.OneToOneField(Logbook, on_delete=models.PROTECT, related_name="+")

    objects = RoomQuerySet.as_manager()

    class Meta:
        ordering = ["location", "building", "floor", "number", "pk"]
        constraints = [
            models.UniqueConstraint(
                "location",
                Lower("site"),
                Lower("building"),
                Lower("floor"),
                Lower("number"),
                name="room_number_once_per_floor",
            ),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="room_seats_somebody"),
            models.CheckConstraint(
                condition=Q(buffer_before__lte=LONGEST_BUFFER, buffer_after__lte=LONGEST_BUFFER),
                name="room_buffers_are_short",
            ),
        ]
        indexes = [models.Index(fields=["capacity"], name="room_by_capacity")]

    def __str__(self) -> str:
        return self.name or self.code

    def get_absolute_url(self) -> str:
        return reverse("room", args=[self.pk])

    @property
    def code(self) -> str:
        """What the location's format makes of building, floor and number, such as 40-1-012."""
        parts = {"site": self.site, "building": self.building, "floor": self.floor, "number": self.number}
        return self.location.name_format.format(**parts).strip(" -")

    @property
    def log_reference(self) -> str:
        """What logs keep of it, read as a name by those who may see it (rooms/log_names.py)."""
        return reference(ROOM, self.pk)

    @property
    def full_name(self) -> str:
        """The code, with the name if it has one: “40-1-012 Salle Curie”."""
        return f"{self.code} {self.name}" if self.name and self.name != self.code else self.code

    @property
    def zone(self) -> ZoneInfo:
        return self.location.zone

    @property
    def map_url(self) -> str:
        """Where the location's map shows the room; empty without a map or without what its address needs."""
        text = self.location.map_format
        if not text or (self.latitude is None and ("{lat}" in text or "{lng}" in text)):
            return ""
        parts = {
            "id": self.pk,
            "building": self.building,
            "floor": self.floor,
            "number": self.number,
            "lat": self.latitude,
            "lng": self.longitude,
        }
        return text.format(**{name: quote(str(value), safe="") for name, value in parts.items()})

    @property
    def advance_days(self) -> int | None:
        """How many days ahead it may be booked; None is without limit."""
        return self.location.max_advance_days if self.max_advance_days is None else self.max_advance_days

    @property
    def length_minutes(self) -> int | None:
        """How long one date may last; None is without limit."""
        return (
            self.location.max_length_minutes if self.max_length_minutes is None else self.max_length_minutes
        )

    @property
    def limit_days(self) -> int | None:
        """How many days a booking may span from its first to its last; None leaves it to the settings."""
        return (
            self.location.booking_limit_days if self.booking_limit_days is None else self.booking_limit_days
        )


def _owned_by(user: Person) -> Q:
    key = getattr(user, "pk", None)
    return Q(owner=key) if key is not None and getattr(user, "is_active", False) else Q(pk__in=[])
