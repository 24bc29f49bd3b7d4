"""What all calls of an event share."""

from django.db import models
from django.utils import timezone

from events.models import Event


class Desk(models.Model):
    """One row per event that ever had a call: the next number. Whoever writes abstracts of the event locks it."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="abstract_desk")
    next_number = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"abstracts of {self.event}"


class SavedView(models.Model):
    """A choice of filters, order and columns of the desk, kept by a person under a name; `query` is its address."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=2000)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "user", "name"], name="saved_view_name_once_per_person")
        ]

    def __str__(self) -> str:
        return self.name


class DeskStep(models.Model):
    """One act at the desk, on one abstract or many, so that who did it can undo it for a day.

    `before` maps the id of each abstract to what it held then; see `operations.desk_steps`.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    act = models.CharField(max_length=20)
    before = models.JSONField()
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.act} at {self.event}"
