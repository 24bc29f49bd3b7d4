"""The one row of settings, and its changes."""

from typing import Any

from django.db import transaction

from access.models import AccessList
from access.operations import open_access_list
from accounts.models import User
from journal.operations import open_logbook, record
from kit.ready_query import ReadyQuery
from rooms.models import RoomSettings
from rooms.operations.changes import apply, editable

EDITABLE = editable(RoomSettings)
_settings = ReadyQuery(lambda: RoomSettings.objects.select_related("access", "logbook").order_by())


def room_settings() -> RoomSettings:
    """The settings of this installation; made, with everything at its default, when nobody has yet."""
    found = _settings()
    return found[0] if found else _first_settings()


@transaction.atomic
def edit_settings(settings: RoomSettings, *, by: User | None, **values: Any) -> None:
    """Change some of the EDITABLE fields."""
    settings.refresh_from_db(from_queryset=RoomSettings.objects.select_for_update(no_key=True))
    changes = apply(settings, values, allowed=EDITABLE)
    if changes:
        settings.save(update_fields=list(changes))
        record(settings.logbook, "settings.edited", by=by, subject=settings, changes=changes)


@transaction.atomic
def _first_settings() -> RoomSettings:
    access = open_access_list(mode=AccessList.Mode.PUBLIC)
    settings, made = RoomSettings.objects.get_or_create(
        pk=1, defaults={"access": access, "logbook": open_logbook()}
    )
    if not made:  # somebody else was quicker: their row is the one
        access.delete()
    return settings
