"""What can be wrong with a timetable, and how bad that is."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Severity(StrEnum):
    """An error can not be held as it is planned; a warning costs somebody something; a hint is good to know."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """0 is the worst."""
        return RANKS[self]

    @property
    def look(self) -> str:
        """The kind of note and chip."""
        return {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.HINT: ""}[self]

    @property
    def words(self) -> str:
        return str(_SEVERITIES[self])


class Kind(StrEnum):
    """Each kind is one rule; its text is part of addresses, of keys that are kept and of what programs read."""

    PERSON_TWICE = "person-twice"
    ROOM_TWICE = "room-twice"
    TALK_TWICE = "talk-twice"
    NO_TIME_TO_CHANGE = "no-time-to-change"
    OUTSIDE_BLOCK = "outside-block"
    OUTSIDE_EVENT = "outside-event"
    ACROSS_MIDNIGHT = "across-midnight"
    NO_LENGTH = "no-length"
    PERSON_UNAVAILABLE = "person-unavailable"
    ROOM_UNAVAILABLE = "room-unavailable"
    ROOM_CLOSED = "room-closed"
    OUTSIDE_HOURS = "outside-hours"
    ROOM_NOT_BOOKED = "room-not-booked"
    ROOM_TOO_SMALL = "room-too-small"
    MISSING_EQUIPMENT = "missing-equipment"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    UNCONFIRMED = "unconfirmed"
    TRACK_PARALLEL = "track-parallel"
    POPULAR_PARALLEL = "popular-parallel"

    @property
    def words(self) -> str:
        return str(_TITLES[self])

    @property
    def icon(self) -> str:
        return _ICONS.get(self, "alert")


RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}

_SEVERITIES = {
    Severity.ERROR: pgettext_lazy("severity of a conflict", "Error"),
    Severity.WARNING: pgettext_lazy("severity of a conflict", "Warning"),
    Severity.HINT: pgettext_lazy("severity of a conflict", "Hint"),
}

_TITLES = {
    Kind.PERSON_TWICE: _("One person, two places"),
    Kind.ROOM_TWICE: _("Room taken twice"),
    Kind.TALK_TWICE: _("Talk twice at once"),
    Kind.NO_TIME_TO_CHANGE: _("No time to change rooms"),
    Kind.OUTSIDE_BLOCK: _("Outside its session"),
    Kind.OUTSIDE_EVENT: _("Outside the event"),
    Kind.ACROSS_MIDNIGHT: _("Goes on after midnight"),
    Kind.NO_LENGTH: _("No length"),
    Kind.PERSON_UNAVAILABLE: _("Speaker not available"),
    Kind.ROOM_UNAVAILABLE: _("Room not available"),
    Kind.ROOM_CLOSED: _("Room closed"),
    Kind.OUTSIDE_HOURS: _("Outside opening hours"),
    Kind.ROOM_NOT_BOOKED: _("Room not booked"),
    Kind.ROOM_TOO_SMALL: _("Room too small"),
    Kind.MISSING_EQUIPMENT: _("Equipment missing"),
    Kind.WITHDRAWN: _("Withdrawn, but scheduled"),
    Kind.DECLINED: _("Speaker declined"),
    Kind.UNCONFIRMED: _("Not confirmed yet"),
    Kind.TRACK_PARALLEL: _("Track parallel with itself"),
    Kind.POPULAR_PARALLEL: _("Popular talks in parallel"),
}

_ICONS = {
    Kind.NO_TIME_TO_CHANGE: "clock",
    Kind.OUTSIDE_BLOCK: "clock",
    Kind.OUTSIDE_EVENT: "clock",
    Kind.ACROSS_MIDNIGHT: "clock",
    Kind.NO_LENGTH: "clock",
    Kind.PERSON_UNAVAILABLE: "person",
    Kind.ROOM_UNAVAILABLE: "pin",
    Kind.ROOM_CLOSED: "pin",
    Kind.OUTSIDE_HOURS: "pin",
    Kind.ROOM_NOT_BOOKED: "pin",
    Kind.ROOM_TOO_SMALL: "people",
    Kind.MISSING_EQUIPMENT: "screen",
    Kind.DECLINED: "person",
    Kind.UNCONFIRMED: "person",
    Kind.POPULAR_PARALLEL: "star",
}
