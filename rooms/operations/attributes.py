"""What the house asks about its rooms, and what a room answers."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from journal.operations import record
from kit.refusals import constraint_speaks
from rooms.models import Attribute, AttributeValue, Room
from rooms.operations.changes import apply, editable
from rooms.operations.settings import room_settings
from rooms.refusals import RoomNameTaken, StillUsed

EDITABLE = editable(Attribute)


@transaction.atomic
def add_attribute(*, name: str, title: str, by: User | None, is_hidden: bool = False) -> Attribute:
    """One more question to every room. Raises RoomNameTaken."""
    attribute = Attribute(name=name, title=title, is_hidden=is_hidden)
    _save(attribute)
    record(room_settings().logbook, "attribute.added", by=by, subject=attribute)
    return attribute


@transaction.atomic
def edit_attribute(attribute: Attribute, *, by: User | None, **values: Any) -> None:
    """Change some of the EDITABLE fields. Raises RoomNameTaken."""
    attribute.refresh_from_db(from_queryset=Attribute.objects.select_for_update(no_key=True))
    changes = apply(attribute, values, allowed=EDITABLE)
    if changes:
        _save(attribute)
        record(room_settings().logbook, "attribute.edited", by=by, subject=attribute, changes=changes)


@transaction.atomic
def remove_attribute(attribute: Attribute, *, by: User | None) -> None:
    """Ask it no longer. Raises StillUsed while rooms answer it."""
    # An answer just being given holds a shared lock on the row; wait for it.
    Attribute.objects.select_for_update().get(pk=attribute.pk)
    if rooms := attribute.values.count():
        raise StillUsed(
            ngettext(
                "{rooms} room says something about “{title}”. Empty it there first.",
                "{rooms} rooms say something about “{title}”. Empty it there first.",
                rooms,
            ).format(rooms=rooms, title=attribute)
        )
    record(room_settings().logbook, "attribute.removed", by=by, subject=attribute)
    attribute.delete()


def put_values(room: Room, values: Mapping[Attribute, str]) -> dict[str, tuple[str, str]]:
    """Give the room these answers, an empty one being none; what each was and is, by the question's title.

    Part of the act that edits the room, which locks it and writes its log.
    """
    held = {value.attribute_id: value for value in room.attribute_values.all()}
    changes = {}
    for attribute, text in values.items():
        before = held.get(attribute.pk)
        if (before.value if before else "") == text:
            continue
        changes[attribute.title] = (before.value if before else "", text)
        if text:
            AttributeValue.objects.update_or_create(room=room, attribute=attribute, defaults={"value": text})
        elif before:
            before.delete()
    return changes


def _save(attribute: Attribute) -> None:
    taken = RoomNameTaken(_("There is an attribute “{name}” already.").format(name=attribute.name))
    with constraint_speaks("rooms_attribute_name_key", refusal=taken):
        attribute.save()
