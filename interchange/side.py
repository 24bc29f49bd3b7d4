"""What importing adds to the side navigation of an event's management pages."""

from django.utils.translation import gettext_lazy as _

from events.navigation import EVENT_PAGES, ManagePage

EVENT_PAGES.append(ManagePage("event-import", _("Import"), "upload", "event", 80))
