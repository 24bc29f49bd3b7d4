"""Drafts and versions: publishing, looking back, what changed."""

from django.urls import URLPattern, URLResolver, path

from timetable.views.changelog import timetable_changelog, timetable_changelog_feed
from timetable.views.publish import timetable_publish, timetable_settings
from timetable.views.versions import (
    timetable_roll_back,
    timetable_version,
    timetable_version_json,
    timetable_versions,
)

BASE = "manage/e/<int:pk>/timetable/"
ONE = f"{BASE}versions/<int:version>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("e/<name:slug>/timetable/changes/", timetable_changelog, name="timetable-changelog"),
    path("e/<name:slug>/timetable/changes.atom", timetable_changelog_feed, name="timetable-changelog-feed"),
    path(f"{BASE}publish/", timetable_publish, name="timetable-publish"),
    path(f"{BASE}settings/", timetable_settings, name="timetable-settings"),
    path(f"{BASE}versions/", timetable_versions, name="timetable-versions"),
    path(ONE, timetable_version, name="timetable-version"),
    path(f"{ONE}roll-back/", timetable_roll_back, name="timetable-roll-back"),
    path(f"{ONE}version.json", timetable_version_json, name="timetable-version-json"),
]
