"""Which rooms the calendar shows, and in which order."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from kit.moments import day_bounds
from rooms.calendar.asked import Asked, Period
from rooms.calendar.places import Site
from rooms.models import Booking, Occurrence, Room, State
from rooms.models.occurrence import OccurrenceQuerySet
from rooms.models.room import RoomQuerySet

ROOM_WORDS = ("name", "number", "building", "site", "division")


def rooms_asked_for(
    seen: RoomQuerySet, asked: Asked, period: Period, sites: Iterable[Site], *, by: User | AnonymousUser
) -> RoomQuerySet:
    """Of the rooms that the person sees those that match, by location, building, floor and number."""
    rooms = rooms_in_place(seen, asked, by=by)
    spans = _Spans(period, sites)
    for word in asked.words.split():
        rooms = rooms.filter(room_says(word) | spans.has(said_by(word, by=by)))
    if asked.mine:
        rooms = rooms.filter(spans.has(Occurrence.objects.of(by)))
    if asked.shown != "all":
        taken = spans.has(Occurrence.objects.filter(state=State.ACCEPTED))
        rooms = rooms.filter(taken if asked.shown == "used" else ~taken)
    return rooms.order_by("location__name", "location", "building", "floor", "number", "pk")


def rooms_in_place(rooms: RoomQuerySet, asked: Asked, *, by: User | AnonymousUser) -> RoomQuerySet:
    """Those that match in what rooms are, whatever happens in them."""
    if asked.room:
        rooms = rooms.filter(pk=asked.room)
    if asked.location:
        rooms = rooms.filter(location=asked.location)
    if asked.building:
        rooms = rooms.filter(building__iexact=asked.building)
    if asked.floor:
        rooms = rooms.filter(floor__iexact=asked.floor)
    if asked.capacity:
        rooms = rooms.filter(capacity__gte=asked.capacity)
    for key in asked.equipment:
        rooms = rooms.filter(pk__in=Room.objects.filter(equipment=key))
    if asked.favourites:
        rooms = rooms.filter(favourites__user=by.pk) if by.pk else rooms.none()
    return rooms


def room_says(word: str) -> Q:
    """The word is part of what the room is called, or where it is."""
    return Q.create([(f"{column}__icontains", word) for column in ROOM_WORDS], connector=Q.OR)


def said_by(word: str, *, by: User | AnonymousUser) -> OccurrenceQuerySet:
    """Dates whose purpose or person has the word, of bookings of which the reader may know that much."""
    told = Booking.objects.visible_to(by).filter(
        Q(purpose__icontains=word) | Q(booked_for__name__icontains=word)
    )
    return Occurrence.objects.filter(booking__in=told)


class _Spans:
    """A period of days, which are other moments in each zone."""

    def __init__(self, period: Period, sites: Iterable[Site]) -> None:
        zones = {site.time_zone: site.zone for site in sites}
        self.bounds = {
            name: (day_bounds(period.first, zone).starts_at, day_bounds(period.last, zone).ends_at)
            for name, zone in zones.items()
        }

    def has(self, dates: OccurrenceQuerySet) -> Q:
        """The room has one of these dates in the period on its own clocks."""
        here = Q(pk__in=[])
        for zone, (start, end) in self.bounds.items():
            held = dates.within(start, end).filter(room=OuterRef("pk"))
            here |= Q(location__time_zone=zone) & Q(Exists(held))
        return here
