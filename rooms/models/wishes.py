"""What a person wants of rooms: favourites, and how much mail."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rooms.models.room import Room


class Favourite(models.Model):
    """A room somebody finds first."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="favourite_rooms"
    )
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="favourites")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "room"], name="favourite_once")]

    def __str__(self) -> str:
        return f"{self.user_id} ♥ {self.room_id}"


class MailChoice(models.Model):
    """Which bookings in rooms somebody owns or manages they hear of; without a row, all of them at once."""

    class Mode(models.TextChoices):
        NONE = "none", _("None")
        OWNED = "owned", _("In rooms I own")
        MANAGED = "managed", _("In rooms I manage but do not own")
        ALL = "all", _("In all rooms I own or manage")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="room_mail")
    mode = models.CharField(_("mails about bookings"), max_length=10, choices=Mode, default=Mode.ALL)
    digest = models.BooleanField(_("once a day in one mail"), default=False)

    def __str__(self) -> str:
        return f"{self.user_id}: {self.mode}"


class MutedRoom(models.Model):
    """A room whose bookings somebody does not want to hear of, whatever their choice for the others."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="muted_rooms")
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="muted_by")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "room"], name="muted_room_once")]

    def __str__(self) -> str:
        return f"{self.user_id} without {self.room_id}"
