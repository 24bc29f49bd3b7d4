"""The columns of a list of rooms: what ours are called, and what they are called elsewhere."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from kit.tables import heading_key
from rooms.models import Room
from rooms.reminding import REMINDERS

ATTRIBUTE = "attribute:"
PLACE = ("site", "building", "floor", "number")
FIELDS = (
    *PLACE,
    "name",
    "capacity",
    "surface",
    "division",
    "telephone",
    "key_location",
    "latitude",
    "longitude",
    "comments",
    "is_bookable",
    "open_to_all",
    "needs_approval",
    "max_advance_days",
    "booking_limit_days",
    "max_length_minutes",
    "buffer_before",
    "buffer_after",
    "check_in",
    "release_minutes",
    "notification_emails",
    *REMINDERS,
)
"""Columns that are fields of the room as they are."""
COLUMNS = ("location", *FIELDS[:13], "owner", "equipment", "features", *FIELDS[13:])
"""All columns of the export, in order, before those of the attributes."""

# Headings of other lists, as `heading_key` makes them; the first found is taken. A list may have a code and a name of
# a building: the code is what rooms are found by.
ELSEWHERE = {
    "location": ("campus", "standort"),
    "site": ("b_area", "area", "areal", "gelände"),
    "building": (
        *("building_code", "bldg", "bldg_code", "b_name", "building_name", "b_id"),
        *("gebäude", "bâtiment", "batiment", "edificio"),
    ),
    "floor": ("level", "r_level", "storey", "stockwerk", "etage", "étage", "geschoss"),
    "number": (
        *("room_number", "room_no", "r_number", "room", "room_code", "raumnummer"),
        *("raum", "numéro", "numero", "salle"),
    ),
    "name": ("room_name", "r_alias", "alias", "title", "verbose_name", "bezeichnung", "nom"),
    "capacity": ("room_capacity", "seats", "seating", "places", "plätze", "sitzplätze", "capacité"),
    "surface": ("surface_area", "area_m2", "m2", "m²", "fläche"),
    "division": ("department", "unit", "abteilung"),
    "telephone": ("phone", "tel", "phone_number", "telefon", "téléphone"),
    "key_location": ("key", "where_the_key_is"),
    "latitude": ("lat",),
    "longitude": ("lon", "lng", "long"),
    "comments": ("comment", "desc", "description", "notes", "remarks"),
    "owner": ("owner_email", "owner_e_mail", "contact", "responsible"),
    "equipment": ("available_equipment", "ausstattung", "équipement"),
    "is_bookable": ("bookable", "may_be_booked", "is_reservable"),
    "open_to_all": ("open", "is_public"),
    "needs_approval": ("approval", "approval_needed", "reservations_need_confirmation"),
    "max_advance_days": ("advance_days",),
    "notification_emails": ("also_write_to",),
}


def known_columns(
    headings: Iterable[str], attributes: Collection[str], *, chosen: Mapping[str, str] | None = None
) -> dict[str, str]:
    """For the key of each heading that is understood, the column it is; `chosen` says otherwise ("" is left out).

    No column is given twice; of two headings for one, the better known is taken.
    """
    keys = [heading_key(heading) for heading in headings]
    chosen = {key: column for key, column in (chosen or {}).items() if key in keys}
    found: dict[str, str] = {}
    for key, column in chosen.items():
        if column and column not in found.values():
            found[key] = column
    for column in COLUMNS:
        called = (column, *ELSEWHERE.get(column, ()))
        free = [name for name in called if name in keys and name not in chosen and name not in found]
        if free and column not in found.values():
            found[free[0]] = column
    by_key = {heading_key(name): name for name in attributes}
    for key in keys:
        if key.startswith(ATTRIBUTE) and key not in chosen and key not in found:
            name = key.removeprefix(ATTRIBUTE).strip("_ ")
            column = f"{ATTRIBUTE}{by_key.get(name, name)}"
            if name and column not in found.values():
                found[key] = column
    return found


def title_of(column: str) -> Any:
    """What people call the column."""
    if column.startswith(ATTRIBUTE):
        return column.removeprefix(ATTRIBUTE)
    others = {"equipment": _("equipment"), "features": _("features"), "location": _("location")}
    return others.get(column) or Room._meta.get_field(column).verbose_name or column.replace("_", " ")  # type: ignore[union-attr]
