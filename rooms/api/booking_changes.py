"""Changing a booking over REST: other times, another room, other words; for one date, the following, or all."""

from typing import Any

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_409_CONFLICT

from rooms.api.answers import RefusedSerializer, conflicts_of, dry_edit_of
from rooms.api.booking_acts import BookingActs
from rooms.api.booking_fields import WholeBookingSerializer
from rooms.api.changes import ChangeGiven, MoveGiven, change_of
from rooms.api.query import DryRunQuery, checked
from rooms.api.refusing import changes_nothing, keeps_no_notes, member, permit, permit_rooms
from rooms.cutting import since
from rooms.models import Booking
from rooms.operations.booking import RoomTaken
from rooms.operations.editing import Change, check_draft, edit, outlook_of
from rooms.operations.settings import room_settings
from rooms.permissions import can_edit, can_keep_notes
from rooms.refusals import MayNotBook, NothingLeft
from rooms.series import times_of

ANSWERS = {200: WholeBookingSerializer, 409: RefusedSerializer}


class BookingChanges(BookingActs):
    """Edits keep what they do not touch: the dates that stay are the same rows."""

    @extend_schema(
        summary="Change a booking",
        parameters=[DryRunQuery],
        request=ChangeGiven,
        responses={
            **ANSWERS,
            200: OpenApiResponse(WholeBookingSerializer, "The booking; or with `dry_run` what would happen."),
        },
    )
    def partial_update(self, request: Request, pk: int) -> Response:
        """One date (`scope` this, with its `date`), this and the following ones, or all of it.

        Where a series that has begun is cut in two, the answer is the new booking; `split_from` names the old one.
        """
        return self._changed(request, ChangeGiven)

    @extend_schema(
        summary="Move a booking to another room",
        parameters=[DryRunQuery],
        request=MoveGiven,
        responses=ANSWERS,
    )
    @action(detail=True, methods=["post"])
    def move(self, request: Request, pk: int) -> Response:
        """At the same times; all dates ahead, those from one on, or one."""
        return self._changed(request, MoveGiven)

    def _changed(self, request: Request, given: type[MoveGiven]) -> Response:
        dry_run = DryRunQuery.asked(request)
        booking, by = self.get_object(), member(request)
        permit(can_edit(self.rights, booking), changes_nothing())
        change = change_of(
            checked(given(data=request.data)), booking, self.dates_of(booking), rights=self.rights
        )
        if change.internal_note is not None:
            permit(can_keep_notes(self.rights, room_settings(), booking), keeps_no_notes())
        if dry_run:
            return Response(self._would_be(booking, change, request))
        try:
            target = edit(booking, change, by=by)
        except (RoomTaken, MayNotBook) as refusal:
            permit_rooms([change.room] if change.room else [], refusal, rights=self.rights)
            said = self._conflicts(booking, change, refusal)
            return Response({"detail": str(refusal), **said}, status=HTTP_409_CONFLICT)
        # Whoever hands it over to somebody else still hears what became of it.
        return Response(self.shown(Booking.objects.for_rights().get(pk=target.pk)))

    def _conflicts(self, booking: Booking, change: Change, refusal: Exception) -> dict[str, Any]:
        conflicts = refusal.conflicts if isinstance(refusal, RoomTaken) else []
        times = change.times or times_of(booking)
        if conflicts:  # what lies behind us has no alternatives
            times = since(times, min(date.day for date in conflicts)) or times
        return conflicts_of(change.room or booking.room, times, conflicts, rights=self.rights)

    def _would_be(self, booking: Booking, change: Change, request: Request) -> dict[str, Any]:
        draft = outlook_of(booking, change, by=member(request))
        try:
            check_draft(booking, change, draft, rights=self.rights)
        except (RoomTaken, MayNotBook, NothingLeft) as refusal:
            return dry_edit_of(draft, str(refusal)) | self._conflicts(booking, change, refusal)
        return dry_edit_of(draft) | self._conflicts(booking, change, RoomTaken("", conflicts=draft.conflicts))
