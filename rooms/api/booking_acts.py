"""What people do with a booking over REST: approve, reject, cancel, edit, move."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_204_NO_CONTENT, HTTP_409_CONFLICT

from kit.ready_query import Given, ReadyQuery
from rooms.api.answers import CollidesSerializer, collisions_shown
from rooms.api.base import RightsViewSet
from rooms.api.booking_fields import WholeBookingSerializer
from rooms.api.query import checked, wrong
from rooms.api.refusing import changes_nothing, decides_nothing, member, permit, runs_not_all
from rooms.api.strict import Strict
from rooms.models import Booking, Occurrence, Room
from rooms.models.booking import BookingQuerySet
from rooms.operations.approving import Collides, approve
from rooms.operations.cancelling import cancel
from rooms.operations.checking_in import check_in
from rooms.operations.deleting import delete_booking
from rooms.operations.rejecting import reject
from rooms.operations.settings import room_settings
from rooms.permissions import can_cancel, can_decide, can_run_all_rooms, is_own

MOST_REASON = 300


class ApprovalGiven(Strict):
    message = serializers.CharField(required=False, allow_blank=True, max_length=MOST_REASON)
    force = serializers.BooleanField(required=False, help_text="Also where it rejects requests of others.")


class RejectionGiven(Strict):
    reason = serializers.CharField(max_length=MOST_REASON)
    dates = serializers.ListField(
        child=serializers.DateField(), required=False, min_length=1, max_length=1000, help_text="Only these."
    )


class CancellationGiven(Strict):
    reason = serializers.CharField(required=False, allow_blank=True, max_length=MOST_REASON)
    dates = serializers.ListField(
        child=serializers.DateField(), required=False, min_length=1, max_length=1000, help_text="Only these."
    )

    def get_fields(self) -> dict[str, Any]:
        """With `from`, which can not be the name of an attribute."""
        start = serializers.DateField(required=False, help_text="This date and the following ones.")
        return {**super().get_fields(), "from": start}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "dates" in attrs and "from" in attrs:
            raise wrong("dates", _("Give either dates or from."))
        return attrs


class CheckInGiven(Strict):
    date = serializers.DateField(
        required=False, help_text="The `date` of one of its occurrences; a single booking has one."
    )


class BookingActs(RightsViewSet):
    """One booking, with the acts of those who decide about it."""

    queryset = Booking.objects.none()

    def get_queryset(self) -> BookingQuerySet:
        return Booking.objects.visible_to(self.caller).for_rights()

    @extend_schema(
        summary="Approve a booking",
        request=ApprovalGiven,
        responses={200: WholeBookingSerializer, 409: CollidesSerializer},
    )
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: int) -> Response:
        """All its pending dates in rooms where you approve. Where others asked for the same time, say `force`."""
        booking, by = self.get_object(), member(request)
        self._permit_deciding(booking)
        values = checked(ApprovalGiven(data=request.data))
        try:
            approve(booking, by=by, message=values.get("message", ""), force=values.get("force", False))
        except Collides as refusal:
            said = {"detail": str(refusal)} | collisions_shown(refusal, seen_by=by)
            return Response(said, status=HTTP_409_CONFLICT)
        return Response(self.shown(booking))

    @extend_schema(summary="Reject a booking", request=RejectionGiven, responses=WholeBookingSerializer)
    @action(detail=True, methods=["post"])
    def reject(self, request: Request, pk: int) -> Response:
        """What is ahead of it in rooms where you approve, or some of its dates."""
        booking, by = self.get_object(), member(request)
        mine = self._permit_deciding(booking)
        values = checked(RejectionGiven(data=request.data))
        dates = _chosen(mine, values.get("dates"))
        reject(booking, by=by, reason=values["reason"], occurrences=dates)
        return Response(self.shown(booking))

    @extend_schema(summary="Cancel a booking", request=CancellationGiven, responses=WholeBookingSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: int) -> Response:
        """All that is ahead of it, some of its dates, or one date and the following ones."""
        booking, by = self.get_object(), member(request)
        permit(can_cancel(self.rights, booking), changes_nothing())
        values = checked(CancellationGiven(data=request.data))
        chosen = _chosen(self.dates_of(booking), values["dates"]) if "dates" in values else None
        cancel(
            booking, by=by, reason=values.get("reason", ""), from_day=values.get("from"), occurrences=chosen
        )
        return Response(self.shown(booking))

    @extend_schema(summary="Check in", request=CheckInGiven, responses=WholeBookingSerializer)
    @action(detail=True, methods=["post"], url_path="check-in")
    def check_in(self, request: Request, pk: int) -> Response:
        """Say that somebody is there, from a quarter of an hour before a date starts until it ends."""
        booking, by = self.get_object(), member(request)
        dates = self.dates_of(booking)
        mine = [each for each in dates if is_own(self.rights, booking) or can_decide(self.rights, each.room)]
        permit(bool(mine), changes_nothing())
        values = checked(CheckInGiven(data=request.data))
        if "date" not in values and len(mine) > 1:
            raise wrong("date", _("Say which date it is about."))
        check_in(_chosen(mine, [values["date"]] if "date" in values else None)[0], by=by)
        return Response(self.shown(booking))

    @extend_schema(summary="Delete a booking", responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        """For good: one that is cancelled or rejected, by those who run all rooms."""
        booking, by = self.get_object(), member(request)
        permit(can_run_all_rooms(self.rights.keyring, room_settings()), runs_not_all())
        delete_booking(booking, by=by)
        return Response(status=HTTP_204_NO_CONTENT)

    def shown(self, booking: Booking) -> dict[str, Any]:
        """The booking as it is now, whole."""
        return dict(WholeBookingSerializer(booking, context=self.context_of(self.dates_of(booking))).data)

    def context_of(self, dates: Sequence[Occurrence]) -> dict[str, Any]:
        """What the fields of a whole booking ask for."""
        return {"rights": self.rights, "dates": dates}

    def dates_of(self, booking: Booking) -> list[Occurrence]:
        """All its dates, with their rooms ready for questions about rights."""
        dates = _dates_of(booking=booking.pk)
        others = {each.room_id for each in dates} - {booking.room_id}
        rooms = {booking.room_id: booking.room}
        if others:
            rooms |= Room.objects.for_rights().in_bulk(others)
        for each in dates:
            each.room = rooms[each.room_id]
        return dates

    def _permit_deciding(self, booking: Booking) -> list[Occurrence]:
        """The dates in rooms where the caller approves; 403 without any."""
        mine = [date for date in self.dates_of(booking) if can_decide(self.rights, date.room)]
        permit(bool(mine), decides_nothing())
        return mine


_dates_of = ReadyQuery(
    lambda: Occurrence.objects.filter(booking_id=Given("booking", "bigint")).order_by("starts_at", "pk")
)


def _chosen(dates: Iterable[Occurrence], days: Sequence[date] | None) -> list[Occurrence]:
    """Those of the dates that were asked for; all of them without. Raises ValidationError for a day that is none."""
    if days is None:
        return list(dates)
    by_day = {each.date: each for each in dates}
    if missing := [day for day in days if day not in by_day]:
        raise wrong("dates", _("The booking has no date on {day}.").format(day=missing[0].isoformat()))
    return [by_day[day] for day in days]
