"""Change how the timetable of an event is run."""

from typing import Any

from django.db import transaction

from accounts.models import User
from events.models import Event
from events.operations import lock_event
from journal.operations import differences, record
from timetable.operations.publishing import own_settings, show_at_once, work_in_drafts

EDITABLE = frozenset(
    {
        "is_live",
        "view",
        "change_minutes",
        "building_minutes",
        "popular_stars",
        "keeps_tracks_apart",
        "asks_speakers",
        "coordinators_edit_talks",
        "coordinators_edit_blocks",
    }
)


@transaction.atomic
def edit_settings(event: Event, *, by: User | None, **values: Any) -> None:
    """Change some of the EDITABLE values; `is_live` does what `work_in_drafts` or `show_at_once` does."""
    if unknown := values.keys() - EDITABLE:
        raise TypeError(f"A timetable has no setting {', '.join(sorted(unknown))}.")
    event = lock_event(event)
    is_live = values.pop("is_live", None)
    if is_live is not None:
        (show_at_once if is_live else work_in_drafts)(event, by=by)
    settings = own_settings(event)
    changes = differences(settings, values)
    if not changes:
        return
    for name, value in values.items():
        setattr(settings, name, value)
    settings.save(update_fields=changes)
    record(event.logbook, "timetable.settings-edited", by=by, subject=event, changes=changes)
