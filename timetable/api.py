"""Contributions over REST, with the times and rooms they have in the timetable."""

from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import rest_framework as filters  # type: ignore[import-untyped]
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin

from access.filters import Keyring, keyring_of
from events.models import EventPerson
from events.permissions import can_manage_event
from kit.api import MemberViewSet
from kit.keys import is_key
from programme.models import (
    Contribution,
    ContributionType,
    Credit,
    Link,
    Session,
    Subcontribution,
    SubcontributionSpeaker,
    Track,
)
from timetable.models import Slot


class NamedTrack(serializers.ModelSerializer[Track]):
    class Meta:
        model = Track
        fields = ["id", "name", "code"]
        read_only_fields = fields


class NamedType(serializers.ModelSerializer[ContributionType]):
    class Meta:
        model = ContributionType
        fields = ["id", "name"]
        read_only_fields = fields


class NamedSession(serializers.ModelSerializer[Session]):
    class Meta:
        model = Session
        fields = ["id", "number", "title", "code"]
        read_only_fields = fields


class PersonSerializer(serializers.ModelSerializer[EventPerson]):
    """The e-mail address is for those who run the event; others get an empty one."""

    email = serializers.SerializerMethodField()

    class Meta:
        model = EventPerson
        fields = ["id", "name", "affiliation", "email"]
        read_only_fields = fields

    def get_email(self, person: EventPerson) -> str:
        return person.email if self.context["shows_addresses"] else ""


class CreditSerializer(serializers.ModelSerializer[Credit]):
    person = PersonSerializer()

    class Meta:
        model = Credit
        fields = ["role", "person"]
        read_only_fields = fields


class PartSpeakerSerializer(serializers.ModelSerializer[SubcontributionSpeaker]):
    person = PersonSerializer()

    class Meta:
        model = SubcontributionSpeaker
        fields = ["person"]
        read_only_fields = fields


class LinkSerializer(serializers.ModelSerializer[Link]):
    class Meta:
        model = Link
        fields = ["kind", "title", "url"]
        read_only_fields = fields


class PartSerializer(serializers.ModelSerializer[Subcontribution]):
    speakers = PartSpeakerSerializer(source="speaker_links", many=True)

    class Meta:
        model = Subcontribution
        fields = ["code", "title", "description", "minutes", "speakers"]
        read_only_fields = fields


class PlaceSerializer(serializers.ModelSerializer[Slot]):
    """A time and a room; a talk without a room of its own is in that of its session."""

    start = serializers.DateTimeField(source="starts_at")
    end = serializers.DateTimeField(source="ends_at")
    room = serializers.SerializerMethodField()

    class Meta:
        model = Slot
        fields = ["start", "end", "room"]
        read_only_fields = fields

    def get_room(self, slot: Slot) -> str | None:
        room = slot.room or (slot.parent.room if slot.parent else None)
        return room.name if room else None


class ContributionSerializer(serializers.ModelSerializer[Contribution]):
    """`start`, `end` and `room` are those of its first time in the timetable; `slots` has all of them."""

    url = serializers.CharField(source="get_absolute_url", read_only=True)
    event = serializers.IntegerField(source="event_id", read_only=True)
    type = NamedType(read_only=True)
    track = NamedTrack(read_only=True)
    session = NamedSession(read_only=True)
    people = serializers.SerializerMethodField()
    links = LinkSerializer(many=True, read_only=True)
    parts = serializers.SerializerMethodField()
    start = serializers.SerializerMethodField()
    end = serializers.SerializerMethodField()
    room = serializers.SerializerMethodField()
    slots = PlaceSerializer(many=True, read_only=True)

    class Meta:
        model = Contribution
        fields = [
            "id",
            "event",
            "number",
            "code",
            "url",
            "title",
            "subtitle",
            "abstract",
            "description",
            "type",
            "track",
            "session",
            "minutes",
            "language",
            "keywords",
            "board_number",
            "people",
            "links",
            "parts",
            "start",
            "end",
            "room",
            "slots",
            "revision",
            "updated_at",
        ]
        read_only_fields = fields

    @extend_schema_field(CreditSerializer(many=True))
    def get_people(self, contribution: Contribution) -> Any:
        return CreditSerializer(
            contribution.credits.all(), many=True, context=self._viewing(contribution)
        ).data

    @extend_schema_field(PartSerializer(many=True))
    def get_parts(self, contribution: Contribution) -> Any:
        return PartSerializer(contribution.parts.all(), many=True, context=self._viewing(contribution)).data

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_start(self, contribution: Contribution) -> Any:
        return self._first_place(contribution).get("start")

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_end(self, contribution: Contribution) -> Any:
        return self._first_place(contribution).get("end")

    def get_room(self, contribution: Contribution) -> str | None:
        return self._first_place(contribution).get("room")

    def _viewing(self, contribution: Contribution) -> dict[str, bool]:
        return {"shows_addresses": can_manage_event(self.context["keyring"], contribution.event)}

    def _first_place(self, contribution: Contribution) -> dict[str, Any]:
        slots = contribution.slots.all()
        return dict(PlaceSerializer(slots[0]).data) if slots else {}


