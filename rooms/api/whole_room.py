"""What the API tells of one room: all of it."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from rooms.api.place_fields import OpenHours, RoomSerializer
from rooms.api.when import clock_of, moment_of
from rooms.models import Closure, Favourite, Room, RoomPhoto
from rooms.operations.settings import room_settings
from rooms.permissions import can_edit_room
from rooms.reminding import REMINDERS
from rooms.tokens import DOOR, token_for


class ClosureSerializer(serializers.Serializer[Any]):
    starts_at = serializers.SerializerMethodField()
    ends_at = serializers.SerializerMethodField()
    reason = serializers.CharField()

    @extend_schema_field(serializers.DateTimeField())
    def get_starts_at(self, closure: Closure) -> str:
        return moment_of(closure.starts_at, self.context["zone"])

    @extend_schema_field(serializers.DateTimeField())
    def get_ends_at(self, closure: Closure) -> str:
        return moment_of(closure.ends_at, self.context["zone"])


class AnswerSerializer(serializers.Serializer[Any]):
    """What the house wants to know of all its rooms."""

    name = serializers.CharField(source="attribute.name")
    title = serializers.CharField(source="attribute.title")
    value = serializers.CharField()


class SetupSerializer(serializers.ModelSerializer[Room]):
    """What only those read who may change the room: its own limits (null is the location's), mails, reminders."""

    door = serializers.SerializerMethodField(help_text="Address of the display at its door.")

    class Meta:
        model = Room
        fields = [
            "retired_at",
            "open_to_all",
            "own_hours",
            "max_advance_days",
            "booking_limit_days",
            "max_length_minutes",
            "release_minutes",
            "notification_emails",
            *REMINDERS,
            "door",
        ]
        read_only_fields = fields

    def get_door(self, room: Room) -> str:
        return reverse("door", args=[room.pk, token_for(DOOR, room.door_nonce)])


class WholeRoomSerializer(RoomSerializer):
    """With its hours, closures to come, attributes and the rooms it shares space with."""

    photo = serializers.SerializerMethodField(help_text="Its address; null without one.")
    is_favourite = serializers.SerializerMethodField(help_text="Whether it is one of yours.")

    hours = serializers.SerializerMethodField(help_text="When it may be booked; empty is always.")
    closures = serializers.SerializerMethodField()
    attributes = serializers.SerializerMethodField()
    parts = serializers.SerializerMethodField(help_text="Booking it takes these.")
    part_of = serializers.SerializerMethodField(help_text="Booking one of these takes it.")
    setup = serializers.SerializerMethodField(help_text="For those who may change it; null for others.")

    class Meta(RoomSerializer.Meta):
        fields = [
            *RoomSerializer.Meta.fields,
            "photo",
            "is_favourite",
            "hours",
            "closures",
            "attributes",
            "parts",
            "part_of",
            "setup",
        ]
        read_only_fields = fields

    def get_photo(self, room: Room) -> str | None:
        has_one = RoomPhoto.objects.filter(room=room).exists()
        return reverse("api-room-photo", args=[room.pk]) if has_one else None

    def get_is_favourite(self, room: Room) -> bool:
        person = self.context["rights"].user_id
        return person is not None and Favourite.objects.filter(user=person, room=room).exists()

    @extend_schema_field(SetupSerializer(allow_null=True))
    def get_setup(self, room: Room) -> Any:
        if not can_edit_room(self.context["rights"], room, room_settings()):
            return None
        return SetupSerializer(room).data

    @extend_schema_field(OpenHours(many=True))
    def get_hours(self, room: Room) -> Any:
        place = room if room.own_hours else room.location
        return [
            {"weekday": hours.weekday, "start": clock_of(hours.start), "end": clock_of(hours.end)}
            for hours in place.hours.all()
        ]

    @extend_schema_field(ClosureSerializer(many=True))
    def get_closures(self, room: Room) -> Any:
        here = Q(room=room) | Q(location=room.location_id)
        ahead = Closure.objects.filter(here, ends_at__gt=timezone.now())
        return ClosureSerializer(list(ahead), many=True, context={"zone": room.zone}).data

    @extend_schema_field(AnswerSerializer(many=True))
    def get_attributes(self, room: Room) -> Any:
        answers = room.attribute_values.select_related("attribute")
        if not self.context["rights"].manages(room):
            answers = answers.filter(attribute__is_hidden=False)
        return AnswerSerializer(list(answers), many=True).data

    def get_parts(self, room: Room) -> list[int]:
        return self._seen(room.parts.all())

    def get_part_of(self, room: Room) -> list[int]:
        return self._seen(room.wholes.all())

    def _seen(self, rooms: Any) -> list[int]:
        return [room.pk for room in rooms.for_rights() if self.context["rights"].sees(room)]
