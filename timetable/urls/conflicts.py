"""What is wrong with a timetable."""

from django.urls import URLPattern, URLResolver, path

from timetable.views.conflicts import (
    timetable_conflict_accept,
    timetable_conflict_fix,
    timetable_conflict_reopen,
    timetable_conflicts,
)

BASE = "manage/e/<int:pk>/timetable/conflicts/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(BASE, timetable_conflicts, name="timetable-conflicts"),
    path(f"{BASE}accept/", timetable_conflict_accept, name="timetable-conflict-accept"),
    path(f"{BASE}reopen/", timetable_conflict_reopen, name="timetable-conflict-reopen"),
    path(f"{BASE}fix/", timetable_conflict_fix, name="timetable-conflict-fix"),
]
