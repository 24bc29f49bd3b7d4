"""What a search asks for, as plain values; the form reads them from the address."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal

from kit.recurrence import Rule, monthly_like
from rooms.times import Times

Repeat = Literal["never", "daily", "weekdays", "weekly", "monthly", "monthly_weekday"]
WORKING_DAYS = (0, 1, 2, 3, 4)
FIRST_HOUR = time(9)
LAST_START = time(22, 30)
"""An hour from then on would go into the night; the next morning is meant."""

# How far a series goes where no end is given: ten weeks, two weeks of days, half a year of months.
SPANS = {"daily": 6, "weekdays": 11, "weekly": 63, "monthly": 150, "monthly_weekday": 150}


@dataclass(frozen=True, slots=True)
class Filters:
    """Which rooms are wanted, whoever has them; nothing chosen means all."""

    people: int | None = None
    words: str = ""
    location: int | None = None
    division: str = ""
    buildings: frozenset[str] = frozenset()
    equipment: frozenset[int] = frozenset()
    features: frozenset[int] = frozenset()
    favourites: bool = False
    bookable: bool = False
    free: bool = False
    instant: bool = False

    @property
    def count(self) -> int:
        """How many choices it holds beside the number of people, for the button that opens them on a phone."""
        sets = len(self.buildings) + len(self.equipment) + len(self.features)
        single = (self.words, self.location, self.division, self.favourites, self.bookable)
        return sets + sum(map(bool, (*single, self.free, self.instant)))


@dataclass(frozen=True, slots=True)
class Asked:
    """A whole search: when, which rooms, in what order, and what of it is looked at."""

    times: Times
    filters: Filters = field(default_factory=Filters)
    sort: str = "fit"
    room: int | None = None
    place: int = 0
    """Which date of the series (from 0) the timelines show."""
    show: int = 50
    """How many rooms."""


def default_times(now: datetime, day: date | None = None) -> tuple[date, time, time]:
    """The next full half hour for an hour; 9 to 10 on another day, or when today is over. `now` is a local time."""
    if day is None or day == now.date():
        rest = timedelta(minutes=-now.minute % 30 or 30, seconds=-now.second, microseconds=-now.microsecond)
        start = now.replace(tzinfo=None) + rest
        if start.date() == now.date() and start.time() <= LAST_START:
            return now.date(), start.time(), (start + timedelta(hours=1)).time()
        day = day or now.date() + timedelta(days=1)
    return day, FIRST_HOUR, later(FIRST_HOUR)


def later(start: time) -> time:
    """An hour after, but the same day."""
    return time(start.hour + 1, start.minute) if start.hour < 23 else time(23, 59)


def default_until(repeat: str, first: date) -> date | None:
    days = SPANS.get(repeat)
    return None if days is None else first + timedelta(days=days)


def rule_of(
    repeat: str,
    first: date,
    *,
    every: int = 1,
    weekdays: tuple[int, ...] = (),
    until: date | None = None,
    count: int | None = None,
) -> Rule | None:
    """The rule of a choice in the form; by count where both ends are given. Raises BadRule."""
    end: dict[str, object] = {"count": count} if count else {"until": until}
    match repeat:
        case "daily":
            return Rule("DAILY", **end)  # type: ignore[arg-type]
        case "weekdays":
            return Rule("WEEKLY", weekdays=WORKING_DAYS, **end)  # type: ignore[arg-type]
        case "weekly":
            return Rule("WEEKLY", every, weekdays=weekdays or (first.weekday(),), **end)  # type: ignore[arg-type]
        case "monthly":
            return monthly_like(first, interval=every, by="date", **end)  # type: ignore[arg-type]
        case "monthly_weekday":
            return monthly_like(first, interval=every, by="weekday", **end)  # type: ignore[arg-type]
        case _:
            return None
