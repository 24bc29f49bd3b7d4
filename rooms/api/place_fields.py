"""What the API tells of locations and rooms."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from rooms.api.outcomes import Outcome, outcome_for
from rooms.models import Location, Room


class LocationSerializer(serializers.ModelSerializer[Location]):
    class Meta:
        model = Location
        fields = [
            "id",
            "name",
            "time_zone",
            "name_format",
            "map_format",
            "max_advance_days",
            "booking_limit_days",
            "max_length_minutes",
        ]
        read_only_fields = fields


class NamedLocation(serializers.ModelSerializer[Location]):
    class Meta:
        model = Location
        fields = ["id", "name", "time_zone"]
        read_only_fields = fields


class RoomInShort(serializers.ModelSerializer[Room]):
    """Enough to know a room by, and to choose among several."""

    code = serializers.CharField(read_only=True)
    url = serializers.CharField(source="get_absolute_url", read_only=True)
    location = serializers.CharField(source="location.name", read_only=True)
    time_zone = serializers.CharField(source="location.time_zone", read_only=True)

    class Meta:
        model = Room
        fields = ["id", "code", "name", "location", "time_zone", "building", "floor", "capacity", "url"]
        read_only_fields = fields


class RoomSerializer(serializers.ModelSerializer[Room]):
    """Limits are those that hold, the room's own or its location's; null is without limit."""

    code = serializers.CharField(read_only=True)
    url = serializers.CharField(source="get_absolute_url", read_only=True)
    map_url = serializers.CharField(read_only=True)
    location = NamedLocation(read_only=True)
    owner = serializers.SerializerMethodField(help_text="Their name; null for people who are not signed in.")
    equipment = serializers.SerializerMethodField()
    features = serializers.SerializerMethodField(help_text="What its equipment is good for, by short names.")
    max_advance_days = serializers.IntegerField(source="advance_days", allow_null=True, read_only=True)
    max_length_minutes = serializers.IntegerField(source="length_minutes", allow_null=True, read_only=True)
    booking_limit_days = serializers.IntegerField(source="limit_days", allow_null=True, read_only=True)
    outcome = serializers.SerializerMethodField(help_text="What a booking of yours would be at once.")

    class Meta:
        model = Room
        fields = [
            "id",
            "code",
            "name",
            "url",
            "location",
            "site",
            "building",
            "floor",
            "number",
            "capacity",
            "surface",
            "division",
            "telephone",
            "key_location",
            "latitude",
            "longitude",
            "map_url",
            "comments",
            "owner",
            "equipment",
            "features",
            "is_bookable",
            "needs_approval",
            "max_advance_days",
            "max_length_minutes",
            "booking_limit_days",
            "buffer_before",
            "buffer_after",
            "check_in",
            "outcome",
        ]
        read_only_fields = fields

    def to_representation(self, instance: Room) -> dict[str, Any]:
        """Where the key is, people hear once they are signed in."""
        told = super().to_representation(instance)
        return told if self.context["rights"].user_id is not None else told | {"key_location": ""}

    def get_owner(self, room: Room) -> str | None:
        return str(room.owner) if room.owner and self.context["rights"].user_id is not None else None

    def get_equipment(self, room: Room) -> list[str]:
        return [thing.name for thing in room.equipment.all()]

    def get_features(self, room: Room) -> list[str]:
        return sorted({feature.name for thing in room.equipment.all() for feature in thing.features.all()})

    @extend_schema_field(serializers.ChoiceField(choices=[outcome.value for outcome in Outcome]))
    def get_outcome(self, room: Room) -> str:
        return outcome_for(room, self.context["rights"]).value


class OpenHours(serializers.Serializer[dict[str, Any]]):
    """A stretch of a weekday on the clocks of the room."""

    weekday = serializers.IntegerField(help_text="0 is Monday.")
    start = serializers.CharField()
    end = serializers.CharField(help_text="24:00 is the end of the day.")
