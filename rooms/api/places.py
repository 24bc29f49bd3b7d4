"""Locations and rooms over REST, and when a room is busy."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from kit.api import MemberViewSet
from rooms.api.base import RightsViewSet
from rooms.api.calendar import BarSerializer, CalendarQuery, bars_of
from rooms.api.narrowing import RoomNarrowing, narrowed
from rooms.api.place_fields import LocationSerializer, RoomSerializer, WholeRoomSerializer
from rooms.api.query import Query
from rooms.models import Location, Room
from rooms.models.room import RoomQuerySet
from rooms.rights import Rights


class RoomQuery(RoomNarrowing):
    bookable = serializers.BooleanField(
        required=False, help_text="Whether you may book it, or ask for it, by your rights."
    )


@extend_schema_view(
    list=extend_schema(summary="Locations you may see"),
    retrieve=extend_schema(summary="One location"),
)
class LocationViewSet(ListModelMixin, RetrieveModelMixin, MemberViewSet):
    """Sites with a clock of their own, and the limits of their rooms."""

    serializer_class = LocationSerializer
    queryset = Location.objects.none()
    filter_backends = ()
    lookup_value_converter = "int"

    def get_queryset(self) -> QuerySet[Location]:
        return Location.objects.visible_to(self.caller).order_by("name", "pk")

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        Query.of(request)
        return super().list(request, *args, **kwargs)


@extend_schema_view(retrieve=extend_schema(summary="One room", responses=WholeRoomSerializer))
class RoomViewSet(RetrieveModelMixin, RightsViewSet):
    """Rooms in use, with what one has to know before booking them."""

    serializer_class = RoomSerializer
    queryset = Room.objects.none()

    def get_queryset(self) -> RoomQuerySet:
        seen = Room.objects.visible_to(self.caller).for_rights().select_related("owner")
        return seen.prefetch_related("equipment__features").order_by("pk")

    def get_serializer_class(self) -> type[RoomSerializer]:
        return WholeRoomSerializer if self.action == "retrieve" else RoomSerializer

    @extend_schema(summary="Rooms you may see", parameters=[RoomQuery], responses=RoomSerializer(many=True))
    def list(self, request: Request) -> Response:
        values = RoomQuery.of(request)
        rooms = narrowed(self.get_queryset(), values, seen_by=self.caller)
        if "bookable" in values:
            rooms = rooms.filter(pk__in=_with_right(rooms, self.rights, wanted=values["bookable"]))
        page = self.paginate_queryset(rooms)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(
        summary="When a room is busy",
        parameters=[CalendarQuery],
        responses=BarSerializer(many=True),
        filters=False,
    )
    @action(detail=True, pagination_class=None)
    def calendar(self, request: Request, pk: int) -> Response:
        """Bookings, blockings and closures in a stretch of at most 100 days.

        Who booked and what for stands there where you may know it.
        """
        values = CalendarQuery.of(request)
        bars = bars_of(self.get_object(), values["start"], values["end"], asked_by=self.caller)
        return Response(BarSerializer(bars, many=True).data)


def _with_right(rooms: RoomQuerySet, rights: Rights, *, wanted: bool) -> list[int]:
    """Those that the person may book or ask for; or the others."""
    found = rooms.prefetch_related(None)
    return [room.pk for room in found if (rights.books(room) or rights.requests(room)) == wanted]