class ContributionFilter(filters.FilterSet):
    """Which contributions to list."""

    event = filters.CharFilter(method="of_event", max_length=80, label=_("number or address of the event"))
    track = filters.NumberFilter(field_name="track", min_value=1, max_value=2**63 - 1)
    session = filters.NumberFilter(method="of_session", min_value=1, max_value=2**63 - 1)
    type = filters.NumberFilter(field_name="type", min_value=1, max_value=2**63 - 1)
    q = filters.CharFilter(method="holding", max_length=100, label=_("words in title, subtitle or abstract"))
    updated_after = filters.IsoDateTimeFilter(field_name="updated_at", lookup_expr="gt")

    class Meta:
        model = Contribution
        fields: list[str] = []

    def of_event(
        self, contributions: QuerySet[Contribution], name: str, value: str
    ) -> QuerySet[Contribution]:
        named = Q(event__slug=value.lower())
        return contributions.filter(named | Q(event=int(value)) if is_key(value) else named)

    def of_session(
        self, contributions: QuerySet[Contribution], name: str, value: Decimal
    ) -> QuerySet[Contribution]:
        """Only of a session the caller may see: what is in another one shows without it."""
        seen = Session.objects.visible_to(self.request.user).filter(pk=int(value))
        return contributions.filter(session__in=seen)

    def holding(self, contributions: QuerySet[Contribution], name: str, value: str) -> QuerySet[Contribution]:
        wanted = Q(title__icontains=value) | Q(subtitle__icontains=value) | Q(abstract__icontains=value)
        return contributions.filter(wanted)


@extend_schema_view(
    list=extend_schema(summary="Contributions you may see"),
    retrieve=extend_schema(summary="One contribution"),
)
class ContributionViewSet(ListModelMixin, RetrieveModelMixin, MemberViewSet):
    """Talks and posters, with their people, links, parts and times."""

    serializer_class = ContributionSerializer
    queryset = Contribution.objects.none()
    filterset_class = ContributionFilter
    lookup_value_converter = "int"

    def get_queryset(self) -> QuerySet[Contribution]:
        return seen_by(keyring_of(self.caller)).order_by("pk")

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "keyring": keyring_of(self.caller)}


def seen_by(keyring: Keyring) -> QuerySet[Contribution]:
    """The contributions somebody may see, with all that is said of them; sessions they may not see are left out."""
    slots = Slot.shown.visible_to(keyring).select_related("room", "parent__room").in_order()
    credits = Credit.objects.select_related("person")
    parts = Subcontribution.objects.prefetch_related(
        Prefetch("speaker_links", SubcontributionSpeaker.objects.select_related("person"))
    )
    return (
        Contribution.objects.visible_to(keyring)
        .select_related("event__access", "type", "track")
        .prefetch_related(
            Prefetch("session", Session.objects.visible_to(keyring)),
            Prefetch("credits", credits),
            Prefetch("parts", parts),
            Prefetch("slots", slots),
            "links",
        )
    )
