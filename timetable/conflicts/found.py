"""The conflicts of an event for its pages: those that are open, and those somebody let be."""

from dataclasses import dataclass

from events.models import Event
from timetable.conflicts.checker import Checker
from timetable.conflicts.conflict import Conflict
from timetable.conflicts.loading import facts_of
from timetable.models import AcceptedConflict
from timetable.plan import plan_of


@dataclass(frozen=True, slots=True)
class Accepted:
    """A conflict somebody let be; `by` and `reason` are said beside it."""

    conflict: Conflict
    acceptance: AcceptedConflict


@dataclass(frozen=True, slots=True)
class Found:
    """Each list has the worst first."""

    open: list[Conflict]
    accepted: list[Accepted]
    checker: Checker

    @property
    def errors(self) -> list[Conflict]:
        return [each for each in self.open if each.is_error]


def conflicts_of(event: Event) -> Found:
    """Of the working timetable."""
    return sorted_out(event, Checker(facts_of(event), plan_of(event)))


def sorted_out(event: Event, checker: Checker) -> Found:
    """The conflicts of a plan of the event, open and accepted. One query."""
    rows = AcceptedConflict.objects.filter(event=event).select_related("by")
    acceptances = {row.key: row for row in rows}
    if not acceptances:
        return Found(checker.conflicts, [], checker)
    return Found(
        open=[each for each in checker.conflicts if each.key not in acceptances],
        accepted=[
            Accepted(each, acceptances[each.key]) for each in checker.conflicts if each.key in acceptances
        ],
        checker=checker,
    )


def open_conflicts(event: Event) -> list[Conflict]:
    """Of the working timetable, the worst first, without those somebody accepted."""
    return conflicts_of(event).open
