"""The rooms of an event: the columns of its timetable."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from events.models.event import Event
from rooms.models import Room


class EventRoom(models.Model):
    """A room as this event calls it; `bookable` is the room it is in the house, if that can be booked here."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="rooms")
    name = models.CharField(_("name"), max_length=200)
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    description = models.CharField(_("where it is"), max_length=300, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)
    equipment = ArrayField(
        models.CharField(max_length=80), verbose_name=_("equipment"), default=list, blank=True
    )
    bookable = models.ForeignKey(
        Room,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("bookable room"),
    )

    class Meta:
        ordering = ["position", "name", "pk"]
        constraints = [
            models.UniqueConstraint("event", Lower("name"), name="room_name_once_per_event"),
            models.UniqueConstraint(fields=["event", "bookable"], name="bookable_room_once_per_event"),
        ]

    def __str__(self) -> str:
        return self.name
