"""Bookings in calendars, for what is above the operations; the operations themselves use `rooms.entries`."""

from rooms.entries import Reader, booking_gone, booking_to_ical, dates_gone, uid_of

__all__ = ["Reader", "booking_gone", "booking_to_ical", "dates_gone", "uid_of"]
