"""What the API tells of rooms kept free, and what programs send about them."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import User
from kit.moments import Span
from rooms.api.booking_fields import NamedRoom
from rooms.api.query import KeyField, Query, wrong
from rooms.api.strict import Strict
from rooms.api.when import WhenSerializer, when
from rooms.models import BlockedRoom, Blocking, Booking, Occurrence

ANSWERS = {
    BlockedRoom.State.PENDING: "waiting",
    BlockedRoom.State.ACCEPTED: "in_force",
    BlockedRoom.State.REJECTED: "rejected",
}
MOST_ROOMS = 200
MOST_PEOPLE = 100


class BlockedRoomSerializer(serializers.ModelSerializer[BlockedRoom]):
    room = NamedRoom(read_only=True)
    answer = serializers.SerializerMethodField()
    reason = serializers.CharField(source="answer", help_text="Why it was rejected.")
    you_decide = serializers.SerializerMethodField(help_text="Whether it waits for an answer of yours.")

    class Meta:
        model = BlockedRoom
        fields = ["room", "answer", "reason", "you_decide"]
        read_only_fields = fields

    @extend_schema_field(serializers.ChoiceField(choices=list(ANSWERS.values())))
    def get_answer(self, blocked: BlockedRoom) -> str:
        return ANSWERS[BlockedRoom.State(blocked.state)]

    def get_you_decide(self, blocked: BlockedRoom) -> bool:
        waits = blocked.state == BlockedRoom.State.PENDING
        return waits and self.context["rights"].manages(blocked.room)


class BlockingSerializer(serializers.ModelSerializer[Blocking]):
    """Whole days, on the clocks of each room. Rooms you may not see are not named."""

    url = serializers.CharField(source="get_absolute_url", read_only=True)
    created_by = serializers.SerializerMethodField(help_text="Their name.")
    rooms = BlockedRoomSerializer(source="blocked_rooms", many=True, read_only=True)

    class Meta:
        model = Blocking
        fields = [
            "id",
            "url",
            "reason",
            "first_day",
            "last_day",
            "created_by",
            "created_at",
            "ended_at",
            "rooms",
        ]
        read_only_fields = fields

    def get_created_by(self, blocking: Blocking) -> str | None:
        return str(blocking.created_by) if blocking.created_by else None


class BlockingQuery(Query):
    scope = serializers.ChoiceField(
        choices=["mine", "waiting", "visible"],
        required=False,
        help_text="mine: asked for by you. waiting: for an answer of yours. visible, as without it: all you see.",
    )
    room = serializers.ListField(
        child=KeyField(), required=False, max_length=100, help_text="Number of a room; several: any of them."
    )

    def get_fields(self) -> dict[str, Any]:
        """With `from` and `to`, which can not be names of attributes."""
        start = serializers.DateField(required=False, help_text="Not over before this day.")
        end = serializers.DateField(required=False, help_text="Begun by this day.")
        return {**super().get_fields(), "from": start, "to": end}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "from" in attrs and attrs.get("to", attrs["from"]) < attrs["from"]:
            raise wrong("to", _("The last day is before the first."))
        return attrs


class BlockingChangeGiven(Strict):
    """What is not sent stays."""

    rooms = serializers.ListField(child=KeyField(), required=False, min_length=1, max_length=MOST_ROOMS)
    first_day = serializers.DateField(required=False)
    last_day = serializers.DateField(required=False)
    reason = serializers.CharField(required=False, max_length=500)
    allowed = serializers.ListField(
        child=serializers.EmailField(max_length=254),
        required=False,
        max_length=MOST_PEOPLE,
        help_text="E-mails of people who may book all the same; you always may.",
    )


class BlockingGiven(BlockingChangeGiven):
    rooms = serializers.ListField(child=KeyField(), min_length=1, max_length=MOST_ROOMS)
    first_day = serializers.DateField()
    last_day = serializers.DateField()
    reason = serializers.CharField(max_length=500)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["last_day"] < attrs["first_day"]:
            raise wrong("last_day", _("The last day is before the first."))
        return attrs


class AcceptanceGiven(Strict):
    room = KeyField(help_text="Number of one of its rooms.")
    force = serializers.BooleanField(required=False, help_text="Also where it rejects bookings of others.")


class RefusalGiven(Strict):
    room = KeyField(help_text="Number of one of its rooms.")
    reason = serializers.CharField(max_length=300)


class InTheWaySerializer(WhenSerializer):
    """A date that accepting would reject."""

    booking = serializers.IntegerField(allow_null=True)
    date = serializers.DateField()
    purpose = serializers.CharField()
    booked_for = serializers.CharField(allow_null=True)


class StandsInTheWaySerializer(serializers.Serializer[Any]):
    """The answer 409 to accepting."""

    detail = serializers.CharField()
    rejects = InTheWaySerializer(many=True)


def in_the_way_shown(
    found: Sequence[tuple[Booking, list[Occurrence]]], blocked: BlockedRoom, *, seen_by: User
) -> list[dict[str, Any]]:
    """The fields of InTheWaySerializers: of bookings the manager may not know of, only when they are."""
    known = set(
        Booking.objects.visible_to(seen_by)
        .filter(pk__in=[it.pk for it, _dates in found])
        .values_list("pk", flat=True)
    )
    return [
        {
            "booking": booking.pk if booking.pk in known else None,
            "date": each.date.isoformat(),
            "purpose": booking.purpose if booking.pk in known else "",
            "booked_for": str(booking.booked_for) if booking.booked_for and booking.pk in known else None,
            **when(Span(each.starts_at, each.ends_at), blocked.room.zone),
        }
        for booking, dates in found
        for each in dates
    ]


def rooms_seen_by(user: User | AnonymousUser) -> Prefetch:
    """The rooms of blockings, as far as the person sees them."""
    seen = BlockedRoom.objects.visible_to(user)
    return Prefetch(
        "blocked_rooms", seen.select_related("room__access", "room__location__access", "blocking")
    )
