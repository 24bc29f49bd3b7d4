"""The rooms of an event: the columns of its timetable."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from events.models.event import Event


class EventRoom(models.Model):
    """A room as this event calls it. Linking it to a bookable room comes with the room booking."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="rooms")
    name = models.CharField(_("name"), max_length=200)
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    description = models.CharField(_("where it is"), max_length=300, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "name", "pk"]
        constraints = [models.UniqueConstraint("event", Lower("name"), name="room_name_once_per_event")]

    def __str__(self) -> str:
        return self.name
