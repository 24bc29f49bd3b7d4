"""Which rooms a request is about: what rooms and availability are narrowed by, in the same words."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from rest_framework import serializers

from accounts.models import User
from rooms.api.query import KeyField, Query, wrong
from rooms.models import Equipment, Feature, Location, Room
from rooms.models.room import RoomQuerySet


class RoomNarrowing(Query):
    """All that is given has to hold."""

    location = serializers.ListField(
        child=KeyField(), required=False, max_length=100, help_text="Number of a location; several: in any."
    )
    building = serializers.CharField(required=False, max_length=60, help_text="Its whole name.")
    text = serializers.CharField(
        required=False, max_length=100, help_text="Part of name, number, building, site or division."
    )
    capacity = serializers.IntegerField(
        required=False, min_value=1, max_value=1_000_000, help_text="At least so many seats."
    )
    equipment = serializers.ListField(
        child=serializers.CharField(max_length=100),
        required=False,
        max_length=50,
        help_text="Name of a kind of equipment; several: all of them.",
    )
    feature = serializers.ListField(
        child=serializers.CharField(max_length=60),
        required=False,
        max_length=50,
        help_text="Short name of what equipment is good for; several: all of them.",
    )


def narrowed(rooms: RoomQuerySet, values: dict[str, Any], *, seen_by: User | AnonymousUser) -> RoomQuerySet:
    """The rooms that meet the values of a RoomNarrowing.

    Raises ValidationError for locations, equipment and features there are not (or that the person does not see).
    """
    if "location" in values:
        rooms = rooms.filter(location__in=_locations(values["location"], seen_by=seen_by))
    if "building" in values:
        rooms = rooms.filter(building__iexact=values["building"])
    if "text" in values:
        rooms = rooms.filter(_holding(values["text"]))
    if "capacity" in values:
        rooms = rooms.filter(capacity__gte=values["capacity"])
    for thing in _equipment(values.get("equipment", [])):
        rooms = rooms.filter(equipment=thing)
    for feature in _features(values.get("feature", [])):
        rooms = rooms.filter(pk__in=Room.objects.filter(equipment__features=feature))
    return rooms


def _locations(keys: list[int], *, seen_by: User | AnonymousUser) -> list[int]:
    found = set(Location.objects.visible_to(seen_by).filter(pk__in=keys).values_list("pk", flat=True))
    if missing := [key for key in keys if key not in found]:
        raise wrong("location", _("There is no location {number}.").format(number=missing[0]))
    return sorted(found)


def _equipment(names: list[str]) -> list[int]:
    known = dict(Equipment.objects.annotate(low=Lower("name")).values_list("low", "pk")) if names else {}
    return _known("equipment", names, known)


def _features(names: list[str]) -> list[int]:
    known = dict(Feature.objects.annotate(low=Lower("name")).values_list("low", "pk")) if names else {}
    return _known("feature", names, known)


def _known(field: str, names: list[str], known: dict[str, int]) -> list[int]:
    for name in names:
        if name.lower() not in known:
            raise wrong(field, _("There is no “{name}”.").format(name=name))
    return [known[name.lower()] for name in names]


def _holding(text: str) -> Q:
    columns = ("name", "number", "building", "site", "division")
    found = Q()
    for word in text.split():
        found &= Q.create([(f"{column}__icontains", word) for column in columns], connector=Q.OR)
    return found
