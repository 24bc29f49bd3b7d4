from timetable.models.slot import Slot
from timetable.models.star import Star

__all__ = ["Slot", "Star"]
