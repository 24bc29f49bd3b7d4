"""A day, a session's blocks or the inside of a block put in order: compact, stretch, fit."""

from collections.abc import Callable
from datetime import date
from enum import Enum

from accounts.models import User
from events.models import Event
from timetable.operations.acting import Named, kept_in_days, key_of, label_of, label_of_scope
from timetable.operations.rewriting import Written, rewrite
from timetable.plan import Changes, Key, Plan
from timetable.plan.days import EventDays
from timetable.plan.tidying import Scope, compacted, fitted, fitted_all, stretched


class Mode(Enum):
    """What rescheduling changes, besides fitting blocks."""

    FIT = "fit"
    STARTS = "starts"
    LENGTHS = "lengths"


def fit_block(event: Event, key: Key, *, by: User | None) -> Written:
    """A block from the start of the first to the end of the last thing in it. Raises CannotHold, NothingToMove."""
    return rewrite(
        event, lambda plan, _days: fitted(plan, key), by=by, verb="timetable.fitted", label=label_of(key)
    )


def compact(
    event: Event,
    *,
    day: date,
    gap_minutes: int = 0,
    block: Named = None,
    session: Named = None,
    by: User | None,
) -> Written:
    """One after the other, so many minutes apart, from when the event starts on its first day, or from the first entry
    where that is earlier. Raises NotThatLong for a gap we can not use, PastMidnight.
    """
    return reschedule_day(
        event, day, Mode.STARTS, gap_minutes, block=block, session=session, fit=False, by=by
    )


def stretch(
    event: Event,
    *,
    day: date,
    gap_minutes: int = 0,
    block: Named = None,
    session: Named = None,
    by: User | None,
) -> Written:
    """Each as long as there is room before the next; the last keeps its length. Raises NotThatLong where less than a
    minute would be left.
    """
    return reschedule_day(
        event, day, Mode.LENGTHS, gap_minutes, block=block, session=session, fit=False, by=by
    )


def reschedule_day(
    event: Event,
    day: date,
    mode: Mode,
    gap: int = 0,
    *,
    by: User | None,
    block: Named = None,
    session: Named = None,
    fit: bool = True,
) -> Written:
    """Fit the blocks of the scope to what they hold (`fit`), then give new starts or lengths as the mode says.

    The scope is the top level of the day, of it the blocks of a `session`, or the inside of a `block`.
    """
    scope = Scope(day, block=key_of(block), session=key_of(session))
    fit = fit or mode is Mode.FIT

    def work_out(plan: Plan, days: EventDays) -> Changes:
        first = fitted_all(plan, days, scope) if fit else {}
        then = HOW[mode](plan.changed(first), days, scope, gap)
        return kept_in_days(plan, {**first, **then}, days, allow_midnight=False)

    return rewrite(event, work_out, by=by, verb=VERBS[mode], label=label_of_scope(scope))


def _nothing_more(plan: Plan, days: EventDays, scope: Scope, gap: int) -> Changes:
    return {}


HOW: dict[Mode, Callable[[Plan, EventDays, Scope, int], Changes]] = {
    Mode.FIT: _nothing_more,
    Mode.STARTS: compacted,
    Mode.LENGTHS: stretched,
}
VERBS = {
    Mode.FIT: "timetable.fitted",
    Mode.STARTS: "timetable.compacted",
    Mode.LENGTHS: "timetable.stretched",
}
