"""Why a place in a timetable is refused, as far as the timetable alone can tell."""

from kit.refusals import Refused


class OutsideTheEvent(Refused):
    """It would be on a day on which the event is not held."""


class OutsideTheBlock(Refused):
    """It would be on another day than its block, or the block would end before what it holds."""


class CannotHold(Refused):
    """Only blocks of sessions hold something, and blocks do not hold blocks."""


class NotThatLong(Refused):
    """No length, gap or distance we can use."""


class GoneFromTheTimetable(Refused):
    """What it names is not there any more: an entry, a room, a session, a talk."""


class PastMidnight(Refused):
    """It would run past the end of its day, which nobody said it should."""


class NothingToMove(Refused):
    """There is nothing the act could be done to: no neighbour, no content, no day."""


class InTheWay(Refused):
    """Something else is there: an entry of the same room, a pinned one, one that runs at the same time."""
