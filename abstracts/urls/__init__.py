"""Addresses of this app, relative to the root: each module has those of one area."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
