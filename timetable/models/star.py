"""Stars: the talks somebody means to hear."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from programme.models import Contribution


class Star(models.Model):
    """One person's star at one contribution. Visitors without an account keep theirs in a signed cookie."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stars")
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="stars")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "contribution"], name="star_once")]

    def __str__(self) -> str:
        return f"{self.user} ★ {self.contribution}"
