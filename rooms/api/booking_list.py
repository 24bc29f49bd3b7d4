"""Which bookings a request is about. Everything starts from those of which the person may know the details."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from rest_framework import serializers

from accounts.models import User
from rooms.api.booking_fields import BY_NAME
from rooms.api.query import KeyField, MomentField, Query, check_order, wrong
from rooms.models import Booking, Location, Occurrence, Room
from rooms.models.booking import BookingQuerySet


class BookingQuery(Query):
    scope = serializers.ChoiceField(
        choices=["mine", "moderated", "visible"],
        required=False,
        help_text="mine (without it): by or for you. moderated: where you approve. visible: all you may know of.",
    )
    room = serializers.ListField(
        child=KeyField(), required=False, max_length=100, help_text="Number of a room; several: in any."
    )
    location = serializers.ListField(
        child=KeyField(), required=False, max_length=100, help_text="Number of a location; several: in any."
    )
    state = serializers.ListField(
        child=serializers.ChoiceField(choices=list(BY_NAME)),
        required=False,
        max_length=4,
        help_text="Several: in any of these states.",
    )

    def get_fields(self) -> dict[str, Any]:
        """With `from` and `to`, which can not be names of attributes."""
        start = MomentField(required=False, help_text="With a date that is not over at this moment.")
        end = MomentField(required=False, help_text="With a date that begins before this moment.")
        return {**super().get_fields(), "from": start, "to": end}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        check_order(attrs)
        return attrs


def listed(values: dict[str, Any], *, asked_by: User) -> BookingQuerySet:
    """The bookings that meet the values of a BookingQuery. Raises ValidationError for rooms the person can not know."""
    bookings = _in_scope(values.get("scope", "mine"), asked_by)
    if "room" in values:
        bookings = _in_rooms(bookings, _rooms(values["room"], asked_by), asked_by)
    if "location" in values:
        bookings = _in_rooms(bookings, _locations(values["location"], asked_by), asked_by)
    if "state" in values:
        bookings = bookings.filter(state__in=[BY_NAME[name] for name in values["state"]])
    if "from" in values or "to" in values:
        bookings = bookings.filter(_with_a_date(values.get("from"), values.get("to")))
    return bookings


def _in_scope(scope: str, user: User) -> BookingQuerySet:
    if scope == "mine":
        return Booking.objects.of(user)
    if scope == "moderated":
        return Booking.objects.in_rooms(Room.objects.moderated_by(user))
    return Booking.objects.visible_to(user)


def _in_rooms(bookings: BookingQuerySet, which: Q, user: User) -> BookingQuerySet:
    """Of other people's bookings only the rooms count that the person sees or runs."""
    rooms = Room.objects.filter(which)
    seen = rooms.filter(Q(pk__in=Room.objects.visible_to(user)) | Q(pk__in=Room.objects.moderated_by(user)))
    own = Q(pk__in=Booking.objects.of(user).in_rooms(rooms))
    return bookings.filter(own | Q(pk__in=Booking.objects.in_rooms(seen)))


def _rooms(keys: list[int], user: User) -> Q:
    known = Q(pk__in=Room.objects.visible_to(user)) | Q(pk__in=Room.objects.moderated_by(user))
    own = Booking.objects.of(user)
    known |= Q(pk__in=own.values("room")) | Q(pk__in=Occurrence.objects.of(user).values("room"))
    found = set(Room.objects.filter(known, pk__in=keys).values_list("pk", flat=True))
    if missing := [key for key in keys if key not in found]:
        raise wrong("room", _("There is no room {number}.").format(number=missing[0]))
    return Q(pk__in=found)


def _locations(keys: list[int], user: User) -> Q:
    found = set(Location.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
    if missing := [key for key in keys if key not in found]:
        raise wrong("location", _("There is no location {number}.").format(number=missing[0]))
    return Q(location__in=found)


def _with_a_date(start: Any, end: Any) -> Exists:
    """One date between the two moments: compared as moments, not as days and times of day apart (Indico did)."""
    dates = Occurrence.objects.filter(booking=OuterRef("pk"))
    if start:
        dates = dates.filter(ends_at__gt=start)
    if end:
        dates = dates.filter(starts_at__lt=end)
    return Exists(dates)
