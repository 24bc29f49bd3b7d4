"""Kinds of equipment, and the features they serve."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from journal.operations import record
from kit.refusals import constraint_speaks
from rooms.models import Equipment, Feature
from rooms.operations.changes import apply, editable
from rooms.operations.settings import room_settings
from rooms.refusals import RoomNameTaken, StillUsed

EDITABLE = editable(Feature)


@transaction.atomic
def add_equipment(*, name: str, by: User | None, features: Iterable[Feature] = ()) -> Equipment:
    """One more kind. Raises RoomNameTaken."""
    equipment = Equipment(name=name)
    _save(equipment)
    equipment.features.set(features)
    record(room_settings().logbook, "equipment.added", by=by, subject=equipment)
    return equipment


@transaction.atomic
def edit_equipment(equipment: Equipment, *, name: str, features: Iterable[Feature], by: User | None) -> None:
    """Call it otherwise, and say anew what it is good for. Raises RoomNameTaken."""
    equipment.refresh_from_db(from_queryset=Equipment.objects.select_for_update(no_key=True))
    changes = apply(equipment, {"name": name}, allowed=frozenset({"name"}))
    if changes:
        _save(equipment)
    before, after = set(equipment.features.all()), set(features)
    if before != after:
        equipment.features.set(after)
        changes["features"] = (_titles(before), _titles(after))
    if changes:
        record(room_settings().logbook, "equipment.edited", by=by, subject=equipment, changes=changes)


@transaction.atomic
def remove_equipment(equipment: Equipment, *, by: User | None) -> None:
    """Raises StillUsed while rooms have it."""
    Equipment.objects.select_for_update().get(pk=equipment.pk)  # a room just getting it holds a shared lock
    if rooms := equipment.rooms.count():
        raise StillUsed(
            ngettext(
                "{rooms} room has “{name}”. Take it away there first.",
                "{rooms} rooms have “{name}”. Take it away there first.",
                rooms,
            ).format(rooms=rooms, name=equipment)
        )
    record(room_settings().logbook, "equipment.removed", by=by, subject=equipment)
    equipment.delete()


@transaction.atomic
def add_feature(*, name: str, title: str, by: User | None, icon: str = "") -> Feature:
    """One more thing people look for. Raises RoomNameTaken."""
    feature = Feature(name=name, title=title, icon=icon)
    _save_feature(feature)
    record(room_settings().logbook, "feature.added", by=by, subject=feature)
    return feature


@transaction.atomic
def edit_feature(feature: Feature, *, by: User | None, **values: Any) -> None:
    """Change some of the EDITABLE fields. Raises RoomNameTaken."""
    feature.refresh_from_db(from_queryset=Feature.objects.select_for_update(no_key=True))
    changes = apply(feature, values, allowed=EDITABLE)
    if changes:
        _save_feature(feature)
        record(room_settings().logbook, "feature.edited", by=by, subject=feature, changes=changes)


@transaction.atomic
def remove_feature(feature: Feature, *, by: User | None) -> None:
    """Raises StillUsed while equipment serves it."""
    Feature.objects.select_for_update().get(pk=feature.pk)
    if kinds := feature.equipment.count():
        raise StillUsed(
            ngettext(
                "{kinds} kind of equipment is good for “{title}”. Change that first.",
                "{kinds} kinds of equipment are good for “{title}”. Change that first.",
                kinds,
            ).format(kinds=kinds, title=feature)
        )
    record(room_settings().logbook, "feature.removed", by=by, subject=feature)
    feature.delete()


def _titles(features: Iterable[Feature]) -> str:
    return ", ".join(sorted(feature.title for feature in features))


def _save(equipment: Equipment) -> None:
    taken = RoomNameTaken(_("There is equipment called “{name}” already.").format(name=equipment.name))
    with constraint_speaks("equipment_name_is_unique", refusal=taken):
        equipment.save()


def _save_feature(feature: Feature) -> None:
    taken = RoomNameTaken(_("There is a feature “{name}” already.").format(name=feature.name))
    with constraint_speaks("feature_name_is_unique", refusal=taken):
        feature.save()
