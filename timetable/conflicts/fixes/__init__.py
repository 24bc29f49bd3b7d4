"""What one click can do about a conflict: each fix was tried by the engine before it is offered."""

from timetable.conflicts.fixes.fix import Fix
from timetable.conflicts.fixes.offering import MOST, fixes_for

__all__ = ["MOST", "Fix", "fixes_for"]
