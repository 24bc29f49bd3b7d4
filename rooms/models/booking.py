"""Who asked for a room, when, and what for. Its dates are rows of their own (Occurrence)."""

import uuid
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.filters import keyring_of
from journal.models import Logbook
from rooms.models.room import Room
from rooms.models.settings import RoomSettings
from rooms.models.state import LIVE, State

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

MINUTES_OF_DAY = 24 * 60


class BookingQuerySet(models.QuerySet["Booking"]):
    def live(self) -> "BookingQuerySet":
        return self.filter(state__in=LIVE)

    def of(self, user: "User | AnonymousUser") -> "BookingQuerySet":
        """One's own: booked for the person, or by them."""
        if user.pk is None:
            return self.none()
        return self.filter(Q(booked_for=user.pk) | Q(created_by=user.pk))

    def visible_to(self, user: "User | AnonymousUser") -> "BookingQuerySet":
        """Bookings of which the person may know who booked and what for: the list of `can_see_details`.

        One's own, those with a date in a room one moderates, and the rest of the rooms one sees, unless they are
        private or the settings hide all. Nobody is told who is not signed in.
        """
        keyring = keyring_of(user)
        if keyring.is_admin:
            return self
        if user.pk is None or not user.is_active:
            return self.none()
        own = Q(booked_for=user.pk) | Q(created_by=user.pk)
        return self.filter(
            own | _in(Room.objects.moderated_by(user)) | (_told() & _in(Room.objects.visible_to(user)))
        )

    def in_rooms(self, rooms: models.QuerySet[Room]) -> "BookingQuerySet":
        """Bookings of these rooms, or of another with a date moved to one of them."""
        return self.filter(_in(rooms))

    def for_rights(self) -> "BookingQuerySet":
        """With all that questions about rights read."""
        return self.select_related(
            "room", "room__access", "room__location", "room__location__access", "booked_for", "created_by"
        )


class Booking(models.Model):
    """A room asked for once, or again and again.

    When, as it was said: `first_day` and the wall times `start` and `end` on the clocks of `time_zone` (the
    room's), `nights` midnights in between, the RFC 5545 rule `rrule` ("" is once) and the days left out. All of
    it is in the words of the person; what it came to is in the occurrences, one a day of the rule, each with a
    room and a state of its own.

    `state` sums them up, and the database holds it to that: ACCEPTED has an accepted one, PENDING has a pending
    and no accepted one, CANCELLED and REJECTED have neither. `sequence` grows with each change that calendars
    have to hear of (RFC 5545 §3.8.7.4).
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="bookings", verbose_name=_("room"))
    state = models.PositiveSmallIntegerField(choices=State)
    purpose = models.CharField(_("what it is for"), max_length=500, blank=True)
    booked_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="bookings",
        verbose_name=_("for whom"),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    internal_note = models.TextField(_("internal note"), blank=True)
    is_private = models.BooleanField(
        _("private"), default=False, help_text=_("Others see that the room is busy, and nothing else.")
    )
    link = models.CharField(
        max_length=300, blank=True, editable=False, help_text="The page it is for, a path here."
    )
    first_day = models.DateField(_("date"))
    start = models.TimeField(_("from"))
    end = models.TimeField(_("to"))
    nights = models.PositiveSmallIntegerField(default=0)
    time_zone = models.CharField(max_length=64)
    rrule = models.CharField(max_length=200, blank=True)
    exdates = ArrayField(models.DateField(), default=list, blank=True)
    split_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="continued_by")
    sequence = models.PositiveIntegerField(default=0, editable=False)
    idempotency_key = models.CharField(max_length=100, blank=True, editable=False)
    request_digest = models.CharField(max_length=64, blank=True, editable=False)
    reconfirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    reconfirm_asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    reconfirm_reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    end_told_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    logbook = models.OneToOneField(Logbook, on_delete=models.PROTECT, related_name="+")

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="booking_has_a_state"),
            models.CheckConstraint(
                condition=Q(nights__gt=0) | Q(start__lt=models.F("end")), name="booking_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["created_by", "idempotency_key"],
                condition=~Q(idempotency_key=""),
                name="booking_once_per_idempotency_key",
            ),
        ]

    def __str__(self) -> str:
        return self.purpose or f"{self.room} {self.first_day}"

    def get_absolute_url(self) -> str:
        return reverse("booking", args=[self.pk])

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def people(self) -> "list[User]":
        """Whom it is for and who made it, each once, without those who left."""
        found = dict.fromkeys(person for person in (self.booked_for, self.created_by) if person)
        return [person for person in found if person.is_active]

    @property
    def is_series(self) -> bool:
        return bool(self.rrule)


def _told() -> Q:
    return Q(~Exists(RoomSettings.objects.filter(hide_booking_details=True)), is_private=False)


def _in(rooms: models.QuerySet[Room]) -> Q:
    moved = Booking.objects.filter(pk=OuterRef("pk"), occurrences__is_moved=True, occurrences__room__in=rooms)
    return Q(room__in=rooms) | Q(Exists(moved))
