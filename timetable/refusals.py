"""Why something about the timetable is refused."""

from kit.refusals import Refused


class OutsideTheEvent(Refused):
    """It would be on a day on which the event is not held."""


class OutsideTheBlock(Refused):
    """It would be on another day than its block, or the block would end before what it holds."""


class CannotHold(Refused):
    """Only blocks of sessions hold something, and blocks do not hold blocks."""


class NotThatLong(Refused):
    """No length we can use."""


class StillInTheTimetable(Refused):
    """The event can not be shorter than what is scheduled in it."""
