"""What importing adds to the management pages of an event: a page, and words for its log."""

from django.utils.translation import gettext_lazy as _

from events.navigation import EVENT_PAGES, ManagePage
from events.words import ACTS, FIELDS

EVENT_PAGES.append(ManagePage("event-import", _("Import"), "upload", "event", 80))
ACTS["schedule.imported"] = _("Schedule imported")
FIELDS |= {
    "added": _("New"),
    "updated": _("Updated"),
    "withdrawn": _("Withdrawn"),
    "reinstated": _("Back again"),
    "kept as edited here": _("Kept as edited here"),
}
