from interchange.operations.exporting import schedule_of
from interchange.operations.importing import import_schedule
from interchange.operations.uploads import import_upload, keep_upload, preview_upload, sweep_uploads

__all__ = [
    "import_schedule",
    "import_upload",
    "keep_upload",
    "preview_upload",
    "schedule_of",
    "sweep_uploads",
]
