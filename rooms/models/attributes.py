"""What an institute wants to know of its rooms beyond what all rooms have."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rooms.models.room import Room


class Attribute(models.Model):
    """A question every room may answer. Hidden ones show to those who manage the room only."""

    name = models.SlugField(_("short name"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=100)
    is_hidden = models.BooleanField(_("for managers only"), default=False)

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class AttributeValue(models.Model):
    """The answer of one room."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="attribute_values")
    attribute = models.ForeignKey(Attribute, on_delete=models.CASCADE, related_name="values")
    value = models.CharField(max_length=500)

    class Meta:
        ordering = ["attribute__title", "pk"]
        constraints = [models.UniqueConstraint(fields=["room", "attribute"], name="attribute_once_per_room")]

    def __str__(self) -> str:
        return f"{self.attribute}: {self.value}"
