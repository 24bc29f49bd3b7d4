"""What has become of a booking, and of each of its dates."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.IntegerChoices):
    """Pending: asked for, awaits approval. Only ACCEPTED takes the room."""

    PENDING = 0, _("Awaits approval")
    ACCEPTED = 1, _("Booked")
    CANCELLED = 2, _("Cancelled")
    REJECTED = 3, _("Rejected")


LIVE = (State.PENDING, State.ACCEPTED)
OVER = (State.CANCELLED, State.REJECTED)
