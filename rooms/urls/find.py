"""Addresses of finding and booking rooms, and of each room."""

from django.urls import URLPattern, path

from rooms.views.book import book_room
from rooms.views.favourite import favourite
from rooms.views.find import room_finder
from rooms.views.room import room, room_photo

urlpatterns: list[URLPattern] = [
    path("", room_finder, name="room-finder"),
    path("<int:pk>/", room, name="room"),
    path("<int:pk>/book/", book_room, name="book-room"),
    path("<int:pk>/favourite/", favourite, name="favourite"),
    path("<int:pk>/photo", room_photo, name="room-photo"),
]
