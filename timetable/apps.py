"""When things happen: slots, versions, and the pages that show times."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TimetableConfig(AppConfig):
    name = "timetable"
    verbose_name = _("Timetable")

    def ready(self) -> None:
        import timetable.printing.jobs  # noqa: F401
        from timetable import cloning, held, jobs, receivers, side  # noqa: F401  (they connect once all models are loaded)
