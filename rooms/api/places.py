"""Rooms over REST: the list, one of them, and when it is busy."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.mixins import RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from rooms.api.calendar import BarSerializer, CalendarQuery, bars_of
from rooms.api.figures import RoomFigures
from rooms.api.house import House
from rooms.api.narrowing import RoomNarrowing, narrowed
from rooms.api.place_fields import RoomSerializer
from rooms.api.query import wrong
from rooms.api.room_extras import RoomExtras
from rooms.api.room_lists import RoomLists
from rooms.api.whole_room import WholeRoomSerializer
from rooms.models import Room
from rooms.models.room import RoomQuerySet
from rooms.rights import Rights


class RoomQuery(RoomNarrowing):
    bookable = serializers.BooleanField(
        required=False, help_text="Whether you may book it, or ask for it, by your rights."
    )
    favourite = serializers.BooleanField(required=False, help_text="Whether it is one of your favourites.")
    run = serializers.BooleanField(required=False, help_text="Only those you own or run.")
    retired = serializers.BooleanField(required=False, help_text="With `run`: those out of use, instead.")

    def validate(self, attrs: dict[str, object]) -> dict[str, object]:
        if attrs.get("retired") and not attrs.get("run"):
            raise wrong("retired", _("Rooms out of use are for those who run them: say run as well."))
        return attrs


@extend_schema_view(retrieve=extend_schema(summary="One room", responses=WholeRoomSerializer))
class RoomViewSet(RetrieveModelMixin, RoomExtras, House, RoomFigures, RoomLists):
    """Rooms in use, with what one has to know before booking them; and what those who run them do."""

    serializer_class = RoomSerializer
    queryset = Room.objects.none()

    def get_queryset(self) -> RoomQuerySet:
        return _told(Room.objects.visible_to(self.caller))

    def get_object(self) -> Room:
        """One room shows to those who run it when it is retired, too."""
        return self.known_room() if self.action == "retrieve" else super().get_object()

    def get_serializer_class(self) -> type[RoomSerializer]:
        return WholeRoomSerializer if self.action == "retrieve" else RoomSerializer

    @extend_schema(summary="Rooms you may see", parameters=[RoomQuery], responses=RoomSerializer(many=True))
    def list(self, request: Request) -> Response:
        values = RoomQuery.of(request)
        rooms = narrowed(self._asked(values), values, seen_by=self.caller)
        if "favourite" in values:
            mine = Room.objects.filter(favourites__user=self.caller.pk).values("pk")
            rooms = rooms.filter(pk__in=mine) if values["favourite"] else rooms.exclude(pk__in=mine)
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

    def _asked(self, values: dict[str, object]) -> RoomQuerySet:
        if not values.get("run"):
            return self.get_queryset()
        mine = Room.objects.run_by(self.caller)
        return _told(mine.filter(retired_at__isnull=not values.get("retired")))


def _told(rooms: RoomQuerySet) -> RoomQuerySet:
    """With all that is told of them."""
    return rooms.for_rights().select_related("owner").prefetch_related("equipment__features").order_by("pk")


def _with_right(rooms: RoomQuerySet, rights: Rights, *, wanted: bool) -> list[int]:
    """Those that the person may book or ask for; or the others."""
    found = rooms.prefetch_related(None)
    return [room.pk for room in found if (rights.books(room) or rights.requests(room)) == wanted]
