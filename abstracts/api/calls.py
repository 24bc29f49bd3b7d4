"""Calls over REST: read by whoever sees them, changed by who runs the abstracts of the event."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.status import HTTP_201_CREATED, HTTP_204_NO_CONTENT

from abstracts.api.base import AbstractsViewSet, chair
from abstracts.api.call_fields import (
    CallGiven,
    CallSerializer,
    LateGiven,
    LateQuery,
    LatesSerializer,
    QuotasGiven,
    QuotasSerializer,
    ReviewingGiven,
    ReviewingSerializer,
)
from abstracts.api.calls_seen import calls_seen, tracks_named, types_named
from abstracts.models import Call
from abstracts.operations import (
    Wanted,
    close_call,
    create_call,
    edit_call,
    edit_reviewing,
    end_late_submission,
    let_submit_late,
    open_call,
    remove_call,
    set_quotas,
)
from accounts.models import User
from events.api import ListOfEvents, OfEventQuery, event_named
from events.models import Event
from events.operations import lock_event
from kit.unchanged import IF_SAME, answer_with_etag, check_unchanged
from rooms.api.query import Query, checked, wrong
from rooms.api.refusing import member

Values = dict[str, Any]


@extend_schema_view(
    list=extend_schema(summary="The calls for abstracts you may see", parameters=[OfEventQuery]),
    retrieve=extend_schema(summary="One call for abstracts"),
)
class CallViewSet(ListOfEvents, AbstractsViewSet):
    """What may be submitted, by whom, until when. Calls never opened are seen by those who run them only."""

    serializer_class = CallSerializer
    queryset = Call.objects.none()

    def get_queryset(self) -> QuerySet[Call]:
        return calls_seen(self.caller).order_by("event", "position", "pk")

    def retrieve(self, request: Request, pk: str) -> Response:
        Query.of(request)
        return self._told(self.get_object())

    @extend_schema(summary="Make a call", request=CallGiven, responses={201: CallSerializer})
    def create(self, request: Request) -> Response:
        """It is open from `opens_at` on; without that, nobody but organisers sees it."""
        member(request)
        values = checked(CallGiven(data=request.data))
        event = event_named(values.pop("event"), self)
        by = chair(request, event)
        call = create_call(event, by=by, **_values(event, values))
        return self._told(call, status=HTTP_201_CREATED)

    @extend_schema(summary="Change a call", parameters=[IF_SAME], request=CallGiven, responses=CallSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        call, by = self._mine(request)
        values = checked(CallGiven(data=request.data, partial=True))
        if "event" in values:
            raise wrong("event", _("It stays with its event."))
        known = _values(call.event, values)
        with transaction.atomic():
            self._unchanged(request, call)
            edit_call(call, by=by, **known)
        return self._told(call)

    @extend_schema(summary="Remove an empty call", parameters=[IF_SAME], responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        call, by = self._mine(request)
        with transaction.atomic():
            self._unchanged(request, call)
            remove_call(call, by=by)
        return Response(status=HTTP_204_NO_CONTENT)

    @extend_schema(summary="Open a call now", parameters=[IF_SAME], request=None, responses=CallSerializer)
    @action(detail=True, methods=["post"], url_path="open")
    def open_now(self, request: Request, pk: str) -> Response:
        """A closing that has passed is taken away."""
        call, by = self._mine(request)
        with transaction.atomic():
            self._unchanged(request, call)
            open_call(call, by=by)
        return self._told(call)

    @extend_schema(summary="Close a call now", parameters=[IF_SAME], request=None, responses=CallSerializer)
    @action(detail=True, methods=["post"], url_path="close")
    def close_now(self, request: Request, pk: str) -> Response:
        """The grace ends as well."""
        call, by = self._mine(request)
        with transaction.atomic():
            self._unchanged(request, call)
            close_call(call, by=by)
        return self._told(call)

    @extend_schema(summary="How a call is reviewed", responses=ReviewingSerializer)
    @action(detail=True, pagination_class=None)
    def reviewing(self, request: Request, pk: str) -> Response:
        call, _by = self._mine(request)
        Query.of(request)
        return _reviewing(call)

    @extend_schema(
        summary="Change how a call is reviewed",
        parameters=[IF_SAME],
        request=ReviewingGiven,
        responses=ReviewingSerializer,
    )
    @reviewing.mapping.patch
    def change_reviewing(self, request: Request, pk: str) -> Response:
        call, by = self._mine(request)
        values = checked(ReviewingGiven(data=request.data, partial=True))
        with transaction.atomic():
            lock_event(call.event)
            call.reviewing.refresh_from_db()
            check_unchanged(request, _reviewing(call).data)
            edit_reviewing(call, by=by, **values)
        return _reviewing(call)

    @extend_schema(summary="How many are wanted", responses=QuotasSerializer)
    @action(detail=True, pagination_class=None)
    def quotas(self, request: Request, pk: str) -> Response:
        call, _by = self._mine(request)
        Query.of(request)
        return _quotas(call)

    @extend_schema(
        summary="Say how many are wanted",
        parameters=[IF_SAME],
        request=QuotasGiven,
        responses=QuotasSerializer,
    )
    @quotas.mapping.put
    def change_quotas(self, request: Request, pk: str) -> Response:
        """The whole list is sent."""
        call, by = self._mine(request)
        given = checked(QuotasGiven(data=request.data))["quotas"]
        tracks = tracks_named(call.event, [row["track"] for row in given if row["track"]])
        types = types_named(call.event, [row["type"] for row in given if row["type"]])
        wanted = [
            Wanted(row["wanted"], track=tracks.get(row["track"]), type=types.get(row["type"]))
            for row in given
        ]
        with transaction.atomic():
            lock_event(call.event)
            check_unchanged(request, _quotas(call).data)
            set_quotas(call, quotas=wanted, by=by)
        return _quotas(call)

    @extend_schema(summary="Who may submit after the closing", responses=LatesSerializer)
    @action(detail=True, pagination_class=None, url_path="late-submitters")
    def late(self, request: Request, pk: str) -> Response:
        call, _by = self._mine(request)
        Query.of(request)
        return _late(call)

    @extend_schema(summary="Let an address submit late", request=LateGiven, responses={201: LatesSerializer})
    @late.mapping.post
    def let_late(self, request: Request, pk: str) -> Response:
        """Twice is once, with the later `until`."""
        call, by = self._mine(request)
        let_submit_late(call, by=by, **checked(LateGiven(data=request.data)))
        return _late(call, status=HTTP_201_CREATED)

    @extend_schema(summary="End that", parameters=[LateQuery], request=None, responses={204: None})
    @late.mapping.delete
    def end_late(self, request: Request, pk: str) -> Response:
        call, by = self._mine(request)
        held = call.late_submitters.select_related("call__event__logbook")
        end_late_submission(get_object_or_404(held, pk=LateQuery.of(request)["late"]), by=by)
        return Response(status=HTTP_204_NO_CONTENT)

    def _mine(self, request: Request) -> tuple[Call, User]:
        """The call and the person, if they run it; else the answer is 401, 403 or 404."""
        member(request)
        call = self.get_object()
        return call, chair(request, call.event)

    def _unchanged(self, request: Request, call: Call) -> None:
        lock_event(call.event)
        check_unchanged(request, self._shown(call))

    def _shown(self, call: Call) -> Values:
        return dict(self.get_serializer(self.get_queryset().get(pk=call.pk)).data)

    def _told(self, call: Call, status: int = 200) -> Response:
        address = reverse("api-call-detail", args=[call.pk])
        return answer_with_etag(self._shown(call), status=status, address=address)


def _values(event: Event, given: Values) -> Values:
    """As operations take them. Raises ValidationError for what the event does not have."""
    values = dict(given)
    if "grace_minutes" in values:
        values["grace"] = timedelta(minutes=values.pop("grace_minutes"))
    if "tracks" in values:
        values["tracks"] = list(tracks_named(event, values["tracks"]).values())
    if "types" in values:
        values["types"] = list(types_named(event, values["types"]).values())
    return values


def _reviewing(call: Call) -> Response:
    call.reviewing.refresh_from_db()
    return answer_with_etag(ReviewingSerializer(call.reviewing).data)


def _quotas(call: Call) -> Response:
    return answer_with_etag(QuotasSerializer({"quotas": call.quotas.all()}).data)


def _late(call: Call, status: int = 200) -> Response:
    return Response(LatesSerializer({"late_submitters": call.late_submitters.all()}).data, status=status)
