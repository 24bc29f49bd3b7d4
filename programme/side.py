"""What the programme adds to the side navigation of an event's management pages."""

from django.utils.translation import gettext_lazy as _

from events.navigation import EVENT_PAGES, ManagePage

EVENT_PAGES += [
    ManagePage("manage-sessions", _("Sessions"), "folder", "programme", 30),
    ManagePage("manage-tracks", _("Tracks"), "tag", "programme", 40),
    ManagePage("manage-types", _("Types"), "list", "programme", 50),
]
