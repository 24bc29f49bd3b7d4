"""Fetch a booking for a page: 404 unless the person may see what it is for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.requests import MemberRequest
from rooms.drafting import clock_of
from rooms.models import LIVE, Booking, Occurrence, Room, RoomSettings
from rooms.operations.settings import room_settings
from rooms.permissions import can_edit, can_keep_notes, names_room
from rooms.rights import Rights, rights_of
from rooms.times import Times


@dataclass(frozen=True, slots=True)
class AtHand:
    """A booking and what the reader may do with it."""

    booking: Booking
    rights: Rights
    settings: RoomSettings

    @property
    def may_edit(self) -> bool:
        return can_edit(self.rights, self.booking)

    def names(self, room: Room) -> bool:
        """Whether the reader may know of this room of it."""
        return names_room(self.rights, self.booking, room)

    @property
    def title(self) -> str:
        """What it is for; the room stands in only where it may be named."""
        booking = self.booking
        return str(booking) if booking.purpose or self.names(booking.room) else f"#{booking.pk}"

    @property
    def keeps_notes(self) -> bool:
        return can_keep_notes(self.rights, self.settings, self.booking)


def booking_at_hand(request: MemberRequest, pk: int) -> AtHand:
    """Raises Http404 for what the person may not see, as for what does not exist."""
    seen = Booking.objects.visible_to(request.user).for_rights().select_related("room__owner", "split_from")
    booking = get_object_or_404(seen, pk=pk)
    return AtHand(booking, rights_of(request.user), room_settings())


def dates_of(booking: Booking) -> list[Occurrence]:
    """All dates in order of time, each with its room and what rights to that read."""
    rooms = ("room", "room__access", "room__location", "room__location__access")
    rows = list(booking.occurrences.select_related(*rooms).order_by("starts_at"))
    for row in rows:
        row.booking = booking
    return rows


def date_named(rows: Sequence[Occurrence], text: str) -> Occurrence:
    """The live date of that day of the rule, as an address names it. Raises Http404."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
    for row in rows:
        if row.date == day and row.state in LIVE:
            return row
    raise Http404


def clock(row: Occurrence) -> Times:
    """A date as the clocks of its room show it."""
    return clock_of(row, row.room)


def back_to(request: MemberRequest, booking: Booking) -> str:
    """Where one came from: the work list (`?back=list`), or the booking."""
    if request.GET.get("back") == "list":
        return reverse("approvals")
    return booking.get_absolute_url()
