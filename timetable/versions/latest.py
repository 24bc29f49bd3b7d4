"""The version that was published last, without what is in it."""

from django.db.models import F

from events.models import Event
from timetable.models import Version


def latest_version(event: Event) -> Version | None:
    """With `is_live`: whether the timetable has gone on without versions since."""
    versions = Version.objects.filter(event=event).published().defer("entries", "report", "note")
    return versions.annotate(is_live=F("event__timetable_settings__is_live")).first()
