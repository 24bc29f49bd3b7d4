"""Locations over REST: sites with a clock of their own; those who run one change it here."""

from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.status import HTTP_201_CREATED, HTTP_204_NO_CONTENT

from accounts.models import User
from rooms.api.place_acts import PlaceActs
from rooms.api.place_fields import LocationSerializer
from rooms.api.place_given import LocationGiven
from rooms.api.query import Query, checked
from rooms.api.refusing import member, permit, runs_no_location, runs_not_all
from rooms.models import Location
from rooms.operations.locations import create_location, delete_location, edit_location
from rooms.operations.settings import room_settings
from rooms.permissions import can_run_all_rooms, can_run_location


@extend_schema_view(
    list=extend_schema(summary="Locations you may see, or run"),
    retrieve=extend_schema(summary="One location"),
)
class LocationViewSet(ListModelMixin, RetrieveModelMixin, PlaceActs):
    """Sites with a clock of their own, and the limits of their rooms."""

    serializer_class = LocationSerializer
    queryset = Location.objects.none()

    def get_queryset(self) -> QuerySet[Location]:
        seen = Location.objects.visible_to(self.caller).values("pk")
        mine = Location.objects.run_by(self.caller).values("pk")
        known = Location.objects.filter(Q(pk__in=seen) | Q(pk__in=mine))
        return known.select_related("access", "logbook").order_by("name", "pk")

    def to_run(self, request: Request) -> tuple[User, Location]:
        by = member(request)
        location = get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])
        permit(can_run_location(self.rights.keyring, location), runs_no_location())
        return by, location

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        Query.of(request)
        return super().list(request, *args, **kwargs)

    @extend_schema(summary="Add a location", request=LocationGiven, responses={201: LocationSerializer})
    def create(self, request: Request) -> Response:
        """For those who run all rooms. Its rooms are open the whole week until it has hours."""
        by = member(request)
        permit(can_run_all_rooms(self.rights.keyring, room_settings()), runs_not_all())
        location = create_location(by=by, **checked(LocationGiven(data=request.data)))
        address = reverse("api-location-detail", args=[location.pk])
        said = LocationSerializer(location).data
        return Response(said, status=HTTP_201_CREATED, headers={"Location": address})

    @extend_schema(summary="Change a location", request=LocationGiven, responses=LocationSerializer)
    def partial_update(self, request: Request, pk: int) -> Response:
        """The time zone stays once there are bookings."""
        by, location = self.to_run(request)
        edit_location(location, by=by, **checked(LocationGiven(data=request.data, partial=True)))
        return Response(LocationSerializer(location).data)

    @extend_schema(summary="Delete a location without rooms", responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        """Rooms that are retired count: they have a past."""
        by, location = self.to_run(request)
        delete_location(location, by=by)
        return Response(status=HTTP_204_NO_CONTENT)
