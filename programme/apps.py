"""What happens at an event: tracks, sessions, contributions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    name = "programme"
    verbose_name = _("Programme")

    def ready(self) -> None:
        from programme import cloning, equipment, side, words  # noqa: F401  (they add to lists of the floor below)
