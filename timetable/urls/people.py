"""Speakers and those who lead sessions: when they are there, whether they come, what they work on."""

from django.urls import URLPattern, URLResolver, path

from timetable.views.availabilities import (
    timetable_availabilities,
    timetable_availabilities_ask,
    timetable_availability,
)
from timetable.views.availability_import import timetable_availabilities_import
from timetable.views.boards import timetable_boards, timetable_boards_undo
from timetable.views.confirmations import timetable_confirmations, timetable_confirmations_ask
from timetable.views.my_availability import my_availability
from timetable.views.my_talks import my_confirmations
from timetable.views.session_work import session_block, session_place, session_talk, session_timetable

BASE = "manage/e/<int:pk>/timetable/"
TIMES = f"{BASE}availabilities/"
SESSION = "manage/e/<int:pk>/sessions/<int:number>/timetable/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("e/<name:slug>/my/availability/", my_availability, name="my-availability"),
    path("e/<name:slug>/my/talks/", my_confirmations, name="my-confirmations"),
    path(f"{BASE}boards/", timetable_boards, name="timetable-boards"),
    path(f"{BASE}boards/undo/", timetable_boards_undo, name="timetable-boards-undo"),
    path(f"{BASE}confirmations/", timetable_confirmations, name="timetable-confirmations"),
    path(f"{BASE}confirmations/ask/", timetable_confirmations_ask, name="timetable-confirmations-ask"),
    path(TIMES, timetable_availabilities, name="timetable-availabilities"),
    path(f"{TIMES}one/", timetable_availability, name="timetable-availability"),
    path(f"{TIMES}ask/", timetable_availabilities_ask, name="timetable-availabilities-ask"),
    path(f"{TIMES}import/", timetable_availabilities_import, name="timetable-availabilities-import"),
    path(SESSION, session_timetable, name="session-timetable"),
    path(f"{SESSION}block/", session_block, name="session-block"),
    path(f"{SESSION}place/", session_place, name="session-place"),
    path(f"{SESSION}talk/", session_talk, name="session-talk"),
]
