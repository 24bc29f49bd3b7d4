"""What programs send about locations and rooms, with the limits of the forms of the pages."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from accounts.people import person_named
from kit.moments import zone
from kit.refusals import Refused
from rooms.api.query import KeyField, wrong
from rooms.api.strict import LONGEST_TEXT, StrictFields
from rooms.forms import manage_location, manage_room, manage_settings
from rooms.models import Attribute, Equipment, Location, Room, RoomSettings
from rooms.models.room import LONGEST_BUFFER
from rooms.reminding import END_DAYS, REMIND_DAYS

DAYS = {name: {"min_value": 1, "max_value": 30} for name in (*REMIND_DAYS, *END_DAYS)}
BUFFERS = {name: {"max_value": LONGEST_BUFFER} for name in ("buffer_before", "buffer_after")}
COLUMNS = [name for name in manage_room.NAMES if name not in manage_room.WRITTEN_OTHERWISE]


class LocationGiven(StrictFields):
    """What is not sent stays; a new location needs a name and a time zone."""

    class Meta:
        model = Location
        fields = ["time_zone", *manage_location.NAMES]

    def validate_time_zone(self, value: str) -> str:
        try:
            return zone(value).key
        except Refused as refusal:
            raise serializers.ValidationError(str(refusal)) from refusal


class SettingsGiven(StrictFields):
    """What is not sent stays."""

    class Meta:
        model = RoomSettings
        fields = manage_settings.NAMES


class RoomChangeGiven(StrictFields):
    """What is not sent stays. Limits that are null are those of the location."""

    owner = serializers.EmailField(
        required=False,
        allow_null=True,
        max_length=254,
        help_text="E-mail of a person with an account, who may do everything with the room; null is nobody.",
    )
    notification_emails = serializers.ListField(
        child=serializers.EmailField(max_length=254),
        required=False,
        max_length=manage_room.MOST_ADDRESSES,
        help_text="Who hears of every booking.",
    )
    equipment = serializers.ListField(
        child=serializers.CharField(max_length=100),
        required=False,
        max_length=200,
        help_text="All it has, by name.",
    )
    attributes = serializers.DictField(
        child=serializers.CharField(max_length=500, allow_blank=True),
        required=False,
        help_text="What it answers, by short name of the attribute; empty is no answer.",
    )

    class Meta:
        model = Room
        fields = [*COLUMNS, "owner", "notification_emails", "equipment", "attributes"]
        extra_kwargs = {**DAYS, **BUFFERS, "comments": {"max_length": LONGEST_TEXT}}


class RoomGiven(RoomChangeGiven):
    location = KeyField(help_text="Number of the location.")

    class Meta(RoomChangeGiven.Meta):
        fields = ["location", *RoomChangeGiven.Meta.fields]


def values_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a RoomChangeGiven as the operations take them. Raises ValidationError for things there are not."""
    values = dict(given)
    if values.get("owner"):
        values["owner"] = person_named(values["owner"])
        if values["owner"] is None:
            raise wrong("owner", _("Nobody here has this e-mail address."))
    if "notification_emails" in values:
        values["notification_emails"] = list(dict.fromkeys(values["notification_emails"]))
    if "equipment" in values:
        values["equipment"] = _equipment(values["equipment"])
    if "attributes" in values:
        values["attributes"] = _answers(values["attributes"])
    return values


def _equipment(names: Sequence[str]) -> list[Equipment]:
    known = {thing.name.lower(): thing for thing in Equipment.objects.all()} if names else {}
    if missing := [name for name in names if name.lower() not in known]:
        raise wrong("equipment", _("There is no “{name}”.").format(name=missing[0]))
    return list({known[name.lower()].pk: known[name.lower()] for name in names}.values())


def _answers(given: Mapping[str, str]) -> dict[Attribute, str]:
    known = {attribute.name: attribute for attribute in Attribute.objects.all()}
    if missing := [name for name in given if name not in known]:
        raise wrong("attributes", _("There is no “{name}”.").format(name=missing[0][:60]))
    return {known[name]: text.strip() for name, text in given.items()}
