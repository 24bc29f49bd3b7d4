"""Rooms for events: books rooms for events and slots, and keeps both in step."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VenueConfig(AppConfig):
    name = "venue"
    verbose_name = _("Rooms of events")

    def ready(self) -> None:
        from venue import receivers, room_times, side  # noqa: F401  (they connect once all models are loaded)
