"""Running rooms over REST: new ones, their details, their end and return."""

from typing import Any

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.status import HTTP_201_CREATED, HTTP_409_CONFLICT

from accounts.models import User
from rooms.api.place_act_fields import MOST_DATES, DatesInTheWaySerializer, dates_shown
from rooms.api.place_acts import PlaceActs
from rooms.api.place_given import RoomChangeGiven, RoomGiven, values_of
from rooms.api.query import KeyField, checked, wrong
from rooms.api.refusing import edits_no_room, member, permit, runs_no_location
from rooms.api.strict import Strict
from rooms.api.whole_room import WholeRoomSerializer
from rooms.models import Location, Room
from rooms.operations.parts import set_parts
from rooms.operations.rooms import (
    bring_back_room,
    create_room,
    dates_to_come,
    edit_room,
    reset_door_key,
    retire_room,
)
from rooms.operations.settings import room_settings
from rooms.permissions import can_edit_room, can_run_location
from rooms.refusals import StandsInTheWay


class RetirementGiven(Strict):
    reason = serializers.CharField(required=False, allow_blank=True, max_length=300)
    cancel = serializers.ListField(
        child=KeyField(), required=False, max_length=MOST_DATES, help_text="Dates to cancel, by their `id`."
    )


class PartsGiven(Strict):
    parts = serializers.ListField(
        child=KeyField(),
        max_length=100,
        help_text="Numbers of rooms of the same location; none is a room alone.",
    )


class RoomRunning(PlaceActs):
    """The acts of those who may change a room; they find it when it is retired, too."""

    def to_run(self, request: Request) -> tuple[User, Room]:
        by, room = member(request), self.known_room()
        permit(can_edit_room(self.rights, room, room_settings()), edits_no_room())
        return by, room

    def known_room(self) -> Room:
        """A room the caller sees, or runs though it is retired; 404 for others."""
        rooms = Room.objects.visible_to(self.caller).values("pk")
        mine = Room.objects.run_by(self.caller).values("pk")
        known = Room.objects.filter(Q(pk__in=rooms) | Q(pk__in=mine))
        found = known.for_rights().select_related("owner", "logbook").prefetch_related("equipment__features")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    @extend_schema(summary="Add a room", request=RoomGiven, responses={201: WholeRoomSerializer})
    def create(self, request: Request) -> Response:
        """To a location you run."""
        by = member(request)
        values = values_of(checked(RoomGiven(data=request.data)))
        room = create_room(self._location(values.pop("location")), by=by, **values)
        address = reverse("api-room-detail", args=[room.pk])
        return Response(self._shown(room), status=HTTP_201_CREATED, headers={"Location": address})

    @extend_schema(summary="Change a room", request=RoomChangeGiven, responses=WholeRoomSerializer)
    def partial_update(self, request: Request, pk: int) -> Response:
        """Equipment is given whole; of the attributes those sent are answered anew."""
        by, room = self.to_run(request)
        edit_room(room, by=by, **values_of(checked(RoomChangeGiven(data=request.data, partial=True))))
        return Response(self._shown(room))

    @extend_schema(
        summary="Take a room out of use",
        request=RetirementGiven,
        responses={200: WholeRoomSerializer, 409: DatesInTheWaySerializer},
    )
    @action(detail=True, methods=["post"])
    def retire(self, request: Request, pk: int) -> Response:
        """Its past stays. 409 lists the dates to come; send them back in `cancel`."""
        by, room = self.to_run(request)
        values = checked(RetirementGiven(data=request.data))
        reason = values.get("reason") or _("The room is no longer in use.")
        try:
            retire_room(room, by=by, reason=reason, cancelling=values.get("cancel", []))
        except StandsInTheWay as refusal:
            said = {"detail": str(refusal), "dates": dates_shown(dates_to_come(room))}
            return Response(said, status=HTTP_409_CONFLICT)
        return Response(self._shown(room))

    @extend_schema(summary="Put a retired room into use again", request=None, responses=WholeRoomSerializer)
    @action(detail=True, methods=["post"], url_path="bring-back")
    def bring_back(self, request: Request, pk: int) -> Response:
        """What was cancelled stays cancelled."""
        by, room = self.to_run(request)
        bring_back_room(room, by=by)
        return Response(self._shown(room))

    @extend_schema(
        summary="Make a new address for the display at the door", request=None, responses=WholeRoomSerializer
    )
    @action(detail=True, methods=["post"], url_path="door-key")
    def door_key(self, request: Request, pk: int) -> Response:
        """The old one opens nothing any more."""
        by, room = self.to_run(request)
        reset_door_key(room, by=by)
        return Response(self._shown(room))

    @extend_schema(summary="Say what a room consists of", request=PartsGiven, responses=WholeRoomSerializer)
    @action(detail=True, methods=["put"])
    def parts(self, request: Request, pk: int) -> Response:
        """Rooms that you run; booking one takes the others."""
        by, room = self.to_run(request)
        wanted = checked(PartsGiven(data=request.data))["parts"]
        mine = Room.objects.run_by(by).in_use().values("pk")
        offered = Room.objects.filter(Q(pk__in=mine) | Q(wholes=room), pk__in=wanted)
        found = offered.select_related("location", "logbook").distinct().in_bulk()
        if missing := [key for key in wanted if key not in found]:
            raise wrong("parts", _("You run no room {number}.").format(number=missing[0]))
        set_parts(room, list(found.values()), by=by)
        return Response(self._shown(room))

    def _location(self, key: int) -> Location:
        seen = Location.objects.visible_to(self.caller).values("pk")
        mine = Location.objects.run_by(self.caller).values("pk")
        known = Location.objects.filter(Q(pk__in=seen) | Q(pk__in=mine), pk=key)
        location = known.select_related("access", "logbook").first()
        if location is None:
            raise wrong("location", _("There is no location {number}.").format(number=key))
        permit(can_run_location(self.rights.keyring, location), runs_no_location())
        return location

    def _shown(self, room: Room) -> dict[str, Any]:
        """The room as it is now, also for whoever just gave up the right to see it."""
        rooms = Room.objects.for_rights().select_related("owner").prefetch_related("equipment__features")
        fresh = rooms.get(pk=room.pk)
        return dict(WholeRoomSerializer(fresh, context=self.get_serializer_context()).data)
