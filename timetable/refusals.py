"""Why something about the timetable is refused; what a plan alone can tell is `timetable.plan.refusals`."""

from kit.refusals import Refused, TooOften
from timetable.plan.entry import PlanEntry
from timetable.plan.refusals import (
    CannotHold,
    GoneFromTheTimetable,
    InTheWay,
    NothingToMove,
    NotThatLong,
    OutsideTheBlock,
    OutsideTheEvent,
    PastMidnight,
)

__all__ = [
    "BoardTaken",
    "CannotHold",
    "CannotUndo",
    "GoneFromTheTimetable",
    "InTheWay",
    "NoSolver",
    "NotOfThisSession",
    "NotThatLong",
    "NothingToMove",
    "NothingToPublish",
    "OutsideTheBlock",
    "OutsideTheEvent",
    "PastMidnight",
    "ProposalSettled",
    "PublishedMeanwhile",
    "Stale",
    "StillInTheTimetable",
    "ToldTooOften",
    "TooManyDays",
]


class StillInTheTimetable(Refused):
    """The event can not be shorter than what is scheduled in it."""


class CannotUndo(Refused):
    """What an act changed has been changed again since, or there is nothing to undo."""


class Stale(Refused):
    """Somebody else changed the entry in between; `theirs` is how it stands now, None when it is gone."""

    def __init__(self, message: str, theirs: PlanEntry | None) -> None:
        super().__init__(message)
        self.theirs = theirs


class ProposalSettled(Refused):
    """The proposal was taken or discarded, or nothing of it is left."""


class NothingToPublish(Refused):
    """The draft is what was published last."""


class PublishedMeanwhile(Refused):
    """Somebody else published between looking and publishing."""


class BoardTaken(Refused):
    """Two posters of a session would hang at one board, or a pattern makes no numbers."""


class NotOfThisSession(Refused):
    """Who works on a session touches nothing but its blocks and its talks."""


class TooManyDays(Refused):
    """A search through years would fill the memory of the computer that searches."""


class NoSolver(Refused):
    """OR-tools is an optional extra that is not installed."""


class ToldTooOften(TooOften):
    """People were told of changes of a timetable as often within an hour as is sensible."""
