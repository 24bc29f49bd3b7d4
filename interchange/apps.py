"""In and out: schedules of other programs."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InterchangeConfig(AppConfig):
    name = "interchange"
    verbose_name = _("In and out")

    def ready(self) -> None:
        from interchange import side  # noqa: F401  (it adds its page once all models are loaded)
