"""What a date of a booking is for: an event, a day of it, or one entry of its timetable."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Event, EventRoom
from kit.moments import Span
from rooms.models import LIVE, OVER, Occurrence
from timetable.models import Slot


class EventBookingQuerySet(models.QuerySet["EventBooking"]):
    def live(self) -> "EventBookingQuerySet":
        """Booked or asked for."""
        return self.filter(occurrence__state__in=LIVE)

    def lost(self) -> "EventBookingQuerySet":
        """Cancelled, rejected or freed since."""
        return self.filter(occurrence__state__in=OVER)

    def ahead(self) -> "EventBookingQuerySet":
        """Live ones that are not over."""
        return self.live().filter(occurrence__ends_at__gt=timezone.now())

    def with_dates(self) -> "EventBookingQuerySet":
        """With the date, its room, and the booking with what questions about rights read; earliest first."""
        return self.select_related(
            "occurrence__room__location__access",
            "occurrence__room__access",
            "occurrence__booking__room__location__access",
            "occurrence__booking__room__access",
            "occurrence__booking__booked_for",
            "room",
            "slot__room",
            "slot__parent__room",
            "slot__contribution",
            "slot__session",
        ).order_by("occurrence__starts_at", "pk")


class EventBooking(models.Model):
    """One date of a booking and what it was taken for.

    `for_starts_at` and `for_ends_at` are the times this had when the two were last in step: by what they differ
    from its times now, the date has to follow. `room` is the column of the timetable it serves, wherever the
    date lies; None where the event has no rooms of its own. An entry that left the timetable leaves `slot` empty:
    the date is kept until somebody gives it back.
    """

    class Scope(models.TextChoices):
        EVENT = "event", _("the whole event")
        EVENT_DAY = "each", _("a day of the event")
        DAY = "day", _("a day of the timetable")
        SLOT = "slot", _("an entry of the timetable")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="room_bookings")
    occurrence = models.OneToOneField(Occurrence, on_delete=models.CASCADE, related_name="event_link")
    scope = models.CharField(max_length=5, choices=Scope)
    day = models.DateField(null=True)
    slot = models.ForeignKey(Slot, on_delete=models.SET_NULL, null=True, related_name="+")
    room = models.ForeignKey(EventRoom, on_delete=models.SET_NULL, null=True, related_name="+")
    made_here = models.BooleanField(default=True, help_text="Booked for the event, not linked to it later.")
    made_private = models.BooleanField(
        default=False, help_text="Its booking is private because the event is not open, and opens with it."
    )
    for_starts_at = models.DateTimeField()
    for_ends_at = models.DateTimeField()
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    linked_at = models.DateTimeField(default=timezone.now)

    objects = EventBookingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(slot__isnull=True) | Q(scope="slot"), name="only_entries_are_for_a_slot"
            ),
            models.CheckConstraint(
                condition=Q(scope__in=["each", "day"], day__isnull=False)
                | Q(scope__in=["event", "slot"], day__isnull=True),
                name="days_name_their_day",
            ),
            models.CheckConstraint(
                condition=Q(for_starts_at__lte=F("for_ends_at")), name="booked_for_a_span"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.occurrence_id}"

    @property
    def in_step_with(self) -> Span:
        """The times of what it is for, when the two were last in step."""
        return Span(self.for_starts_at, self.for_ends_at)
