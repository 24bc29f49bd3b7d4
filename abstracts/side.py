"""What calls and reviewing add to the pages of an event: management pages, public tabs, and words for its log."""

import abstracts.words  # noqa: F401  (registers the words)
from events.navigation import EVENT_PAGES, EVENT_TABS

EVENT_PAGES += []

EVENT_TABS += []
