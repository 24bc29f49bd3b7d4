from interchange.models.origin import Origin
from interchange.models.source import ScheduleSource
from interchange.models.upload import Upload

__all__ = ["Origin", "ScheduleSource", "Upload"]
