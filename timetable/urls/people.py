"""Speakers and those who lead sessions: when they are there, whether they come, what they work on."""

from django.urls import URLPattern, URLResolver, path

from timetable.views.availabilities import (
    timetable_availabilities,
    timetable_availabilities_ask,
    timetable_availability,
)
from timetable.views.availability_import import timetable_availabilities_import
from timetable.views.my_availability import my_availability

BASE = "manage/e/<int:pk>/timetable/"
TIMES = f"{BASE}availabilities/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("e/<name:slug>/my/availability/", my_availability, name="my-availability"),
    path(TIMES, timetable_availabilities, name="timetable-availabilities"),
    path(f"{TIMES}one/", timetable_availability, name="timetable-availability"),
    path(f"{TIMES}ask/", timetable_availabilities_ask, name="timetable-availabilities-ask"),
    path(f"{TIMES}import/", timetable_availabilities_import, name="timetable-availabilities-import"),
]
