"""Abstracts: calls, submissions, reviewing, decisions, letters and the book."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AbstractsConfig(AppConfig):
    name = "abstracts"
    verbose_name = _("Abstracts")

    def ready(self) -> None:
        import abstracts.book.jobs  # noqa: F401
        from abstracts import (  # noqa: F401  (they connect once all models are loaded)
            assigning_job,
            cloning,
            receivers,
            release_job,
            side,
            to_do,
        )
