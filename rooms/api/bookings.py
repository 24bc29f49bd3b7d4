"""Bookings over REST: what a person sees, and booking a room, once or again and again."""

from typing import Any

from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.status import HTTP_200_OK, HTTP_201_CREATED, HTTP_409_CONFLICT

from kit.refusals import Refused
from rooms.api.answers import (
    DryRunSerializer,
    RefusedSerializer,
    conflicts_of,
    dry_run_of,
    left_out_of,
    notes_of,
    verdict_on,
)
from rooms.api.booking_changes import BookingChanges
from rooms.api.booking_fields import BookedSerializer, BookingSerializer, WholeBookingSerializer
from rooms.api.booking_list import BookingQuery, listed
from rooms.api.booking_lists import BookingLists
from rooms.api.only_once import KEY, OF_BOOKINGS, KeyTaken, key_of, made_with, once
from rooms.api.query import DryRunQuery, checked
from rooms.api.refusing import member, permit_rooms
from rooms.api.wishes import BookingGiven, wish_of
from rooms.models import Booking
from rooms.operations.booking import RoomTaken, Wish, book
from rooms.refusals import MayNotBook


@extend_schema_view(retrieve=extend_schema(summary="One booking", responses=WholeBookingSerializer))
class BookingViewSet(BookingChanges, BookingLists):
    """Rooms booked, or asked for; each booking with all its dates."""

    serializer_class = BookingSerializer

    @extend_schema(
        summary="Bookings, the newest first",
        parameters=[BookingQuery],
        responses=BookingSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        """Yours; or those you approve, or all of which you may know the details."""
        found = listed(BookingQuery.of(request), asked_by=member(request))
        page = self.paginate_queryset(found.for_rights().order_by("-pk"))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(summary="One booking", responses=WholeBookingSerializer)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(self.shown(self.get_object()))

    @extend_schema(
        summary="Book a room, or ask for it",
        parameters=[KEY, DryRunQuery],
        request=BookingGiven,
        responses={
            201: BookedSerializer,
            200: OpenApiResponse(DryRunSerializer, "What would happen, with `dry_run`."),
            409: RefusedSerializer,
        },
    )
    def create(self, request: Request) -> Response:
        """All dates or none, unless `on_conflict` is skip.

        With an `Idempotency-Key` that was used before the answer is 200 and the booking of then.
        """
        dry_run = DryRunQuery.asked(request)
        by, key = member(request), key_of(request)
        wish = wish_of(checked(BookingGiven(data=request.data)), rights=self.rights, idempotency_key=key)
        if dry_run:
            return self._tried(wish)
        if (before := made_with(wish, by=by)) is not None:
            return self._again(wish, before)
        try:
            with once(key, OF_BOOKINGS):
                booking = book(wish, by=by)
        except (KeyTaken, RoomTaken, MayNotBook) as refusal:
            # The same request, sent twice at once, may have been carried out while this one waited for its turn.
            before = made_with(wish, by=by)
            return self._again(wish, before) if before else self._refused(wish, refusal)
        address = reverse("api-booking-detail", args=[booking.pk])
        return Response(self._booked(wish, booking), status=HTTP_201_CREATED, headers={"Location": address})

    def _tried(self, wish: Wish) -> Response:
        try:
            verdict = verdict_on(wish, rights=self.rights)
        except MayNotBook as refusal:
            return self._refused(wish, refusal)
        return Response(dry_run_of(wish, verdict, rights=self.rights))

    def _again(self, wish: Wish, booking: Booking) -> Response:
        return Response(
            self._booked(wish, booking), status=HTTP_200_OK, headers={"Idempotent-Replay": "true"}
        )

    def _refused(self, wish: Wish, refusal: Refused) -> Response:
        rooms = [wish.room, *(choice.room for choice in wish.choices.values() if choice.room)]
        permit_rooms(rooms, refusal, rights=self.rights)
        conflicts = refusal.conflicts if isinstance(refusal, RoomTaken) else []
        said = {"detail": str(refusal), **conflicts_of(wish.room, wish.times, conflicts, rights=self.rights)}
        return Response(said, status=HTTP_409_CONFLICT)

    def _booked(self, wish: Wish, booking: Booking) -> dict[str, Any]:
        dates = self.dates_of(booking)
        kept = [date.date for date in dates]
        context = {"left_out": left_out_of(wish, kept), "notes": notes_of(wish, kept)}
        return dict(BookedSerializer(booking, context={**self.context_of(dates), **context}).data)
