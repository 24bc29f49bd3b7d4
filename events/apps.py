"""Events: the category tree, events, their rooms and people."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def ready(self) -> None:
        from events import parts, receivers  # noqa: F401  (they connect once all models are loaded)
