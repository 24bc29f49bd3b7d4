"""Screens for hallways and doors."""

from django.urls import path

from timetable.views.display import display, display_room

urlpatterns = [
    path("e/<name:slug>/display/", display, name="display"),
    path("e/<name:slug>/display/<int:room>/", display_room, name="display-room"),
]
