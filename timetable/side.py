"""What the timetable adds to the pages of an event: management pages, public tabs, and words for its log."""

from django.utils.translation import gettext_lazy as _

from events.navigation import EVENT_PAGES, EVENT_TABS, EventTab, ManagePage
from events.operations.dependents import GO_ALONG
from events.words import ACTS, FIELDS

GO_ALONG.add("timetable.availability")

EVENT_PAGES += [
    ManagePage("manage-event", _("Overview"), "home", "", 0),
    ManagePage("manage-timetable", _("Timetable"), "calendar", "programme", 10),
    ManagePage("timetable-conflicts", _("Conflicts"), "alert", "programme", 15),
    ManagePage("timetable-versions", _("Versions"), "check", "programme", 14),
    ManagePage("programme-print", _("Print"), "print", "programme", 16),
    ManagePage("manage-talks", _("Talks"), "page", "programme", 20),
    ManagePage("timetable-confirmations", _("Do speakers come?"), "mic", "people", 55),
    ManagePage("timetable-availabilities", _("Who is there when"), "clock", "people", 60),
]

EVENT_TABS += [
    EventTab("overview", _("Overview"), "event", 10),
    EventTab("timetable", _("Timetable"), "timetable", 20),
    EventTab("talks", _("Talks"), "contributions", 30),
    EventTab("people", _("People"), "people", 40),
    EventTab("my", _("My schedule"), "my-schedule", 90),
]

ACTS |= {
    "timetable.published": _("Timetable published"),
    "timetable.drafts": _("Timetable worked on in drafts"),
    "timetable.live": _("Timetable always live"),
    "timetable.rolled-back": _("Timetable put back to a version"),
    "timetable.settings-edited": _("Settings of the timetable changed"),
    "talks.imported": _("Talks imported"),
    "slot.scheduled": _("Put into the timetable"),
    "slot.edited": _("Timetable changed"),
    "slot.unscheduled": _("Taken out of the timetable"),
    "timetable.shifted": _("What follows moved along"),
    "timetable.rearranged": _("Several entries moved"),
    "timetable.swapped": _("Entries changed places"),
    "timetable.fitted": _("Sessions fitted to what they hold"),
    "timetable.compacted": _("Entries closed up"),
    "timetable.stretched": _("Entries stretched"),
    "timetable.frame_copied": _("Frame of a day copied"),
    "timetable.moved": _("Moved with its timetable"),
    "timetable.undone": _("Undone in the timetable"),
    "timetable.redone": _("Done again in the timetable"),
    "timetable.proposed": _("Timetable proposed"),
    "timetable.proposal_taken": _("Proposed places taken"),
    "timetable.proposal_discarded": _("Proposal discarded"),
    "availability.set": _("Times of somebody or of a room set"),
    "availability.asked": _("Speakers asked when they are there"),
    "conflict.accepted": _("Conflict accepted"),
    "conflict.reopened": _("Conflict opened again"),
    "conflict.fixed": _("Conflict solved"),
}

FIELDS |= {
    "new": _("New"),
    "changed": _("Changed"),
    "availability": _("times"),
    "contents": _("Talks"),
    "room": _("room"),
}
