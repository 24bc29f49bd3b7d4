"""Rooms over REST: what the pages show and do, for programs."""

from rooms.api.availability import AvailabilityViewSet
from rooms.api.blockings import BlockingViewSet
from rooms.api.bookings import BookingViewSet
from rooms.api.locations import LocationViewSet
from rooms.api.places import RoomViewSet
from rooms.api.plans import PlanViewSet
from rooms.api.things import AttributeViewSet, EquipmentViewSet, FeatureViewSet

__all__ = [
    "AttributeViewSet",
    "AvailabilityViewSet",
    "BlockingViewSet",
    "BookingViewSet",
    "EquipmentViewSet",
    "FeatureViewSet",
    "LocationViewSet",
    "PlanViewSet",
    "RoomViewSet",
]
