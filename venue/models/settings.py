"""What an institute decides about rooms for events."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Category, Event


class VenueSettings(models.Model):
    """One row. Events of these categories, and of those below them, do not offer to book rooms."""

    excluded_categories = models.ManyToManyField(
        Category, related_name="+", blank=True, verbose_name=_("categories whose events do not book rooms")
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="venue_settings_are_one_row")]

    def __str__(self) -> str:
        return "venue settings"


def books_rooms(place: Event | Category) -> bool:
    """Whether rooms may be booked for the event, or for events of the category: none from it upwards is left out."""
    excluded = VenueSettings.excluded_categories.through.objects.values("category__access")
    return not excluded.filter(category__access__in=place.access.path).exists()
