"""Events and categories over REST: what the pages show and do, for programs."""

from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django_filters import rest_framework as filters  # type: ignore[import-untyped]
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.exceptions import NotAuthenticated, ValidationError
from rest_framework.mixins import CreateModelMixin, ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED

from access.filters import keyring_of
from accounts.models import User
from events.models import Category, Event
from events.models.event import SLUG, EventQuerySet
from events.operations import create_event, edit_event
from events.permissions import can_create_in, can_manage_event
from kit.api import MemberViewSet
from kit.links import check_link
from kit.markdown import check_markdown
from kit.moments import zone
from kit.refusals import Refused, require

ID_OR_ADDRESS = OpenApiParameter(
    "id", str, OpenApiParameter.PATH, description="The number of the event, or its address as in /e/…/."
)


class CategorySerializer(serializers.ModelSerializer[Category]):
    url = serializers.CharField(source="get_absolute_url", read_only=True)
    parent = serializers.IntegerField(  # type: ignore[assignment]  # a field's own `parent` is another thing
        source="visible_parent", read_only=True, allow_null=True
    )

    class Meta:
        model = Category
        fields = ["id", "title", "description", "time_zone", "parent", "url"]
        read_only_fields = fields


class EventSerializer(serializers.ModelSerializer[Event]):
    url = serializers.CharField(source="get_absolute_url", read_only=True)
    category = serializers.IntegerField(source="visible_category", read_only=True, allow_null=True)

    class Meta:
        model = Event
        fields = [
            "id",
            "slug",
            "url",
            "kind",
            "title",
            "acronym",
            "description",
            "starts_at",
            "ends_at",
            "time_zone",
            "day_change",
            "venue",
            "address",
            "map_url",
            "website",
            "organiser",
            "contact_email",
            "keywords",
            "category",
            "is_draft",
            "edition",
            "updated_at",
        ]
        read_only_fields = fields


class EventChangeSerializer(serializers.Serializer[Event]):
    """What may be changed about an event; moments carry their offset."""

    kind = serializers.ChoiceField(choices=Event.Kind.choices, required=False)
    title = serializers.CharField(max_length=300, required=False)
    acronym = serializers.CharField(max_length=80, required=False, allow_blank=True)
    slug = serializers.CharField(max_length=80, required=False, validators=[SLUG])
    description = serializers.CharField(max_length=64 * 1024, required=False, allow_blank=True)
    starts_at = serializers.DateTimeField(required=False)
    ends_at = serializers.DateTimeField(required=False)
    time_zone = serializers.CharField(max_length=64, required=False)
    day_change = serializers.TimeField(required=False)
    venue = serializers.CharField(max_length=200, required=False, allow_blank=True)
    address = serializers.CharField(max_length=300, required=False, allow_blank=True)
    map_url = serializers.URLField(max_length=500, required=False, allow_blank=True, validators=[check_link])
    website = serializers.URLField(max_length=500, required=False, allow_blank=True, validators=[check_link])
    organiser = serializers.CharField(max_length=300, required=False, allow_blank=True)
    contact_email = serializers.EmailField(max_length=254, required=False, allow_blank=True)
    keywords = serializers.ListField(
        child=serializers.CharField(max_length=80), max_length=50, required=False
    )

    def validate_description(self, value: str) -> str:
        try:
            check_markdown(value)
        except Refused as refusal:
            raise serializers.ValidationError(str(refusal)) from refusal
        return value

    def validate_time_zone(self, value: str) -> str:
        try:
            return zone(value).key
        except Refused as refusal:
            raise serializers.ValidationError(str(refusal)) from refusal


class EventCreateSerializer(EventChangeSerializer):
    """A new event; it begins as a draft."""

    category = serializers.IntegerField(min_value=1)
    kind = serializers.ChoiceField(choices=Event.Kind.choices)
    title = serializers.CharField(max_length=300)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    time_zone = serializers.CharField(max_length=64)


