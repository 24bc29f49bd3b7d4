"""What the tests of reminders share: bookings of long ago, and days that pass."""

from datetime import UTC, date, datetime

from kit.recurrence import Rule
from rooms.models import RoomSettings
from rooms.operations.reminders import send_reminders
from rooms.operations.settings import room_settings
from tests.factories.rooms import BookingFactory, LocationFactory, RoomFactory

MONDAY = date(2027, 3, 15)
LONG_AGO = datetime(2027, 1, 1, tzinfo=UTC)
WEEKLY = Rule("WEEKLY", count=4)
DAILY = Rule("DAILY", count=5)
MONTHLY = Rule("MONTHLY", count=4)


def booking_of(user, *, zone="UTC", **values):
    room = values.pop("room", None) or RoomFactory(name="Red Hall", location=LocationFactory(time_zone=zone))
    return BookingFactory(
        room=room,
        booked_for=user,
        **{"first_day": MONDAY, "purpose": "Budget", "created_at": LONG_AGO, **values},
    )


def days_with_mail(clock, start=-12, end=40):
    """On which days, counted from Monday, a run finds something to send."""
    found = []
    for day in range(start, end):
        clock(day)
        found += [day] * send_reminders()
    return found


def without_ends():
    room_settings()
    RoomSettings.objects.update(end_reminders_enabled=False)
