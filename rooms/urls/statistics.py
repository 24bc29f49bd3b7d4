"""Addresses of what the rooms are used for, below /rooms/statistics/."""

from django.urls import URLPattern, path

from rooms.views import statistics

urlpatterns: list[URLPattern] = [
    path("statistics/", statistics.room_statistics, name="room-statistics"),
    path("statistics/hours/", statistics.statistics_hours, name="room-statistics-hours"),
    path("statistics/table/", statistics.statistics_table, name="room-statistics-table"),
    path("statistics/dates/", statistics.room_dates, name="room-dates"),
]