class EventFilter(filters.FilterSet):
    """Which events to list."""

    category = filters.NumberFilter(
        method="in_category", min_value=1, max_value=2**63 - 1, label=_("in this category or below")
    )
    kind = filters.ChoiceFilter(choices=Event.Kind.choices)
    q = filters.CharFilter(method="holding", max_length=100, label=_("words in title, short name or venue"))

    class Meta:
        model = Event
        fields: list[str] = []

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        """With `from` and `to`, which can not be names of attributes."""
        start = filters.IsoDateTimeFilter(
            field_name="ends_at", lookup_expr="gt", label=_("not over at this moment")
        )
        end = filters.IsoDateTimeFilter(
            field_name="starts_at", lookup_expr="lt", label=_("begun before this moment")
        )
        return {**super().get_filters(), "from": start, "to": end}

    def in_category(self, events: EventQuerySet, name: str, value: Decimal) -> EventQuerySet:
        seen = Category.objects.visible_to(self.request.user).select_related("access")
        category = seen.filter(pk=int(value)).first()
        return events.below(category) if category else events.none()

    def holding(self, events: EventQuerySet, name: str, value: str) -> EventQuerySet:
        wanted = Q(title__icontains=value) | Q(acronym__icontains=value) | Q(venue__icontains=value)
        return events.filter(wanted)


@extend_schema_view(
    list=extend_schema(summary="Categories you may see"), retrieve=extend_schema(summary="One category")
)
class CategoryViewSet(ListModelMixin, RetrieveModelMixin, MemberViewSet):
    """The category tree, as far as you may see it."""

    serializer_class = CategorySerializer
    queryset = Category.objects.none()
    lookup_value_converter = "int"

    def get_queryset(self) -> QuerySet[Category]:
        keyring = keyring_of(self.caller)
        above = Category.objects.visible_to(keyring).filter(pk=OuterRef("parent")).values("pk")
        return Category.objects.visible_to(keyring).annotate(visible_parent=Subquery(above)).order_by("pk")


class SeenEvents(MemberViewSet):
    """Events the caller may see, by number or by address."""

    queryset = Event.objects.none()
    lookup_value_regex = "[A-Za-z0-9][A-Za-z0-9._-]*"

    def get_queryset(self) -> EventQuerySet:
        keyring = keyring_of(self.caller)
        around = Category.objects.visible_to(keyring).filter(pk=OuterRef("category")).values("pk")
        events = Event.objects.visible_to(keyring).select_related("access")
        return events.annotate(visible_category=Subquery(around)).order_by("starts_at", "pk")

    def get_object(self) -> Event:
        """By number or by address."""
        event = self.get_queryset().named(self.kwargs["pk"]).first()
        if event is None:
            raise Http404
        return event


@extend_schema_view(list=extend_schema(summary="Events you may see, by their start"))
class EventViewSet(ListModelMixin, RetrieveModelMixin, CreateModelMixin, SeenEvents):
    """Events, drafts included where you manage them."""

    serializer_class = EventSerializer
    filterset_class = EventFilter

    @extend_schema(summary="Create an event", request=EventCreateSerializer, responses={201: EventSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        values = self._checked(EventCreateSerializer(data=request.data))
        category = Category.objects.visible_to(self.caller).filter(pk=values.pop("category")).first()
        if category is None:
            raise ValidationError({"category": [_("There is no such category.")]})
        require(can_create_in(self.caller, category))
        event = create_event(category, by=self._member(), **values)
        return Response(self._shown(event), status=HTTP_201_CREATED)

    @extend_schema(
        summary="Change some fields of an event",
        parameters=[ID_OR_ADDRESS],
        request=EventChangeSerializer,
        responses=EventSerializer,
    )
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        event = self.get_object()
        require(can_manage_event(self.caller, event))
        edit_event(event, by=self._member(), **self._checked(EventChangeSerializer(data=request.data)))
        return Response(self._shown(event))

    @extend_schema(summary="One event", parameters=[ID_OR_ADDRESS])
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().retrieve(request, *args, **kwargs)

    def _checked(self, given: serializers.Serializer[Event]) -> dict[str, Any]:
        given.is_valid(raise_exception=True)
        return dict(given.validated_data)

    def _shown(self, event: Event) -> dict[str, Any]:
        return dict(EventSerializer(self.get_queryset().get(pk=event.pk)).data)

    def _member(self) -> User:
        if not isinstance(self.caller, User):
            raise NotAuthenticated
        return self.caller
