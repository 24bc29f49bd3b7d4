"""Addresses of calendars of rooms and bookings, for programs."""

from django.urls import URLPattern, path

from rooms.views.feeds import location_ics, my_bookings_ics, room_calendars, room_freebusy, room_ics

urlpatterns: list[URLPattern] = [
    path("calendars/", room_calendars, name="room-calendars"),
    path("bookings.ics", my_bookings_ics, name="my-bookings-ics"),
    path("<int:pk>/calendar.ics", room_ics, name="room-ics"),
    path("<int:pk>/busy.ics", room_freebusy, name="room-freebusy"),
    path("locations/<int:pk>/calendar.ics", location_ics, name="location-ics"),
    # With the calendar key of a person, for programs:
    path("my/<str:token>/bookings.ics", my_bookings_ics, name="my-bookings-feed"),
    path("my/<str:token>/room-<int:pk>.ics", room_ics, name="room-feed"),
    path("my/<str:token>/busy-<int:pk>.ics", room_freebusy, name="room-busy-feed"),
    path("my/<str:token>/location-<int:pk>.ics", location_ics, name="location-feed"),
]
