"""The ways between the pages of one's own account."""

from django.urls import reverse
from django.utils.translation import gettext as _

from kit.navigation import Link


def account_tabs(current: str) -> list[Link]:
    """`current` is the URL name of the page shown."""
    labels = {
        "profile": _("Profile"),
        "account_email": _("E-mail addresses"),
        "account_change_password": _("Password"),
        "calendar": _("Calendar"),
        "tokens": _("API tokens"),
    }
    return [Link(label, reverse(name), current=name == current) for name, label in labels.items()]
