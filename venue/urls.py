"""Addresses of this app, relative to the root."""

from django.urls import URLPattern, URLResolver, path

from venue.views.booking import book_event_room
from venue.views.cloning import clone_event_page, cloned_events, undo_cloning
from venue.views.links import free_event_booking, link_event_booking, unlink_event_booking
from venue.views.moving import move_event_rooms
from venue.views.overview import event_room_bookings
from venue.views.settings import venue_settings_page

BOOKINGS = "manage/e/<int:pk>/room-bookings/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(BOOKINGS, event_room_bookings, name="event-room-bookings"),
    path(f"{BOOKINGS}book/", book_event_room, name="book-event-room"),
    path(f"{BOOKINGS}move/", move_event_rooms, name="move-event-rooms"),
    path(f"{BOOKINGS}link/", link_event_booking, name="link-event-booking"),
    path(f"{BOOKINGS}<int:link>/unlink/", unlink_event_booking, name="unlink-event-booking"),
    path(f"{BOOKINGS}<int:link>/cancel/", free_event_booking, name="free-event-booking"),
    path("manage/e/<int:pk>/clone/", clone_event_page, name="clone-event"),
    path("manage/e/<int:pk>/clone/done/", cloned_events, name="cloned-events"),
    path("manage/e/<int:pk>/clone/undo/", undo_cloning, name="undo-cloning"),
    path("manage/rooms-for-events/", venue_settings_page, name="venue-settings"),
]
