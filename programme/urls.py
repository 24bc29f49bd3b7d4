"""Addresses of this app, relative to the root."""

from django.urls import URLPattern, URLResolver, include, path

from programme.views import sessions, talks, tracks, types
from programme.views.citing import contribution_bibtex

talk: list[URLPattern | URLResolver] = [
    path("", talks.manage_talk, name="manage-talk"),
    path("protection/", talks.manage_talk_protection, name="manage-talk-protection"),
    path("withdraw/", talks.manage_talk_withdraw, name="manage-talk-withdraw"),
    path("reinstate/", talks.manage_talk_reinstate, name="manage-talk-reinstate"),
    path("delete/", talks.manage_talk_delete, name="manage-talk-delete"),
    path("restore/", talks.manage_talk_restore, name="manage-talk-restore"),
]

session: list[URLPattern | URLResolver] = [
    path("", sessions.manage_session, name="manage-session"),
    path("protection/", sessions.manage_session_protection, name="manage-session-protection"),
    path("delete/", sessions.manage_session_delete, name="manage-session-delete"),
    path("restore/", sessions.manage_session_restore, name="manage-session-restore"),
]

managed: list[URLPattern | URLResolver] = [
    path("talks/new/", talks.manage_talk_new, name="manage-talk-new"),
    path("talks/<int:number>/", include(talk)),
    path("talks/people/", talks.manage_people_suggestions, name="manage-people-suggestions"),
    path("sessions/", sessions.manage_sessions, name="manage-sessions"),
    path("sessions/new/", sessions.manage_session_new, name="manage-session-new"),
    path("sessions/<int:number>/", include(session)),
    path("tracks/", tracks.manage_tracks, name="manage-tracks"),
    path("types/", types.manage_types, name="manage-types"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("e/<name:slug>/talks/<int:number>/talk.bib", contribution_bibtex, name="contribution-bibtex"),
    path("manage/e/<int:pk>/", include(managed)),
]
