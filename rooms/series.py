"""The times of a booking, as they were said."""

from kit.recurrence import parse_rule
from rooms.models import Booking
from rooms.times import Times


def times_of(booking: Booking) -> Times:
    """What the person asked for: the wall times, the rule and the days left out."""
    rule = parse_rule(booking.rrule) if booking.rrule else None
    return Times(
        booking.first_day, booking.start, booking.end, booking.nights, rule, exdates=tuple(booking.exdates)
    )
