"""The timetable editor."""

from django.urls import URLPattern, URLResolver, path

from timetable.views.editor import manage_timetable
from timetable.views.editor_acts import timetable_acts, timetable_changes
from timetable.views.editor_history import timetable_history

urlpatterns: list[URLPattern | URLResolver] = [
    path("manage/e/<int:pk>/timetable/", manage_timetable, name="manage-timetable"),
    path("manage/e/<int:pk>/timetable/acts/", timetable_acts, name="timetable-acts"),
    path("manage/e/<int:pk>/timetable/changes/", timetable_changes, name="timetable-changes"),
    path("manage/e/<int:pk>/timetable/history/", timetable_history, name="timetable-history"),
]
