"""The days of an event's programme and the clocks on its walls, for reckoning with plans (pure)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Self
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from events.models import Event
from kit.ical import FIRST_YEAR, LAST_YEAR
from kit.moments import Span, day_bounds, local, wall_to_utc
from kit.words import day_words, today_in
from timetable.plan.entry import PlanEntry
from timetable.plan.refusals import OutsideTheEvent

USUAL_START = time(8)
"""When a day begins on which nothing is scheduled yet, unless it is the first one of the event."""


@dataclass(frozen=True, slots=True)
class EventDays:
    """When the event is held. A day of the programme begins at `day_change`: what starts before it is of the night."""

    zone: ZoneInfo
    day_change: time
    starts_at: datetime
    ends_at: datetime

    @classmethod
    def of(cls, event: Event) -> Self:
        return cls(event.zone, event.day_change, event.starts_at, event.ends_at)

    @property
    def first(self) -> date:
        return self.day(self.starts_at)

    @property
    def last(self) -> date:
        return self.day(max(self.starts_at, self.ends_at - timedelta(microseconds=1)))

    @property
    def whole(self) -> Span:
        """From the beginning of the first day to the end of the last: in it an entry may begin."""
        return Span(self.bounds(self.first).starts_at, self.bounds(self.last).ends_at)

    def day(self, moment: datetime) -> date:
        day = local(moment, self.zone).date()
        earlier = day - timedelta(days=1)
        return next((each for each in (day, earlier) if self.bounds(each).starts_at <= moment), earlier)

    def bounds(self, day: date) -> Span:
        """Raises OutsideTheEvent for a day that calendars do not reckon with."""
        self.check_calendar(day)
        return _bounds(day, self.zone, self.day_change)

    def at(self, day: date, clock: time) -> datetime:
        """The moment of a clock time on a day of the programme."""
        clock = clock.replace(tzinfo=None)
        return self._on_the_wall(datetime.combine(day, clock) + timedelta(days=clock < self.day_change))

    def same_clock(self, moment: datetime, day: date) -> datetime:
        """The same time on the clocks on another day. Raises OutsideTheEvent as `bounds` does."""
        self.check_calendar(day)
        return self.later(moment, timedelta(days=(day - self.day(moment)).days))

    def later(self, moment: datetime, distance: timedelta) -> datetime:
        """So much later on the clocks: a day after 9:00 is 9:00, also when the clocks change in between."""
        wall = local(moment, self.zone)
        return self._on_the_wall((wall.replace(tzinfo=None) + distance).replace(fold=wall.fold))

    def distance(self, one: datetime, other: datetime) -> timedelta:
        """How much later the other is on the clocks: what `later` takes."""
        walls = [local(moment, self.zone).replace(tzinfo=None, fold=0) for moment in (one, other)]
        return walls[1] - walls[0]

    def check_calendar(self, moment: date) -> None:
        """Raise OutsideTheEvent for days and moments that calendars do not reckon with."""
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise OutsideTheEvent(
                _("Give a date from the years %(first)d to %(last)d.")
                % {"first": FIRST_YEAR, "last": LAST_YEAR}
            )

    def crosses(self, entry: PlanEntry) -> bool:
        """Whether it runs into the next day of the programme."""
        return entry.ends_at > self.bounds(self.day(entry.starts_at)).ends_at

    def said(self, moment: datetime) -> str:
        """Its day of the programme, in words."""
        return day_words(self.day(moment), today=today_in(self.zone))

    def _on_the_wall(self, wall: datetime) -> datetime:
        """The moment of a clock time; of two equal ones the second if `fold` says so."""
        moment, _note = wall_to_utc(wall.date(), wall.time(), self.zone)
        if wall.fold:
            second = wall.replace(tzinfo=self.zone).astimezone(UTC)
            return max(moment, second)
        return moment


@lru_cache(maxsize=1024)
def _bounds(day: date, zone: ZoneInfo, day_change: time) -> Span:
    """Kept: an act on a whole day asks for the same few bounds hundreds of times."""
    return day_bounds(day, zone, day_change)
