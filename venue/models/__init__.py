from venue.models.event_booking import EventBooking
from venue.models.settings import VenueSettings, books_rooms

__all__ = ["EventBooking", "VenueSettings", "books_rooms"]
