"""Tidying a day."""

from django.urls import URLPattern, URLResolver, path

from timetable.views.tools import timetable_tools

urlpatterns: list[URLPattern | URLResolver] = [
    path("manage/e/<int:pk>/timetable/tools/", timetable_tools, name="timetable-tools"),
]
