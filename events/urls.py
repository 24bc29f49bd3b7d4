"""Addresses of this app, relative to the root."""

from django.urls import URLPattern, URLResolver, path

from events.views.category import category_page
from events.views.create import event_create
from events.views.feeds import category_feed, event_ics
from events.views.manage_category import (
    category_create,
    category_log,
    category_protection,
    category_settings,
)
from events.views.manage_event import (
    event_delete,
    event_log,
    event_move,
    event_protection,
    event_publish,
    event_restore,
    event_settings,
)
from events.views.people import event_people
from events.views.rooms import event_room_suggestions, event_rooms

urlpatterns: list[URLPattern | URLResolver] = [
    path("c/<int:pk>-<slug:slug>/", category_page, name="category"),
    path("c/<int:pk>-<slug:slug>/feed.ics", category_feed, name="category-feed"),
    path("e/<name:slug>/event.ics", event_ics, name="event-ics"),
    path("manage/c/<int:pk>/", category_settings, name="category-settings"),
    path("manage/c/<int:pk>/new/", category_create, name="category-create"),
    path("manage/c/<int:pk>/protection/", category_protection, name="category-protection"),
    path("manage/c/<int:pk>/log/", category_log, name="category-log"),
    path("manage/e/new/", event_create, name="event-create"),
    path("manage/e/<int:pk>/settings/", event_settings, name="event-settings"),
    path("manage/e/<int:pk>/protection/", event_protection, name="event-protection"),
    path("manage/e/<int:pk>/log/", event_log, name="event-log"),
    path("manage/e/<int:pk>/rooms/", event_rooms, name="event-rooms"),
    path("manage/e/<int:pk>/rooms/suggestions/", event_room_suggestions, name="event-room-suggestions"),
    path("manage/e/<int:pk>/people/", event_people, name="event-people"),
    path("manage/e/<int:pk>/publish/", event_publish, name="event-publish"),
    path("manage/e/<int:pk>/move/", event_move, name="event-move"),
    path("manage/e/<int:pk>/delete/", event_delete, name="event-delete"),
    path("manage/e/<int:pk>/restore/", event_restore, name="event-restore"),
]
