"""Addresses of those who run rooms, below /rooms/manage/."""

from django.urls import URLPattern, path

from rooms.views import manage_access as access
from rooms.views import manage_closures as closures
from rooms.views import manage_hours as hours
from rooms.views import manage_locations as locations
from rooms.views import manage_log as log
from rooms.views import manage_plans as plans
from rooms.views import manage_room as room
from rooms.views import manage_rooms as rooms
from rooms.views import manage_things as things
from rooms.views.import_bookings import import_bookings_page
from rooms.views.import_rooms import export_rooms, import_rooms_page
from rooms.views.manage_parts import parts_page
from rooms.views.manage_photo import photo_page
from rooms.views.manage_settings import settings_page

urlpatterns: list[URLPattern] = [
    path("", rooms.rooms_page, name="manage-rooms"),
    path("new/", rooms.new_room_page, name="new-room"),
    path("<int:pk>/", room.room_page, name="manage-room"),
    path("<int:pk>/hours/", hours.room_hours_page, name="room-hours"),
    path("<int:pk>/closures/", closures.room_closures_page, name="room-closures"),
    path("<int:pk>/parts/", parts_page, name="room-parts"),
    path("<int:pk>/photo/", photo_page, name="edit-photo"),
    path("<int:pk>/access/", access.room_protection_page, name="room-protection"),
    path("<int:pk>/log/", log.room_log_page, name="room-log"),
    path("<int:pk>/retire/", room.retire_page, name="retire-room"),
    path("<int:pk>/bring-back/", room.bring_back, name="bring-back-room"),
    path("<int:pk>/door/", room.new_door_key, name="reset-door-key"),
    path("locations/", locations.locations_page, name="manage-locations"),
    path("locations/new/", locations.new_location_page, name="new-location"),
    path("locations/<int:pk>/", locations.location_page, name="manage-location"),
    path("locations/<int:pk>/hours/", hours.location_hours_page, name="location-hours"),
    path("locations/<int:pk>/closures/", closures.location_closures_page, name="location-closures"),
    path("locations/<int:pk>/access/", access.location_protection_page, name="location-protection"),
    path("locations/<int:pk>/log/", log.location_log_page, name="location-log"),
    path("equipment/", things.equipment_page, name="manage-equipment"),
    path("attributes/", things.attributes_page, name="manage-attributes"),
    path("plans/", plans.plans_page, name="manage-plans"),
    path("plans/<int:pk>/", plans.plan_page, name="manage-plan"),
    path("import-rooms/", import_rooms_page, name="import-rooms"),
    path("export-rooms/", export_rooms, name="export-rooms"),
    path("import-bookings/", import_bookings_page, name="import-bookings"),
    path("settings/", settings_page, name="room-settings"),
    path("settings/access/", access.rooms_protection_page, name="rooms-protection"),
    path("settings/log/", log.rooms_log_page, name="rooms-log"),
]
