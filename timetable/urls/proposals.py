"""Proposed timetables."""

from django.urls import path

from timetable.views.proposals import timetable_proposal, timetable_proposals

urlpatterns = [
    path("manage/e/<int:pk>/timetable/proposals/", timetable_proposals, name="timetable-proposals"),
    path(
        "manage/e/<int:pk>/timetable/proposals/<int:version>/", timetable_proposal, name="timetable-proposal"
    ),
]
