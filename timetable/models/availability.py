"""When speakers can come and rooms can be used."""

from django.db import models
from django.db.models import F, Q

from events.models import Event, EventPerson, EventRoom


class Availability(models.Model):
    """A period in which a person, or a room, is there. Who has none is there all the time."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="availabilities")
    person = models.ForeignKey(
        EventPerson, on_delete=models.CASCADE, null=True, blank=True, related_name="availabilities"
    )
    room = models.ForeignKey(
        EventRoom, on_delete=models.CASCADE, null=True, blank=True, related_name="availabilities"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="availability_has_a_length"),
            models.CheckConstraint(
                condition=Q(person__isnull=True, room__isnull=False)
                | Q(person__isnull=False, room__isnull=True),
                name="availability_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.room}: {self.starts_at:%Y-%m-%d %H:%M}/{self.ends_at:%H:%M}"
