"""Rooms kept free over REST: asked for, answered room by room, changed, ended."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.mixins import RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.status import HTTP_200_OK, HTTP_201_CREATED, HTTP_409_CONFLICT

from accounts.models import User
from accounts.people import person_named
from rooms.api.base import RightsViewSet
from rooms.api.blocking_fields import (
    AcceptanceGiven,
    BlockingChangeGiven,
    BlockingGiven,
    BlockingQuery,
    BlockingSerializer,
    RefusalGiven,
    StandsInTheWaySerializer,
    in_the_way_shown,
    rooms_seen_by,
)
from rooms.api.only_once import KEY, OF_BLOCKINGS, OtherRequest, key_of, once, used_before
from rooms.api.query import checked, wrong
from rooms.api.refusing import member, permit
from rooms.blocked import in_the_way
from rooms.models import BlockedRoom, Blocking, Room
from rooms.models.blocking import BlockingQuerySet
from rooms.operations.blockings import (
    Allowed,
    accept_blocked_room,
    edit_blocking,
    end_blocking,
    reject_blocked_room,
    request_blocking,
)


@extend_schema_view(retrieve=extend_schema(summary="One blocking"))
class BlockingViewSet(RetrieveModelMixin, RightsViewSet):
    """Rooms kept free for some people, for whole days."""

    serializer_class = BlockingSerializer
    queryset = Blocking.objects.none()

    def get_queryset(self) -> BlockingQuerySet:
        if not isinstance(self.caller, User):
            return Blocking.objects.none()
        seen = Blocking.objects.visible_to(self.caller).select_related("created_by", "access")
        return seen.prefetch_related(rooms_seen_by(self.caller))

    @extend_schema(
        summary="Blockings, the newest first",
        parameters=[BlockingQuery],
        responses=BlockingSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        """Those that are over as well; narrow them by `from`."""
        values, user = BlockingQuery.of(request), member(request)
        found = self.get_queryset()
        if values.get("scope") == "mine":
            found = found.filter(created_by=user)
        if values.get("scope") == "waiting":
            waiting = BlockedRoom.objects.pending().filter(room__in=Room.objects.run_by(user).in_use())
            found = found.filter(pk__in=waiting.values("blocking"))
        if "room" in values:
            seen = BlockedRoom.objects.visible_to(user).filter(room__in=self._rooms(values["room"], "room"))
            found = found.filter(pk__in=seen.values("blocking"))
        if "from" in values:
            found = found.filter(last_day__gte=values["from"])
        if "to" in values:
            found = found.filter(first_day__lte=values["to"])
        page = self.paginate_queryset(found.order_by("-pk"))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(
        summary="Ask to keep rooms free",
        parameters=[KEY],
        request=BlockingGiven,
        responses={201: BlockingSerializer},
    )
    def create(self, request: Request) -> Response:
        """In rooms you manage it is in force at once; the managers of the others answer."""
        by, key = member(request), key_of(request)
        values = checked(BlockingGiven(data=request.data))
        rooms = self._rooms(values.pop("rooms"), "rooms")
        people = _people(values.pop("allowed", []))
        if (before := self._made_with(key, rooms, people, values)) is not None:
            return Response(self._shown(before), status=HTTP_200_OK, headers={"Idempotent-Replay": "true"})
        with once(key, OF_BLOCKINGS):
            made = request_blocking(rooms=rooms, by=by, allowed=people, idempotency_key=key, **values)
        address = reverse("api-blocking-detail", args=[made.pk])
        return Response(self._shown(made), status=HTTP_201_CREATED, headers={"Location": address})

    @extend_schema(summary="Change a blocking", request=BlockingChangeGiven, responses=BlockingSerializer)
    def partial_update(self, request: Request, pk: int) -> Response:
        """Where it grows in a room, the managers of the room answer again."""
        blocking, by = self.get_object(), member(request)
        permit(self._may_change(blocking), _not_yours())
        values = checked(BlockingChangeGiven(data=request.data))
        now = {name: getattr(blocking, name) for name in ("first_day", "last_day", "reason")}
        rooms = self._rooms(values.pop("rooms"), "rooms") if "rooms" in values else _rooms_of(blocking)
        people = _people(values.pop("allowed")) if "allowed" in values else None
        values = now | values
        if values["last_day"] < values["first_day"]:
            raise wrong("last_day", _("The last day is before the first."))
        edit_blocking(blocking, by=by, rooms=rooms, allowed=people, **values)
        return Response(self._shown(blocking))

    @extend_schema(
        summary="Keep a room free as asked",
        request=AcceptanceGiven,
        responses={200: BlockingSerializer, 409: StandsInTheWaySerializer},
    )
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: int) -> Response:
        """In one of its rooms that you manage. Where it rejects bookings of others, say `force`."""
        blocking, by = self.get_object(), member(request)
        values = checked(AcceptanceGiven(data=request.data))
        blocked = self._to_decide(blocking, values["room"])
        found = in_the_way(blocked)
        if found and not values.get("force"):
            detail = _("Accepting this rejects bookings of others.")
            said = {"detail": detail, "rejects": in_the_way_shown(found, blocked, seen_by=by)}
            return Response(said, status=HTTP_409_CONFLICT)
        accept_blocked_room(blocked, by=by)
        return Response(self._shown(blocking))

    @extend_schema(summary="Do not keep a room free", request=RefusalGiven, responses=BlockingSerializer)
    @action(detail=True, methods=["post"])
    def reject(self, request: Request, pk: int) -> Response:
        """One of its rooms that you manage."""
        blocking, by = self.get_object(), member(request)
        values = checked(RefusalGiven(data=request.data))
        reject_blocked_room(self._to_decide(blocking, values["room"]), by=by, reason=values["reason"])
        return Response(self._shown(blocking))

    @extend_schema(summary="End a blocking", request=None, responses=BlockingSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: int) -> Response:
        """Nothing is kept free any more; what it rejected stays rejected."""
        blocking, by = self.get_object(), member(request)
        permit(self._may_change(blocking), _not_yours())
        end_blocking(blocking, by=by)
        return Response(self._shown(blocking))

    def _shown(self, blocking: Blocking) -> dict[str, Any]:
        """The blocking as it is now, also to somebody who would not find it any more: what ends has no rooms left."""
        told = Blocking.objects.select_related("created_by", "access")
        fresh = told.prefetch_related(rooms_seen_by(self.caller)).get(pk=blocking.pk)
        return dict(BlockingSerializer(fresh, context=self.get_serializer_context()).data)

    def _rooms(self, keys: Sequence[int], field: str) -> Sequence[Room]:
        found = Room.objects.visible_to(self.caller).in_bulk(keys)
        if missing := [key for key in keys if key not in found]:
            raise wrong(field, _("There is no room {number}.").format(number=missing[0]))
        return [found[key] for key in dict.fromkeys(keys)]

    def _made_with(
        self, key: str, rooms: Sequence[Room], people: Iterable[Allowed], values: Mapping[str, Any]
    ) -> Blocking | None:
        """The blocking that the caller made with this key. Raises OtherRequest where it is another one."""
        mine = self.get_queryset().filter(created_by=self.caller.pk, idempotency_key=key)
        made = mine.first() if key else None
        if made is None:
            return None
        same = all(getattr(made, name) == value for name, value in values.items())
        same_rooms = {room.pk for room in rooms} == {room.pk for room in _rooms_of(made)}
        if not same or not same_rooms or _allowed_by(made) != set(map(_named, people)):
            raise OtherRequest(used_before())
        return made

    def _may_change(self, blocking: Blocking) -> bool:
        mine = blocking.created_by_id == self.caller.pk or self.rights.keyring.is_admin
        return mine and blocking.ended_at is None

    def _to_decide(self, blocking: Blocking, room: int) -> BlockedRoom:
        for blocked in blocking.blocked_rooms.all():
            if blocked.room_id == room:
                permit(self.rights.manages(blocked.room), _("Only those who manage the room may do that."))
                return blocked
        raise wrong("room", _("It is not about room {number}.").format(number=room))


def _rooms_of(blocking: Blocking) -> list[Room]:
    """All of them, those the caller does not see too."""
    return list(Room.objects.filter(blocked__blocking=blocking))


def _people(emails: Iterable[str]) -> list[Allowed]:
    """People by their e-mails; an address without an account counts as soon as somebody proves to own it."""
    return [person_named(email) or email for email in dict.fromkeys(emails)]


def _allowed_by(blocking: Blocking) -> set[Any]:
    """Whom it names, as `_named` names them."""
    held = blocking.access.grants.filter(permission=Blocking.USE).with_principals()
    return {_named(grant.user or grant.group or grant.email) for grant in held}


def _named(principal: Allowed) -> Any:
    return principal.lower() if isinstance(principal, str) else principal


def _not_yours() -> str:
    return _("Only who asked for it may change it, and only until it is ended.")
