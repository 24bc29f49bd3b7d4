"""What a file said of one thing: the memory that a second import needs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import EventPerson, EventRoom
from interchange.models.source import ScheduleSource
from programme.models import Contribution, ContributionType, Track

LONGEST_KEY = 250


class Origin(models.Model):
    """One thing of a file and the row made of it; the row's reference is empty once that was deleted here.

    `values` are the columns as the last file filled them: what differs from them was edited here. `carried`
    is the thing as the file words it, for the export. `is_gone` says that the last file no longer has it.
    """

    class Kind(models.TextChoices):
        EVENT = "event", _("Event")
        ROOM = "room", _("Rooms")
        TRACK = "track", _("Tracks")
        TYPE = "type", _("Types")
        PERSON = "person", _("People")
        TALK = "talk", _("Talks")

    source = models.ForeignKey(ScheduleSource, on_delete=models.CASCADE, related_name="origins")
    kind = models.CharField(max_length=6, choices=Kind)
    key = models.CharField(max_length=LONGEST_KEY, blank=True)
    room = models.ForeignKey(EventRoom, on_delete=models.SET_NULL, null=True, related_name="+")
    track = models.ForeignKey(Track, on_delete=models.SET_NULL, null=True, related_name="+")
    type = models.ForeignKey(ContributionType, on_delete=models.SET_NULL, null=True, related_name="+")
    person = models.ForeignKey(EventPerson, on_delete=models.SET_NULL, null=True, related_name="+")
    contribution = models.ForeignKey(Contribution, on_delete=models.SET_NULL, null=True, related_name="+")
    values = models.JSONField(default=dict)
    carried = models.JSONField(default=dict)
    is_gone = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "key"], name="origin_once_per_source")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
