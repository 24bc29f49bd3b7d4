"""The one row of settings of rooms for events."""

from collections.abc import Iterable

from django.db import transaction

from accounts.models import User
from events.models import Category
from events.operations import root_category
from journal.operations import record
from venue.models import VenueSettings


def venue_settings() -> VenueSettings:
    """The settings of this installation; made when nobody has yet, so for those who change them."""
    return VenueSettings.objects.get_or_create(pk=1)[0]


def excluded_categories() -> list[int]:
    """The categories whose events do not book rooms, by their keys."""
    return list(VenueSettings.excluded_categories.through.objects.values_list("category", flat=True))


@transaction.atomic
def exclude_categories(categories: Iterable[Category], *, by: User) -> None:
    """Events of these categories, and below, do not book rooms; all others do. The log is that of the top category."""
    settings = venue_settings()
    VenueSettings.objects.select_for_update().get(pk=settings.pk)
    before = _names(settings.excluded_categories.all())
    settings.excluded_categories.set(categories)
    after = _names(settings.excluded_categories.all())
    if before != after:
        changes = {"excluded_categories": (before, after)}
        record(root_category().logbook, "venue.edited", by=by, subject=settings, changes=changes)


def _names(categories: Iterable[Category]) -> str:
    return ", ".join(sorted(category.title for category in categories))
