"""What is told and sent about sessions, tracks and types over REST."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from events.permissions import can_manage_event
from programme.models import ContributionType, Session, SessionType, Track
from rooms.api.query import KeyField
from rooms.api.strict import Strict, StrictFields
from timetable.api.contribution_fields import NamedTrack, PersonSerializer
from timetable.api.people_given import MOST_PEOPLE, PersonGiven

EVENT = "Number or address."


class TrackSerializer(serializers.ModelSerializer[Track]):
    event = serializers.IntegerField(source="event_id", read_only=True)
    group = serializers.CharField(
        source="group.name", default="", read_only=True, help_text="Name of the group it stands in."
    )

    class Meta:
        model = Track
        fields = ["id", "event", "name", "code", "group", "description", "hue", "position"]
        read_only_fields = fields


class ContributionTypeSerializer(serializers.ModelSerializer[ContributionType]):
    event = serializers.IntegerField(source="event_id", read_only=True)

    class Meta:
        model = ContributionType
        fields = ["id", "event", "name", "description", "is_private"]
        read_only_fields = fields


class SessionTypeSerializer(serializers.ModelSerializer[SessionType]):
    event = serializers.IntegerField(source="event_id", read_only=True)

    class Meta:
        model = SessionType
        fields = ["id", "event", "name", "is_poster"]
        read_only_fields = fields


class SessionSerializer(serializers.ModelSerializer[Session]):
    url = serializers.CharField(source="get_absolute_url", read_only=True)
    event = serializers.IntegerField(source="event_id", read_only=True)
    type = SessionTypeSerializer(read_only=True)
    track = NamedTrack(read_only=True)
    conveners = serializers.SerializerMethodField()

    class Meta:
        model = Session
        fields = [
            *("id", "event", "number", "code", "url", "title", "description"),
            *("type", "track", "default_minutes", "conveners"),
        ]
        read_only_fields = fields

    @extend_schema_field(PersonSerializer(many=True))
    def get_conveners(self, session: Session) -> Any:
        people = [link.person for link in session.convener_links.all()]
        runs = can_manage_event(self.context["keyring"], session.event)
        return PersonSerializer(people, many=True, context={"shows_addresses": runs}).data


class TrackGiven(StrictFields):
    """What is not sent stays. A new track without a `hue` gets one that stays apart from the others."""

    event = serializers.CharField(max_length=80, help_text=EVENT)
    hue = serializers.IntegerField(
        required=False, help_text="Colour as degrees, 0 to 359.", min_value=0, max_value=359
    )
    group = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=200,
        help_text="Name of the group it stands in; a new one is made. Empty: in none.",
    )

    class Meta:
        model = Track
        fields = ["event", "name", "code", "group", "description", "hue"]
        validators: list[Any] = []


class ContributionTypeGiven(StrictFields):
    """What is not sent stays."""

    event = serializers.CharField(max_length=80, help_text=EVENT)

    class Meta:
        model = ContributionType
        fields = ["event", "name", "description", "is_private"]
        validators: list[Any] = []


class SessionTypeGiven(StrictFields):
    """What is not sent stays."""

    event = serializers.CharField(max_length=80, help_text=EVENT)

    class Meta:
        model = SessionType
        fields = ["event", "name", "is_poster"]
        validators: list[Any] = []


class SessionGiven(StrictFields):
    """What is not sent stays. Of `conveners` the whole list is sent."""

    event = serializers.CharField(max_length=80, help_text=EVENT)
    type = KeyField(required=False, allow_null=True)
    track = KeyField(required=False, allow_null=True)
    conveners = serializers.ListField(child=PersonGiven(), required=False, max_length=MOST_PEOPLE)

    class Meta:
        model = Session
        fields = ["event", "title", "code", "description", "type", "track", "default_minutes", "conveners"]


class OrderGiven(Strict):
    event = serializers.CharField(max_length=80, help_text=EVENT)
    tracks = serializers.ListField(
        child=KeyField(), min_length=1, max_length=1000, help_text="In their order."
    )
