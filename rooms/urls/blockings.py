"""Addresses of keeping rooms free for some people."""

from django.urls import URLPattern, path

from rooms.views.blockings import blocking, blockings, edit_blocking_page, new_blocking

urlpatterns: list[URLPattern] = [
    path("blockings/", blockings, name="blockings"),
    path("blockings/new/", new_blocking, name="new-blocking"),
    path("blockings/<int:pk>/", blocking, name="blocking"),
    path("blockings/<int:pk>/edit/", edit_blocking_page, name="edit-blocking"),
]
