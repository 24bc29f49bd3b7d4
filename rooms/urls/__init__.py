"""Addresses of this app, one file for each side of it."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("rooms/", include("rooms.urls.find")),
    path("rooms/", include("rooms.urls.calendar")),
    path("rooms/", include("rooms.urls.bookings")),
    path("rooms/", include("rooms.urls.mail")),
    path("rooms/", include("rooms.urls.blockings")),
    path("rooms/", include("rooms.urls.presence")),
    path("rooms/", include("rooms.urls.feeds")),
    path("rooms/", include("rooms.urls.statistics")),
    path("rooms/manage/", include("rooms.urls.manage")),
]
