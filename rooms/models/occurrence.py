"""One date of a booking: the row that takes a room."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext_lazy as _

from rooms.models.booking import Booking
from rooms.models.ranges import RoomSetField, TsTzRange
from rooms.models.room import Room
from rooms.models.state import LIVE, State
from rooms.tokens import new_nonce

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

LONG = timedelta(hours=12)
"""Occurrences up to this are found by their start alone; the few longer ones have an index of their own."""


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    def live(self) -> "OccurrenceQuerySet":
        return self.filter(state__in=LIVE)

    def accepted(self) -> "OccurrenceQuerySet":
        return self.filter(state=State.ACCEPTED)

    def pending(self) -> "OccurrenceQuerySet":
        return self.filter(state=State.PENDING)

    def of(self, user: "User | AnonymousUser") -> "OccurrenceQuerySet":
        """Dates of the person's own bookings."""
        if user.pk is None:
            return self.none()
        return self.filter(Q(booking__booked_for=user.pk) | Q(booking__created_by=user.pk))

    def within(self, starts_at: datetime, ends_at: datetime) -> "OccurrenceQuerySet":
        """Those that share any moment with the period; touching is not sharing. Live ones, by their indexes."""
        short = Q(is_long=False, starts_at__gt=starts_at - LONG)
        return self.live().filter(short | Q(is_long=True), starts_at__lt=ends_at, ends_at__gt=starts_at)


class Occurrence(models.Model):
    """`date` is the day the rule gave it (its RECURRENCE-ID together with the booking's start), wherever it was moved.

    `held_from` and `held_until` are its times with the room's buffers, `cells` the smallest rooms it takes: both
    are derived from the room by a database trigger. The exclusion constraint over them is the promise that a room
    is never given away twice; every writer locks the rooms first (operations/turns.py), so it never speaks in
    ordinary life. A date that nobody checked in for is CANCELLED with `released_at`.
    """

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="occurrences")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, db_index=False, related_name="occurrences")
    date = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.PositiveSmallIntegerField(choices=State)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    is_moved = models.BooleanField(
        default=False, help_text="Has other times or another room than the rule gives."
    )
    nonce = models.CharField(max_length=16, default=new_nonce, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    warned_at = models.DateTimeField(null=True, blank=True, editable=False)
    checked_in_at = models.DateTimeField(null=True, blank=True, editable=False)
    released_at = models.DateTimeField(null=True, blank=True, editable=False)
    held_from = models.DateTimeField(editable=False, null=True)
    held_until = models.DateTimeField(editable=False, null=True)
    cells = RoomSetField(default=list, editable=False)
    is_long = models.GeneratedField(
        expression=GreaterThan(
            F("ends_at") - F("starts_at"), Value(LONG, output_field=models.DurationField())
        ),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="occurrence_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="occurrence_has_a_state"),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True) | Q(state=State.CANCELLED),
                name="occurrence_released_is_cancelled",
            ),
            models.UniqueConstraint(fields=["booking", "date"], name="occurrence_once_per_day_of_the_rule"),
            ExclusionConstraint(
                name="room_is_never_double_booked",
                expressions=[
                    ("cells", RangeOperators.OVERLAPS),
                    (TsTzRange("held_from", "held_until"), RangeOperators.OVERLAPS),
                ],
                condition=Q(state=State.ACCEPTED),
                violation_error_code="overlap",
                violation_error_message=_("The room is taken at that time."),
            ),
        ]
        indexes = [
            models.Index(
                name="occurrence_of_room",
                fields=["room", "starts_at"],
                include=["ends_at", "state"],
                condition=Q(state__in=LIVE),
            ),
            models.Index(
                name="occurrence_short",
                fields=["starts_at"],
                include=["ends_at", "held_from", "held_until", "room", "state"],
                condition=Q(state__in=LIVE, is_long=False),
            ),
            models.Index(
                name="occurrence_long",
                fields=["starts_at", "ends_at", "room"],
                condition=Q(state__in=LIVE, is_long=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.room_id} {self.starts_at:%Y-%m-%d %H:%M}"
