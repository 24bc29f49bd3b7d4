"""Addresses of this app, relative to the root."""

from django.urls import URLPattern, URLResolver, path

from timetable.views.day import timetable
from timetable.views.feeds import contribution_ics, my_schedule_ics, timetable_ics

public: list[URLPattern | URLResolver] = [
    path("e/<str:slug>/timetable/", timetable, name="timetable"),
]

calendars: list[URLPattern | URLResolver] = [
    path("e/<str:slug>/timetable.ics", timetable_ics, name="timetable-ics"),
    path("e/<str:slug>/talks/<int:number>/talk.ics", contribution_ics, name="contribution-ics"),
    path("e/<str:slug>/my/<str:token>.ics", my_schedule_ics, name="my-schedule-ics"),
]

urlpatterns = public + calendars
