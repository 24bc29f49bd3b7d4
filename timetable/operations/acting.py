"""What the acts on many entries share: keys for things, days that are kept, and a rehearsal."""

from collections.abc import Callable, Sequence

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import ngettext

from kit.words import day_words
from timetable.operations.rewriting import Written
from timetable.plan import Changes, Key, Plan
from timetable.plan.days import EventDays
from timetable.plan.moving import UNSET, Unset
from timetable.plan.neighbours import check_days, entry_of
from timetable.plan.tidying import Scope

Named = models.Model | Key | None
"""A room, a session or an entry: the row itself, or its id."""


def key_of(thing: Named) -> Key | None:
    """The id of what is named; None for nothing."""
    return thing.pk if isinstance(thing, models.Model) else thing


def key_or_unset(thing: Named | Unset) -> Key | Unset | None:
    return UNSET if isinstance(thing, Unset) else key_of(thing)


def label_of(key: Key) -> Callable[[Plan], str]:
    """What an act on one entry is called in the log."""
    return lambda plan: plan[key].label if key in plan else ""


def label_of_all(keys: Sequence[Key]) -> Callable[[Plan], str]:
    """What an act on several entries is called: the first, and how many more."""

    def label(plan: Plan) -> str:
        first, more = entry_of(plan, keys[0]).label, len(keys) - 1
        if not more:
            return first
        words = ngettext("%(first)s and %(number)d more", "%(first)s and %(number)d more", more)
        return words % {"first": first, "number": more}

    return label


def label_of_scope(scope: Scope) -> Callable[[Plan], str]:
    """A day, or the block that was tidied."""

    def label(plan: Plan) -> str:
        if scope.block is not None and scope.block in plan:
            return plan[scope.block].label
        return day_words(scope.day, today=timezone.localdate())

    return label


def kept_in_days(
    plan: Plan, changes: Changes, days: EventDays, *, allow_midnight: bool, keep_day: bool = True
) -> Changes:
    """The changes. Raises PastMidnight for what would run past the end of its day or (`keep_day`) begin on another."""
    if not allow_midnight:
        check_days(plan, [entry for entry in changes.values() if entry], days, keep_day=keep_day)
    return changes


def rehearse(act: Callable[[], Written]) -> Written:
    """What an act would do, with all that listeners refuse: it is done, looked at, and taken back."""
    with transaction.atomic():
        written = act()
        transaction.set_rollback(True)
    return written
