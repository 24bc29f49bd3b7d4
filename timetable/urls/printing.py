"""The programme on paper, tables to take home, and tables that come in."""

from django.urls import URLPattern, URLResolver, path

from timetable.views.exporting import programme_export
from timetable.views.import_talks import import_talks_page
from timetable.views.manage_printing import programme_print
from timetable.views.printing import (
    event_print,
    grid_file,
    programme_file,
    session_file,
    speaker_list,
    speakers_file,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("e/<name:slug>/print/", event_print, name="event-print"),
    path("e/<name:slug>/programme.pdf", programme_file, name="programme-pdf"),
    path("e/<name:slug>/timetable/grid.pdf", grid_file, name="grid-pdf"),
    path("e/<name:slug>/sessions/<int:number>.pdf", session_file, name="session-pdf"),
    path("e/<name:slug>/speakers/", speaker_list, name="speaker-list"),
    path("e/<name:slug>/speakers.pdf", speakers_file, name="speakers-pdf"),
    path("manage/e/<int:pk>/timetable/print/", programme_print, name="programme-print"),
    path("manage/e/<int:pk>/talks/export/", programme_export, name="programme-export"),
    path("manage/e/<int:pk>/talks/import/", import_talks_page, name="import-talks"),
]
