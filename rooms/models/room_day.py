"""How much a room was used, by day: the roll-up that statistics read instead of millions of dates."""

from django.db import models

from rooms.models.room import Room


class RoomDay(models.Model):
    """Kept by statement triggers on occurrences, in the transaction that changes them; `rebuild_room_days` repairs it.

    A day is one on the clocks of the room; a date across midnight counts on both with what lies in each. A whole
    room counts for its parts too.
    """

    room = models.ForeignKey(Room, on_delete=models.CASCADE, db_index=False, related_name="days")
    day = models.DateField()
    minutes = models.IntegerField(default=0)
    bookings = models.IntegerField(default=0)
    cancellations = models.IntegerField(default=0)
    no_shows = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "day"], name="room_day_once")]
        indexes = [
            models.Index(
                fields=["day"],
                include=["room", "minutes", "bookings", "cancellations", "no_shows"],
                name="room_day_by_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.room_id} {self.day}: {self.minutes} min"
