"""A whole timetable at another time, as far on the clocks as its event (pure)."""

from dataclasses import replace
from datetime import timedelta

from timetable.plan.days import EventDays
from timetable.plan.entry import Plan
from timetable.plan.moving import Moved, with_contents


def all_moved(plan: Plan, days: EventDays, distance: timedelta) -> Moved:
    """Everything so much later on the clocks: 9:00 stays 9:00 when they change in between. Lengths stay.

    What a block holds stays as far from its start as it was.
    """
    changes: Moved = {}
    for entry in plan.values():
        if entry.parent is None:
            starts_at = days.later(entry.starts_at, distance)
            length = entry.ends_at - entry.starts_at
            changes |= with_contents(plan, replace(entry, starts_at=starts_at, ends_at=starts_at + length))
    return changes
