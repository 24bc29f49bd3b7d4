"""People who sign in, groups, and keys for programs and calendars."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People who sign in")

    def ready(self) -> None:
        # Receivers reach for models, which exist only once every app is loaded.
        from accounts import receivers  # noqa: F401
