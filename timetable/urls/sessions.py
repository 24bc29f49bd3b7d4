"""The public page of a session, and its calendars."""

from django.urls import URLPattern, URLResolver, path

from timetable.views.feeds import session_blocks_ics, session_ics
from timetable.views.sessions import session

BASE = "e/<name:slug>/sessions/<int:number>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(BASE, session, name="session"),
    path(f"{BASE}session.ics", session_ics, name="session-ics"),
    path(f"{BASE}blocks.ics", session_blocks_ics, name="session-blocks-ics"),
]
