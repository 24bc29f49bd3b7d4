"""When rooms may be booked at all: hours of the week, and closures."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rooms.models.location import Location
from rooms.models.room import Room

ONE_PLACE = Q(room__isnull=True, location__isnull=False) | Q(room__isnull=False, location__isnull=True)
MINUTES_OF_DAY = 24 * 60


class Hours(models.Model):
    """A stretch of a weekday on the clocks of the place, in minutes after midnight; 1440 is the end of the day.

    Those of a location hold for its rooms without `own_hours`. Without any, the whole week is open.
    """

    location = models.ForeignKey(Location, on_delete=models.CASCADE, null=True, related_name="hours")
    room = models.ForeignKey(Room, on_delete=models.CASCADE, null=True, related_name="hours")
    weekday = models.PositiveSmallIntegerField(help_text="0 is Monday.")
    start = models.PositiveSmallIntegerField()
    end = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["weekday", "start"]
        constraints = [
            models.CheckConstraint(condition=ONE_PLACE, name="hours_of_one_place"),
            models.CheckConstraint(
                condition=Q(weekday__lte=6, start__lt=F("end"), end__lte=MINUTES_OF_DAY),
                name="hours_fit_a_day",
            ),
        ]

    def __str__(self) -> str:
        start, end = (f"{minutes // 60:02}:{minutes % 60:02}" for minutes in (self.start, self.end))
        return f"{self.weekday} {start}–{end}"


class Closure(models.Model):
    """A period in which a room, or a whole location, can not be booked: works, holidays."""

    location = models.ForeignKey(Location, on_delete=models.CASCADE, null=True, related_name="closures")
    room = models.ForeignKey(Room, on_delete=models.CASCADE, null=True, related_name="closures")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    reason = models.CharField(_("why"), max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=ONE_PLACE, name="closure_of_one_place"),
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="closure_ends_after_it_starts"
            ),
        ]
        indexes = [models.Index(fields=["ends_at"], name="closure_by_end")]

    def __str__(self) -> str:
        return self.reason or str(_("Closed"))
