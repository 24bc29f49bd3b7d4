"""Rooms: locations, rooms and bookings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoomsConfig(AppConfig):
    name = "rooms"
    verbose_name = _("Rooms")

    def ready(self) -> None:
        import rooms.log_names  # noqa: F401  (it connects once all models are loaded)
