"""What rooms look like, and where they lie on their floor."""

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rooms.models.location import Location
from rooms.models.room import Room


class RoomPhoto(models.Model):
    """One tidied picture a room (kit.pictures), small enough for a row: it is in every backup."""

    room = models.OneToOneField(Room, on_delete=models.CASCADE, related_name="photo")
    image = models.BinaryField()
    media_type = models.CharField(max_length=30)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    updated_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"photo of {self.room_id}"


class FloorPlan(models.Model):
    """A cleaned drawing (kit.drawings) of one floor; shapes with `data-room` carry the number of a room on it."""

    location = models.ForeignKey(
        Location, on_delete=models.CASCADE, related_name="plans", verbose_name=_("location")
    )
    building = models.CharField(_("building"), max_length=60, blank=True)
    floor = models.CharField(_("floor"), max_length=30, blank=True)
    drawing = models.TextField(_("drawing"))
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["location__name", "building", "floor"]
        constraints = [
            models.UniqueConstraint("location", Lower("building"), Lower("floor"), name="plan_once_per_floor")
        ]

    def __str__(self) -> str:
        if not self.building:
            return str(self.location)
        if not self.floor:
            return gettext("Building {building}").format(building=self.building)
        return gettext("Building {building}, floor {floor}").format(building=self.building, floor=self.floor)
