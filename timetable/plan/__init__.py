"""A timetable as plain values: what versions keep, what is checked for conflicts, what the solver proposes."""

from timetable.plan.entry import Changes, Key, Plan, PlanEntry, as_json, differing, from_json, moved_by
from timetable.plan.reading import plan_after, plan_of, shown_plan_of

__all__ = [
    "Changes",
    "Key",
    "Plan",
    "PlanEntry",
    "as_json",
    "differing",
    "from_json",
    "moved_by",
    "plan_after",
    "plan_of",
    "shown_plan_of",
]
