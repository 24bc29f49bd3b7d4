"""Organisers' pages of calls and of the committee."""

from django.urls import URLPattern, URLResolver, include, path

from abstracts.views import call_asks, call_reviewing, calls, teams

call: list[URLPattern | URLResolver] = [
    path("", calls.manage_call, name="manage-call"),
    path("act/", calls.manage_call_act, name="manage-call-act"),
    path("fields/", call_asks.manage_call_fields, name="manage-call-fields"),
    path("questions/", call_asks.manage_call_questions, name="manage-call-questions"),
    path("reviewing/", call_reviewing.manage_call_reviewing, name="manage-call-reviewing"),
    path("quotas/", call_reviewing.manage_call_quotas, name="manage-call-quotas"),
    path("late/", call_reviewing.manage_call_late, name="manage-call-late"),
]

managed: list[URLPattern | URLResolver] = [
    path("calls/", calls.manage_calls, name="manage-calls"),
    path("calls/<int:call>/", include(call)),
    path("abstracts/teams/", teams.abstract_teams, name="abstract-teams"),
]

urlpatterns: list[URLPattern | URLResolver] = [path("manage/e/<int:pk>/", include(managed))]
