"""What stands in rooms, what that makes them good for, and what the house asks of all its rooms, over REST."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Model, QuerySet
from django.db.models.functions import Lower
from django.utils.text import slugify
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.status import HTTP_201_CREATED, HTTP_204_NO_CONTENT

from kit.icons import SHAPES
from rooms.api.base import RightsViewSet
from rooms.api.query import Query, checked, wrong
from rooms.api.refusing import member, permit, runs_not_all
from rooms.api.strict import StrictFields
from rooms.models import Attribute, Equipment, Feature
from rooms.operations.attributes import add_attribute, edit_attribute, remove_attribute
from rooms.operations.equipment import (
    add_equipment,
    add_feature,
    edit_equipment,
    edit_feature,
    remove_equipment,
    remove_feature,
)
from rooms.operations.settings import room_settings
from rooms.permissions import can_run_all_rooms, can_run_anything

LONGEST_NAME = 60


class EquipmentSerializer(serializers.ModelSerializer[Equipment]):
    features = serializers.SerializerMethodField(help_text="Short names of what it is good for.")

    class Meta:
        model = Equipment
        fields = ["id", "name", "features"]
        read_only_fields = fields

    def get_features(self, equipment: Equipment) -> list[str]:
        return sorted(feature.name for feature in equipment.features.all())


class FeatureSerializer(serializers.ModelSerializer[Feature]):
    class Meta:
        model = Feature
        fields = ["id", "name", "title", "icon"]
        read_only_fields = fields


class AttributeSerializer(serializers.ModelSerializer[Attribute]):
    class Meta:
        model = Attribute
        fields = ["id", "name", "title", "is_hidden"]
        read_only_fields = fields


class EquipmentGiven(StrictFields):
    """What is not sent stays."""

    features = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST_NAME),
        required=False,
        max_length=100,
        help_text="Short names of what it is good for.",
    )

    class Meta:
        model = Equipment
        fields = ["name", "features"]

    def validate_features(self, names: list[str]) -> list[Feature]:
        return features_named(names)


class NamedGiven(StrictFields):
    """A title, and a short name that is made from it where a new thing has none."""

    def validate_name(self, value: str) -> str:
        return value.lower()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not self.partial and not attrs.get("name"):
            attrs["name"] = slugify(attrs["title"])[:LONGEST_NAME]
            if not attrs["name"]:
                raise wrong("name", _("Give a short name in Latin letters."))
        return attrs


class FeatureGiven(NamedGiven):
    """What is not sent stays."""

    icon = serializers.ChoiceField(choices=["", *sorted(SHAPES)], required=False)

    class Meta:
        model = Feature
        fields = ["name", "title", "icon"]
        extra_kwargs = {"name": {"required": False}}


class AttributeGiven(NamedGiven):
    """What is not sent stays."""

    class Meta:
        model = Attribute
        fields = ["name", "title", "is_hidden"]
        extra_kwargs = {"name": {"required": False}}


def features_named(names: Sequence[str]) -> list[Feature]:
    """By their short names, upper and lower case being the same. Raises ValidationError for one there is not."""
    known = {feature.name.lower(): feature for feature in Feature.objects.all()} if names else {}
    for name in names:
        if name.lower() not in known:
            raise serializers.ValidationError(_("There is no “{name}”.").format(name=name))
    return [known[name.lower()] for name in names]


class ThingViewSet(ListModelMixin, RetrieveModelMixin, RightsViewSet):
    """A short list: whoever has an account reads it, those who run all rooms change it."""

    given: type[serializers.Serializer[Any]]
    add: Callable[..., Any]
    edit: Callable[..., None]
    remove: Callable[..., None]
    kind: str

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        member(request)
        Query.of(request)
        return super().list(request, *args, **kwargs)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        member(request)
        return super().retrieve(request, *args, **kwargs)

    def create(self, request: Request) -> Response:
        by = self._permitted(request)
        thing = type(self).add(by=by, **checked(self.given(data=request.data)))
        address = reverse(f"api-{self.kind}-detail", args=[thing.pk])
        return Response(self._shown(thing), status=HTTP_201_CREATED, headers={"Location": address})

    def partial_update(self, request: Request, pk: int) -> Response:
        by, thing = self._permitted(request), self.get_object()
        values = checked(self.given(data=request.data, partial=True))
        type(self).edit(thing, by=by, **values)
        return Response(self._shown(thing))

    def destroy(self, request: Request, pk: int) -> Response:
        by, thing = self._permitted(request), self.get_object()
        type(self).remove(thing, by=by)
        return Response(status=HTTP_204_NO_CONTENT)

    def _permitted(self, request: Request) -> Any:
        by = member(request)
        permit(can_run_all_rooms(self.rights.keyring, room_settings()), runs_not_all())
        return by

    def _shown(self, thing: Model) -> Any:
        return self.get_serializer(self.get_queryset().get(pk=thing.pk)).data


def _change_equipment(thing: Equipment, *, by: Any, **values: Any) -> None:
    """The operation takes the whole of it."""
    whole = {"name": thing.name, "features": list(thing.features.all()), **values}
    edit_equipment(thing, by=by, **whole)


@extend_schema_view(
    list=extend_schema(summary="Kinds of equipment"),
    retrieve=extend_schema(summary="One kind of equipment"),
    create=extend_schema(
        summary="Add a kind of equipment", request=EquipmentGiven, responses={201: EquipmentSerializer}
    ),
    partial_update=extend_schema(
        summary="Change a kind of equipment", request=EquipmentGiven, responses=EquipmentSerializer
    ),
    destroy=extend_schema(summary="Remove a kind of equipment that no room has"),
)
class EquipmentViewSet(ThingViewSet):
    """What rooms may have, and what it is good for."""

    serializer_class = EquipmentSerializer
    queryset = Equipment.objects.none()
    given = EquipmentGiven
    kind = "equipment"
    add = staticmethod(add_equipment)
    edit = staticmethod(_change_equipment)
    remove = staticmethod(remove_equipment)

    def get_queryset(self) -> QuerySet[Equipment]:
        return (
            Equipment.objects.annotate(low=Lower("name")).order_by("low", "pk").prefetch_related("features")
        )


@extend_schema_view(
    list=extend_schema(summary="Features people look for"),
    retrieve=extend_schema(summary="One feature"),
    create=extend_schema(summary="Add a feature", request=FeatureGiven, responses={201: FeatureSerializer}),
    partial_update=extend_schema(
        summary="Change a feature", request=FeatureGiven, responses=FeatureSerializer
    ),
    destroy=extend_schema(summary="Remove a feature that no equipment serves"),
)
class FeatureViewSet(ThingViewSet):
    """What equipment is good for."""

    serializer_class = FeatureSerializer
    queryset = Feature.objects.none()
    given = FeatureGiven
    kind = "feature"
    add = staticmethod(add_feature)
    edit = staticmethod(edit_feature)
    remove = staticmethod(remove_feature)

    def get_queryset(self) -> QuerySet[Feature]:
        return Feature.objects.annotate(low=Lower("title")).order_by("low", "pk")


@extend_schema_view(
    list=extend_schema(summary="Attributes of rooms"),
    retrieve=extend_schema(summary="One attribute"),
    create=extend_schema(
        summary="Add an attribute", request=AttributeGiven, responses={201: AttributeSerializer}
    ),
    partial_update=extend_schema(
        summary="Change an attribute", request=AttributeGiven, responses=AttributeSerializer
    ),
    destroy=extend_schema(summary="Remove an attribute that no room answers"),
)
class AttributeViewSet(ThingViewSet):
    """What the house wants to know of all its rooms; hidden ones are for those who run rooms."""

    serializer_class = AttributeSerializer
    queryset = Attribute.objects.none()
    given = AttributeGiven
    kind = "attribute"
    add = staticmethod(add_attribute)
    edit = staticmethod(edit_attribute)
    remove = staticmethod(remove_attribute)

    def get_queryset(self) -> QuerySet[Attribute]:
        asked = Attribute.objects.annotate(low=Lower("title")).order_by("low", "pk")
        runs = can_run_anything(self.caller) or can_run_all_rooms(self.caller, room_settings())
        return asked if runs else asked.filter(is_hidden=False)
