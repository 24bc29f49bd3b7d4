"""Why something about the timetable is refused."""

from kit.refusals import Refused
from timetable.plan.entry import PlanEntry


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


class CannotUndo(Refused):
    """What an act changed has been changed again since, or there is nothing to undo."""


class GoneFromTheTimetable(Refused):
    """What it names is not there any more: a room, a session, a talk."""


class Stale(Refused):
    """Somebody else changed the entry in between; `theirs` is how it stands now, None when it is gone."""

    def __init__(self, message: str, theirs: PlanEntry | None) -> None:
        super().__init__(message)
        self.theirs = theirs
