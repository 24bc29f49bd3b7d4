from timetable.models.accepted_conflict import AcceptedConflict
from timetable.models.availability import Availability
from timetable.models.settings import TimetableSettings, settings_of
from timetable.models.slot import Slot
from timetable.models.star import Star
from timetable.models.step import Step
from timetable.models.version import Version

__all__ = [
    "AcceptedConflict",
    "Availability",
    "Slot",
    "Star",
    "Step",
    "TimetableSettings",
    "Version",
    "settings_of",
]
