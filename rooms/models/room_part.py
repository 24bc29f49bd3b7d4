"""Rooms that consist of others."""

from django.db import models
from django.db.models import F, Q

from rooms.models.room import Room


class RoomPart(models.Model):
    """A room that another consists of: booking one takes the other. A part has no parts itself (a trigger refuses)."""

    whole = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="+")
    part = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["whole", "part"], name="room_part_once"),
            models.CheckConstraint(condition=~Q(whole=F("part")), name="room_is_not_its_own_part"),
        ]

    def __str__(self) -> str:
        return f"{self.part_id} in {self.whole_id}"
