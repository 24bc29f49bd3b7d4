"""What calls and reviewing add to the pages of an event: management pages, public tabs, and words for its log."""

from django.utils.translation import gettext_lazy as _

import abstracts.words  # noqa: F401  (registers the words)
from events.navigation import EVENT_PAGES, EVENT_TABS, ManagePage

EVENT_PAGES += [
    ManagePage("manage-calls", _("Calls for abstracts"), "mic", "abstracts", 10),
    ManagePage("abstract-teams", _("Committee"), "people", "abstracts", 20),
    ManagePage("letter-rules", _("Letters"), "mail", "abstracts", 60),
]

EVENT_TABS += []
