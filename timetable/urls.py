"""Addresses of this app, relative to the root."""

from django.urls import URLPattern, URLResolver, path

from timetable.views.day import timetable

public: list[URLPattern | URLResolver] = [
    path("e/<str:slug>/timetable/", timetable, name="timetable"),
]

urlpatterns = public
