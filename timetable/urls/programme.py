"""The pages of an event and its talks, and the plain forms of its timetable."""

from django.urls import URLPattern, URLResolver, path

from timetable.views.day import timetable
from timetable.views.feeds import contribution_ics, my_schedule_ics, timetable_ics
from timetable.views.manage_event import manage_event
from timetable.views.manage_slots import manage_slot, manage_slot_new, manage_slot_remove
from timetable.views.manage_talks import manage_talks, manage_talks_assign
from timetable.views.my import my_schedule, my_schedule_pdf
from timetable.views.overview import event, now_and_next
from timetable.views.people import people, person
from timetable.views.star import star
from timetable.views.talks import contribution, contributions

PUBLIC: list[URLPattern | URLResolver] = [
    path("e/<name:slug>/", event, name="event"),
    path("e/<name:slug>/now/", now_and_next, name="now-and-next"),
    path("e/<name:slug>/timetable/", timetable, name="timetable"),
    path("e/<name:slug>/timetable.ics", timetable_ics, name="timetable-ics"),
    path("e/<name:slug>/talks/", contributions, name="contributions"),
    path("e/<name:slug>/talks/<int:number>/", contribution, name="contribution"),
    path("e/<name:slug>/talks/<int:number>/talk.ics", contribution_ics, name="contribution-ics"),
    path("e/<name:slug>/talks/<int:number>/star/", star, name="star"),
    path("e/<name:slug>/people/", people, name="people"),
    path("e/<name:slug>/people/<int:pk>/", person, name="person"),
    path("e/<name:slug>/my/", my_schedule, name="my-schedule"),
    path("e/<name:slug>/my/schedule.pdf", my_schedule_pdf, name="my-schedule-pdf"),
    path("e/<name:slug>/my/<str:token>.ics", my_schedule_ics, name="my-schedule-ics"),
]

MANAGED: list[URLPattern | URLResolver] = [
    path("manage/e/<int:pk>/", manage_event, name="manage-event"),
    path("manage/e/<int:pk>/talks/", manage_talks, name="manage-talks"),
    path("manage/e/<int:pk>/talks/assign/", manage_talks_assign, name="manage-talks-assign"),
    path("manage/e/<int:pk>/timetable/new/", manage_slot_new, name="manage-slot-new"),
    path("manage/e/<int:pk>/timetable/entries/<int:slot>/", manage_slot, name="manage-slot"),
    path(
        "manage/e/<int:pk>/timetable/entries/<int:slot>/remove/",
        manage_slot_remove,
        name="manage-slot-remove",
    ),
]

urlpatterns = [*PUBLIC, *MANAGED]
