"""Addresses of this app, relative to the root."""

from django.urls import URLPattern, URLResolver, path

from interchange.views.exporting import schedule_json, schedule_xml
from interchange.views.importing import event_import, import_review, import_schedule

urlpatterns: list[URLPattern | URLResolver] = [
    path("e/<name:slug>/schedule.xml", schedule_xml, name="schedule-xml"),
    path("e/<name:slug>/schedule.json", schedule_json, name="schedule-json"),
    path("manage/import/", import_schedule, name="import-schedule"),
    path("manage/import/<uuid:token>/", import_review, name="import-review"),
    path("manage/e/<int:pk>/import/", event_import, name="event-import"),
]
