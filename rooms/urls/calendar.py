"""Addresses of the calendar and the floor plans."""

from django.urls import URLPattern, path

from rooms.views.calendar import room_calendar
from rooms.views.plans import floor_plan, floor_plans

urlpatterns: list[URLPattern] = [
    path("calendar/", room_calendar, name="room-calendar"),
    path("plan/", floor_plans, name="floor-plans"),
    path("plan/<int:pk>/", floor_plan, name="floor-plan"),
]
