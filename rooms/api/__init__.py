"""Rooms over REST: what the pages show and do, for programs."""

from rooms.api.availability import AvailabilityViewSet
from rooms.api.blockings import BlockingViewSet
from rooms.api.bookings import BookingViewSet
from rooms.api.places import LocationViewSet, RoomViewSet

__all__ = ["AvailabilityViewSet", "BlockingViewSet", "BookingViewSet", "LocationViewSet", "RoomViewSet"]
