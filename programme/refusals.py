"""Why something about the programme is refused."""

from kit.refusals import Refused, TooOften


class NotOfThisEvent(Refused):
    """What was named belongs to another event."""


class NeedsATitle(Refused):
    """Everything in a programme has a name to call it by."""


class TooLong(Refused):
    """The text is longer than the place it stands in."""


class BadAddress(Refused):
    """The link is not one we are willing to put behind a click."""


class BadNumber(Refused):
    """A number outside what makes sense, such as a talk of a month."""


class NameTaken(Refused):
    """The event has a track or type of that name."""


class StillProtects(Refused):
    """Going would show to everybody what the thing keeps to a few."""


class AskedLately(TooOften):
    """All who would be written to were, within this hour."""
