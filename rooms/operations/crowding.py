"""Why the database refuses other cells or buffers of a room: which two bookings would be in each other's way."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from kit.words import moment_words
from rooms.models import Occurrence, Room


def first_crowd(rooms: Collection[Room]) -> str:
    """The first two confirmed dates to come that would collide if these rooms were one, in a sentence.

    Buffers are taken as they are on the objects at hand, saved or not.
    """
    by_key = {room.pk: room for room in rooms}
    dates = Occurrence.objects.accepted().filter(room__in=by_key, ends_at__gt=timezone.now())
    latest: Occurrence | None = None
    for date in dates.order_by("starts_at").iterator():
        if latest is not None and _until(latest, by_key) > _from(date, by_key):
            return _(
                "{one} is booked on {when}, and {other} on {then}. Move one of these bookings first."
            ).format(
                one=by_key[latest.room_id],
                when=moment_words(latest.starts_at, zone=by_key[latest.room_id].zone),
                other=by_key[date.room_id],
                then=moment_words(date.starts_at, zone=by_key[date.room_id].zone),
            )
        if latest is None or _until(date, by_key) > _until(latest, by_key):
            latest = date
    return ""


def _from(date: Occurrence, rooms: dict[int, Room]) -> datetime:
    return date.starts_at - timedelta(minutes=rooms[date.room_id].buffer_before)


def _until(date: Occurrence, rooms: dict[int, Room]) -> datetime:
    return date.ends_at + timedelta(minutes=rooms[date.room_id].buffer_after)
