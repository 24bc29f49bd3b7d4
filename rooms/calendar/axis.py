"""One day of one zone as a ruler: minutes since its midnight, 1380 or 1500 of them where the clocks change."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kit.moments import day_bounds, local, wall_to_utc

MINUTE = timedelta(minutes=1)
HOUR = 60
ORDINARY = (time(7), time(20))
"""What a day shows when nothing is booked before or after."""


@dataclass(frozen=True, slots=True)
class Day:
    """The day in a zone: its moments (UTC), and its length in real minutes."""

    day: date
    zone: ZoneInfo
    starts_at: datetime
    ends_at: datetime

    @property
    def minutes(self) -> int:
        return (self.ends_at - self.starts_at) // MINUTE

    def minute(self, moment: datetime) -> int:
        """Real minutes since midnight, within the day."""
        return max(0, min((moment - self.starts_at) // MINUTE, self.minutes))

    def minute_of(self, clock: time) -> int:
        """Real minutes since midnight until the clocks show that time (the first time, where they do so twice)."""
        return self.minute(wall_to_utc(self.day, clock, self.zone)[0])

    def moment(self, minute: int) -> datetime:
        return self.starts_at + minute * MINUTE

    def clock(self, minute: int) -> str:
        """What the clocks show then; 24:00 at the end of the day."""
        return "24:00" if minute >= self.minutes else f"{local(self.moment(minute), self.zone):%H:%M}"

    def holds(self, moment: datetime) -> bool:
        return self.starts_at <= moment < self.ends_at

    @property
    def change(self) -> tuple[int, int] | None:
        """The minute at which the clocks change, and by how much; None on all other days."""
        shift = self.minutes - 24 * HOUR
        if not shift:
            return None
        before = local(self.starts_at, self.zone).utcoffset()
        after = range(0, self.minutes, 15)
        minute = next(m for m in after if local(self.moment(m), self.zone).utcoffset() != before)
        return minute, -shift


@dataclass(frozen=True, slots=True)
class Axis:
    """The part of the day that is shown, in whole hours."""

    day: Day
    first: int
    last: int

    @property
    def hours(self) -> list[tuple[int, str]]:
        """Where the ruler is marked, and the hour the clocks show there: "08", twice where it comes twice."""
        return [
            (minute, self.day.clock(minute).removesuffix(":00"))
            for minute in range(self.first, self.last + 1, HOUR)
        ]

    @property
    def style(self) -> str:
        return f"--a:{self.first};--z:{self.last}"


def day_in(zone: ZoneInfo, day: date) -> Day:
    bounds = day_bounds(day, zone)
    return Day(day, zone, bounds.starts_at, bounds.ends_at)


def axis_of(day: Day, spans: list[tuple[int, int]], *, all_hours: bool = False) -> Axis:
    """The ordinary hours, widened to what is booked (minutes from and to); or the whole day."""
    if all_hours:
        return Axis(day, 0, day.minutes)
    first, last = (day.minute_of(clock) for clock in ORDINARY)
    first = min([first, *(start for start, _end in spans)])
    last = max([last, *(end for _start, end in spans)])
    return Axis(day, first // HOUR * HOUR, min(-(-last // HOUR) * HOUR, day.minutes))
