"""A file of bookings, a calendar or a table by its name."""

from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from rooms.importing.calendar_lines import LARGEST, lines_of_calendar
from rooms.importing.lines import Line
from rooms.importing.table_lines import lines_of_table


def lines_given(file: UploadedFile) -> list[Line]:
    """What was uploaded, line by line. Raises Refused for what is neither."""
    content, name = file.read(LARGEST + 1), file.name or ""
    if Path(name).suffix.lower() == ".ics":
        return lines_of_calendar(content)
    return lines_of_table(content, name)
