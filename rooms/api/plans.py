"""Floor plans over REST: the drawing of a floor, on which rooms are shapes."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.mixins import RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.status import HTTP_201_CREATED, HTTP_204_NO_CONTENT

from accounts.models import User
from kit.drawings import MOST_BYTES, SafeDrawing, safe_svg
from kit.refusals import Refused
from rooms.api.base import RightsViewSet
from rooms.api.query import KeyField, Query, checked, wrong
from rooms.api.refusing import member, permit, runs_no_location
from rooms.api.strict import StrictFields
from rooms.models import FloorPlan, Location, Room
from rooms.operations.pictures import add_plan, edit_plan, remove_plan
from rooms.permissions import can_run_location
from rooms.plans import match, on_floor_of, plans_seen_by


class PlanSerializer(serializers.ModelSerializer[FloorPlan]):
    location = serializers.IntegerField(source="location_id", read_only=True)

    class Meta:
        model = FloorPlan
        fields = ["id", "location", "building", "floor", "updated_at"]
        read_only_fields = fields


class WholePlanSerializer(PlanSerializer):
    """With the drawing, and which rooms its shapes are, as far as you see them."""

    rooms = serializers.SerializerMethodField(
        help_text="Numbers of rooms, by the `data-room` of their shape."
    )

    class Meta(PlanSerializer.Meta):
        fields = [*PlanSerializer.Meta.fields, "drawing", "rooms"]
        read_only_fields = fields

    @extend_schema_field(serializers.DictField(child=serializers.IntegerField()))
    def get_rooms(self, plan: FloorPlan) -> dict[str, int]:
        seen = on_floor_of(plan, Room.objects.visible_to(self.context["request"].user))
        return {key: room.pk for key, room in match(safe_svg(plan.drawing), seen).rooms.items()}


class SavedPlanSerializer(WholePlanSerializer):
    left_out = serializers.SerializerMethodField(help_text="What of the drawing is not safe to show.")

    class Meta(WholePlanSerializer.Meta):
        fields = [*WholePlanSerializer.Meta.fields, "left_out"]
        read_only_fields = fields

    def get_left_out(self, plan: FloorPlan) -> list[str]:
        return list(self.context["left_out"])


class PlanChangeGiven(StrictFields):
    """What is not sent stays."""

    drawing = serializers.CharField(
        max_length=MOST_BYTES,
        trim_whitespace=False,
        help_text='SVG. A shape with data-room="012" is the room of that number.',
    )

    class Meta:
        model = FloorPlan
        fields = ["building", "floor", "drawing"]

    def validate_drawing(self, text: str) -> SafeDrawing:
        try:
            return safe_svg(text)
        except Refused as refusal:
            raise serializers.ValidationError(str(refusal)) from refusal


class PlanGiven(PlanChangeGiven):
    location = KeyField(help_text="Number of the location.")

    class Meta(PlanChangeGiven.Meta):
        fields = ["location", *PlanChangeGiven.Meta.fields]


class PlanQuery(Query):
    location = KeyField(required=False, help_text="Number of the location.")


class PlanViewSet(RetrieveModelMixin, RightsViewSet):
    """Plans of floors on which you see a room, and of locations you run."""

    serializer_class = WholePlanSerializer
    queryset = FloorPlan.objects.none()

    def get_queryset(self) -> QuerySet[FloorPlan]:
        mine = Location.objects.run_by(self.caller).values("pk")
        known = Q(pk__in=plans_seen_by(self.caller).values("pk")) | Q(location__in=mine)
        return FloorPlan.objects.filter(known).select_related("location__access", "location__logbook")

    @extend_schema(
        summary="Floor plans, without their drawings",
        parameters=[PlanQuery],
        responses=PlanSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        values = PlanQuery.of(request)
        found = self.get_queryset().defer("drawing").order_by("pk")
        if "location" in values:
            found = found.filter(location=values["location"])
        page = self.paginate_queryset(found)
        return self.get_paginated_response(PlanSerializer(page, many=True).data)

    @extend_schema(summary="One floor plan")
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().retrieve(request, *args, **kwargs)

    @extend_schema(summary="Add a floor plan", request=PlanGiven, responses={201: SavedPlanSerializer})
    def create(self, request: Request) -> Response:
        """Of a location you run."""
        by = member(request)
        values = checked(PlanGiven(data=request.data))
        location = self._location(values["location"])
        drawing = values["drawing"]
        plan = add_plan(
            location, drawing, building=values.get("building", ""), floor=values.get("floor", ""), by=by
        )
        address = reverse("api-plan-detail", args=[plan.pk])
        return Response(self._shown(plan, drawing), status=HTTP_201_CREATED, headers={"Location": address})

    @extend_schema(summary="Change a floor plan", request=PlanChangeGiven, responses=SavedPlanSerializer)
    def partial_update(self, request: Request, pk: int) -> Response:
        by, plan = self._to_run(request)
        values = checked(PlanChangeGiven(data=request.data, partial=True))
        drawing = values.get("drawing")
        edit_plan(
            plan,
            building=values.get("building", plan.building),
            floor=values.get("floor", plan.floor),
            drawing=drawing,
            by=by,
        )
        return Response(self._shown(plan, drawing))

    @extend_schema(summary="Remove a floor plan")
    def destroy(self, request: Request, pk: int) -> Response:
        by, plan = self._to_run(request)
        remove_plan(plan, by=by)
        return Response(status=HTTP_204_NO_CONTENT)

    def _to_run(self, request: Request) -> tuple[User, FloorPlan]:
        by, plan = member(request), self.get_object()
        permit(can_run_location(self.rights.keyring, plan.location), runs_no_location())
        return by, plan

    def _location(self, key: int) -> Location:
        known = Location.objects.visible_to(self.caller) | Location.objects.run_by(self.caller)
        location = known.select_related("access", "logbook").filter(pk=key).first()
        if location is None:
            raise wrong("location", _("There is no location {number}.").format(number=key))
        permit(can_run_location(self.rights.keyring, location), runs_no_location())
        return location

    def _shown(self, plan: FloorPlan, drawing: SafeDrawing | None) -> Any:
        context = {**self.get_serializer_context(), "left_out": drawing.left_out if drawing else ()}
        return SavedPlanSerializer(FloorPlan.objects.get(pk=plan.pk), context=context).data
