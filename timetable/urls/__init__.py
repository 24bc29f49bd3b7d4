"""Addresses of this app, relative to the root: each module has those of one area."""

from django.urls import URLPattern, URLResolver, include, path

AREAS = [
    "conflicts",
    "display",
    "editor",
    "people",
    "printing",
    "programme",
    "proposals",
    "sessions",
    "tools",
    "versions",
]

urlpatterns: list[URLPattern | URLResolver] = [path("", include(f"timetable.urls.{area}")) for area in AREAS]
