from rooms.models.attributes import Attribute, AttributeValue
from rooms.models.blocking import BlockedRoom, Blocking
from rooms.models.booking import Booking
from rooms.models.equipment import Equipment, Feature
from rooms.models.hours import Closure, Hours
from rooms.models.location import Location
from rooms.models.occurrence import Occurrence
from rooms.models.owed_news import OwedNews
from rooms.models.pictures import FloorPlan, RoomPhoto
from rooms.models.room import Room
from rooms.models.room_day import RoomDay
from rooms.models.room_part import RoomPart
from rooms.models.settings import RoomSettings
from rooms.models.state import LIVE, OVER, State
from rooms.models.wishes import Favourite, MailChoice, MutedRoom

__all__ = [
    "LIVE",
    "OVER",
    "Attribute",
    "AttributeValue",
    "BlockedRoom",
    "Blocking",
    "Booking",
    "Closure",
    "Equipment",
    "Favourite",
    "Feature",
    "FloorPlan",
    "Hours",
    "Location",
    "MailChoice",
    "MutedRoom",
    "Occurrence",
    "OwedNews",
    "Room",
    "RoomDay",
    "RoomPart",
    "RoomPhoto",
    "RoomSettings",
    "State",
]
