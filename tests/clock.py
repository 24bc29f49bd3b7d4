"""The one day on which all tests happen."""

from datetime import UTC, date, datetime, time

DAY = date(2027, 3, 15)


def at(clock: str, *, day: date = DAY) -> datetime:
    """The moment of that day (in UTC) when clocks show "10:00"."""
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=UTC)
