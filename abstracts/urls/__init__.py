"""Addresses of this app, relative to the root: each module has those of one area."""

from django.urls import URLPattern, URLResolver, include, path

AREAS: list[str] = ["assigning", "book", "calls", "desk", "letters", "public", "review", "submit"]

urlpatterns: list[URLPattern | URLResolver] = [path("", include(f"abstracts.urls.{area}")) for area in AREAS]
