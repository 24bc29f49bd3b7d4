from timetable.operations.following import (
    check_timetable_fits,
    dissolve_blocks,
    follow_length,
    leave_other_sessions,
)
from timetable.operations.slots import (
    Placed,
    edit_slot,
    schedule_break,
    schedule_contribution,
    schedule_session,
    unschedule,
)

__all__ = [
    "Placed",
    "check_timetable_fits",
    "dissolve_blocks",
    "edit_slot",
    "follow_length",
    "leave_other_sessions",
    "schedule_break",
    "schedule_contribution",
    "schedule_session",
    "unschedule",
]
