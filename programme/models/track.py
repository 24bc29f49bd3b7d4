"""Tracks: what a conference is about, by strands."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from events.models import Event

# Hues (degrees in oklch) that stay apart from each other and from the colour of “now”.
HUES = [222, 155, 300, 75, 350, 262, 190, 110, 20, 330]


class TrackGroup(models.Model):
    """Tracks that belong together, listed under one heading where tracks are chosen."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="track_groups")
    name = models.CharField(_("name"), max_length=200)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "name", "pk"]
        constraints = [
            models.UniqueConstraint("event", Lower("name"), name="track_group_name_once_per_event")
        ]

    def __str__(self) -> str:
        return self.name


class Track(models.Model):
    """A strand of the programme. Its colour is a hue; lightness and contrast are fixed by the stylesheet."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="tracks")
    name = models.CharField(_("name"), max_length=200)
    code = models.CharField(_("code"), max_length=30, blank=True)
    description = models.TextField(_("description"), blank=True)
    hue = models.PositiveSmallIntegerField(_("colour"), default=222, validators=[MaxValueValidator(359)])
    position = models.PositiveIntegerField(_("position"), default=0)
    group = models.ForeignKey(
        TrackGroup,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="tracks",
        verbose_name=_("group"),
    )

    class Meta:
        ordering = ["position", "name", "pk"]
        constraints = [
            models.UniqueConstraint("event", Lower("name"), name="track_name_once_per_event"),
            models.CheckConstraint(condition=Q(hue__lt=360), name="track_hue_is_an_angle"),
        ]

    def __str__(self) -> str:
        return self.name
