"""What stands in rooms, what that makes them good for, and what the house asks of all its rooms, over REST."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model, QuerySet
from django.db.models.functions import Lower
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.status import HTTP_201_CREATED, HTTP_204_NO_CONTENT

from rooms.api.base import RightsViewSet
from rooms.api.query import Query, checked
from rooms.api.refusing import member, permit, runs_not_all
from rooms.api.thing_fields import (
    AttributeGiven,
    AttributeSerializer,
    EquipmentGiven,
    EquipmentSerializer,
    FeatureGiven,
    FeatureSerializer,
)
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


def described(things: str, thing: str, unused: str, given: Any, shown: Any) -> Any:
    """The words of the API's description for one of these lists; only what is `unused` can be removed."""
    one = f"an {thing}" if thing[0] in "aeiou" else f"a {thing}"
    return extend_schema_view(
        list=extend_schema(summary=things),
        retrieve=extend_schema(summary=f"One {thing}"),
        create=extend_schema(summary=f"Add {one}", request=given, responses={201: shown}),
        partial_update=extend_schema(summary=f"Change {one}", request=given, responses=shown),
        destroy=extend_schema(summary=f"Remove {one} {unused}"),
    )


def _change_equipment(thing: Equipment, *, by: Any, **values: Any) -> None:
    """The operation takes the whole of it."""
    whole = {"name": thing.name, "features": list(thing.features.all()), **values}
    edit_equipment(thing, by=by, **whole)


@described("Kinds of equipment", "kind of equipment", "that no room has", EquipmentGiven, EquipmentSerializer)
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


@described("Features people look for", "feature", "that no equipment serves", FeatureGiven, FeatureSerializer)
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


@described("Attributes of rooms", "attribute", "that no room answers", AttributeGiven, AttributeSerializer)
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
