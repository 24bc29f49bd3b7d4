"""When a room is busy, as the API tells it: everybody hears that, and by whom only those who may know."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from rest_framework import serializers

from accounts.models import User
from kit.moments import Span
from rooms.api.query import MomentField, Query, check_order, wrong
from rooms.api.when import WhenSerializer, when
from rooms.availability.timeline import Bar, bars
from rooms.models import Booking, Room, State

MOST_DAYS = 100


class CalendarQuery(Query):
    start = MomentField(help_text="From this moment on; moments carry their offset.")
    end = MomentField(help_text="Until this moment.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        check_order(attrs, "start", "end")
        if attrs["end"] - attrs["start"] > timedelta(days=MOST_DAYS):
            raise wrong("end", _("Ask for {days} days at most.").format(days=MOST_DAYS))
        return attrs


class BarSerializer(WhenSerializer):
    """Something that keeps a room. The last three are null, and empty, for those who may not know."""

    kind = serializers.CharField(
        help_text="booking, closure, blocking, or part: a room it shares space with is booked."
    )
    state = serializers.CharField(
        help_text="accepted, or pending: asked for. Closures and blockings are accepted."
    )
    booking = serializers.IntegerField(allow_null=True)
    purpose = serializers.CharField()
    booked_for = serializers.CharField(allow_null=True)


def bars_of(
    room: Room, starts_at: datetime, ends_at: datetime, *, asked_by: User | AnonymousUser
) -> list[dict[str, Any]]:
    """What keeps the room, in order of time. Requests that the person may not know of are left out."""
    found = bars([room.pk], starts_at, ends_at).get(room.pk, [])
    keys = {bar.booking_id for bar in found if bar.booking_id}
    told = Booking.objects.visible_to(asked_by).filter(pk__in=keys).select_related("booked_for")
    known = {booking.pk: booking for booking in told}
    return [
        _shown(bar, known.get(bar.booking_id or 0), room)
        for bar in sorted(found, key=lambda bar: (bar.starts_at, bar.ends_at))
        if bar.state != State.PENDING or bar.booking_id in known
    ]


def _shown(bar: Bar, booking: Booking | None, room: Room) -> dict[str, Any]:
    return {
        **when(Span(bar.starts_at, bar.ends_at), room.zone),
        "kind": bar.kind,
        "state": "pending" if bar.state == State.PENDING else "accepted",
        "booking": booking.pk if booking else None,
        "purpose": booking.purpose if booking else "",
        "booked_for": str(booking.booked_for) if booking and booking.booked_for else None,
    }
