"""What the timetable adds to the management pages of an event: pages, and words for its log."""

from django.utils.translation import gettext_lazy as _

from events.navigation import EVENT_PAGES, ManagePage
from events.words import ACTS, FIELDS

EVENT_PAGES += [
    ManagePage("manage-event", _("Overview"), "home", "", 0),
    ManagePage("manage-timetable", _("Timetable"), "calendar", "programme", 10),
    ManagePage("timetable-conflicts", _("Conflicts"), "alert", "programme", 15),
    ManagePage("manage-talks", _("Talks"), "page", "programme", 20),
]

ACTS |= {
    "slot.scheduled": _("Put into the timetable"),
    "slot.edited": _("Timetable changed"),
    "slot.unscheduled": _("Taken out of the timetable"),
    "conflict.accepted": _("Conflict accepted"),
    "conflict.reopened": _("Conflict opened again"),
    "conflict.fixed": _("Conflict solved"),
}

FIELDS |= {"contents": _("Talks"), "room": _("room")}
