"""A timetable as plain values: what versions keep, what is checked for conflicts, what the solver proposes."""

from timetable.plan.entry import Key, Plan, PlanEntry, as_json, differing, from_json
from timetable.plan.reading import plan_of, shown_plan_of

__all__ = [
    "Key",
    "Plan",
    "PlanEntry",
    "as_json",
    "differing",
    "from_json",
    "plan_of",
    "shown_plan_of",
]
