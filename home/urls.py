"""Addresses of home, relative to the root."""

from django.urls import path

from home.views.calendar import my_calendar
from home.views.front import front
from home.views.mine import my_events
from home.views.post import mail, outbox, send_again

urlpatterns = [
    path("", front, name="home"),
    path("me/events/", my_events, name="my-events"),
    path("me/<str:token>/calendar.ics", my_calendar, name="my-calendar"),
    path("admin/mail/", mail, name="mail"),
    path("admin/outbox/", outbox, name="outbox"),
    path("admin/outbox/<int:pk>/send/", send_again, name="send-again"),
]
