"""What the API tells of a booking, to people who may know of it."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from kit.moments import Span
from rooms.api.when import WhenSerializer, moment_of, when
from rooms.models import LIVE, Booking, Occurrence, Room, State
from rooms.operations.settings import room_settings
from rooms.permissions import can_cancel, can_decide, can_delete, can_edit, names_room
from rooms.rights import Rights

STATES = {
    State.PENDING: "pending",
    State.ACCEPTED: "accepted",
    State.CANCELLED: "cancelled",
    State.REJECTED: "rejected",
}
BY_NAME = {name: state for state, name in STATES.items()}
ACTIONS = ["edit", "move", "cancel", "approve", "reject", "delete"]
STATE_FIELD = serializers.ChoiceField(choices=list(BY_NAME))


MOMENT = serializers.DateTimeField()
AS_TEXT: dict[str, Callable[[Booking], Any]] = {
    "url": Booking.get_absolute_url,
    "exdates": lambda booking: [day.isoformat() for day in booking.exdates],
    "split_from": lambda booking: booking.split_from_id,
    "created_at": lambda booking: MOMENT.to_representation(booking.created_at),
    "updated_at": lambda booking: MOMENT.to_representation(booking.updated_at),
}


class NamedRoom(serializers.ModelSerializer[Room]):
    code = serializers.CharField(read_only=True)

    class Meta:
        model = Room
        fields = ["id", "code", "name"]
        read_only_fields = fields


class DateSerializer(WhenSerializer):
    """One date of a booking; `date` is the day the rule gave it, wherever it was moved."""

    date = serializers.DateField()
    room = serializers.IntegerField(allow_null=True, help_text="Its number; null for a room you may not see.")
    state = serializers.ChoiceField(choices=list(BY_NAME))
    reason = serializers.CharField(help_text="Why it was rejected or cancelled.")
    is_moved = serializers.BooleanField(help_text="Has other times or another room than the rule gives.")
    checked_in_at = serializers.DateTimeField(allow_null=True)


class BookingSerializer(serializers.ModelSerializer[Booking]):
    """`start` and `end` are what the clocks of the room show on the first day that was asked for."""

    url = serializers.CharField(source="get_absolute_url", read_only=True)
    room = serializers.SerializerMethodField(help_text="Null for a room you may not see: one date was moved.")
    state = serializers.SerializerMethodField()
    booked_for = serializers.SerializerMethodField(help_text="Their name.")
    created_by = serializers.SerializerMethodField(help_text="Their name.")
    start = serializers.SerializerMethodField()
    end = serializers.SerializerMethodField()

    class Meta:
        model = Booking
        fields = [
            "id",
            "url",
            "room",
            "state",
            "purpose",
            "booked_for",
            "created_by",
            "is_private",
            "start",
            "end",
            "time_zone",
            "rrule",
            "exdates",
            "split_from",
            "sequence",
            "created_at",
            "updated_at",
        ]
        read_only_fields = fields

    def to_representation(self, booking: Booking) -> dict[str, Any]:
        """Out of the booking itself: to make two dozen fields for each answer takes longer than to book."""
        return {name: self._value(name, booking) for name in self.Meta.fields}

    def _value(self, name: str, booking: Booking) -> Any:
        if getter := getattr(self, f"get_{name}", None):
            return getter(booking)
        return AS_TEXT[name](booking) if name in AS_TEXT else getattr(booking, name)

    @extend_schema_field(NamedRoom(allow_null=True))
    def get_room(self, booking: Booking) -> Any:
        room = booking.room
        if not names_room(self.context["rights"], booking, room):
            return None
        return {"id": room.pk, "code": room.code, "name": room.name}

    @extend_schema_field(STATE_FIELD)
    def get_state(self, booking: Booking) -> str:
        return STATES[State(booking.state)]

    def get_booked_for(self, booking: Booking) -> str | None:
        return str(booking.booked_for) if booking.booked_for else None

    def get_created_by(self, booking: Booking) -> str | None:
        return str(booking.created_by) if booking.created_by else None

    def get_start(self, booking: Booking) -> str:
        return datetime.combine(booking.first_day, booking.start).isoformat(timespec="minutes")

    def get_end(self, booking: Booking) -> str:
        last_day = booking.first_day + timedelta(days=booking.nights)
        return datetime.combine(last_day, booking.end).isoformat(timespec="minutes")


class WholeBookingSerializer(BookingSerializer):
    """With all its dates, and what the caller may do."""

    occurrences = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField(help_text="What you may do with it.")

    class Meta(BookingSerializer.Meta):
        fields = [*BookingSerializer.Meta.fields, "occurrences", "actions"]
        read_only_fields = fields

    @extend_schema_field(DateSerializer(many=True))
    def get_occurrences(self, booking: Booking) -> Any:
        return [date_fields(date, booking, self.context["rights"]) for date in self.context["dates"]]

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(choices=ACTIONS)))
    def get_actions(self, booking: Booking) -> list[str]:
        return actions_of(booking, self.context["dates"], self.context["rights"])


class NoteSerializer(serializers.Serializer[Any]):
    """What the clocks made of a date: in a night when they change, a time may come twice, or not at all."""

    date = serializers.DateField()
    note = serializers.CharField()


class BookedSerializer(WholeBookingSerializer):
    """What became of a wish."""

    left_out = serializers.SerializerMethodField(help_text="Dates of the rule that were left out.")
    notes = serializers.SerializerMethodField()

    class Meta(WholeBookingSerializer.Meta):
        fields = [*WholeBookingSerializer.Meta.fields, "left_out", "notes"]
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.DateField()))
    def get_left_out(self, booking: Booking) -> list[str]:
        return list(self.context["left_out"])

    @extend_schema_field(NoteSerializer(many=True))
    def get_notes(self, booking: Booking) -> Any:
        return self.context["notes"]


def date_fields(date: Occurrence, booking: Booking, rights: Rights) -> dict[str, Any]:
    """One date as a DateSerializer has it; its room comes from `for_rights()`."""
    return {
        "date": date.date.isoformat(),
        "room": date.room_id if names_room(rights, booking, date.room) else None,
        **when(Span(date.starts_at, date.ends_at), date.room.zone),
        "state": STATES[State(date.state)],
        "reason": date.reason,
        "is_moved": date.is_moved,
        "checked_in_at": moment_of(date.checked_in_at, date.room.zone) if date.checked_in_at else None,
    }


def actions_of(booking: Booking, dates: Iterable[Occurrence], rights: Rights) -> list[str]:
    """What the person may do with it now."""
    now = timezone.now()
    decided = [date for date in dates if can_decide(rights, date.room)]
    may = {
        "edit": can_edit(rights, booking),
        "move": can_edit(rights, booking),
        "cancel": can_cancel(rights, booking),
        "approve": any(date.state == State.PENDING for date in decided),
        "reject": any(date.state in LIVE and date.ends_at > now for date in decided),
        "delete": not booking.is_live and can_delete(rights, room_settings(), booking),
    }
    return [name for name in ACTIONS if may[name]]
