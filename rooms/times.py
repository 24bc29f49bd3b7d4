"""When somebody wants a room: a day, times on the wall, perhaps a rule; and what that comes to in a zone."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from psycopg.types.multirange import Int4Multirange
from psycopg.types.range import Int4Range

from kit.moments import Span, wall_to_utc
from kit.recurrence import Rule, dates_of
from kit.refusals import Refused

MINUTES_OF_DAY = 24 * 60
MINUTES_OF_WEEK = 7 * MINUTES_OF_DAY
MOST_NIGHTS = 60


class BadTimes(Refused):
    """Times no room can be held for: they end before they start, or go on for ever."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One date: the day the rule gave, the span in UTC, and what the clocks made of it, in sentences."""

    day: date
    span: Span
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Times:
    """From `start` on a day to `end` on the day `nights` later, as the clocks of the place show them.

    Raises BadTimes where the end is not after the start.
    """

    first_day: date
    start: time
    end: time
    nights: int = 0
    rule: Rule | None = None
    exdates: tuple[date, ...] = field(default=())

    def __post_init__(self) -> None:
        if self.nights == 0 and self.end <= self.start:
            raise BadTimes(
                _("The end is not after the start. For a booking overnight, give the day it ends.")
            )
        if not 0 <= self.nights <= MOST_NIGHTS:
            raise BadTimes(_("A booking ends at most {days} days after it starts.").format(days=MOST_NIGHTS))

    def days(self) -> list[date]:
        """The days of the rule in order. Raises kit.recurrence.BadRule."""
        return dates_of(self.first_day, self.rule, exdates=self.exdates)

    def wanted(self, zone: ZoneInfo) -> list[Wanted]:
        """Every date in order, in the zone of a room."""
        return [self.on(day, zone) for day in self.days()]

    def on(self, day: date, zone: ZoneInfo) -> Wanted:
        """That date in a zone. Both ends are wall times, as people expect where a clock changes in between; only
        where that leaves nothing (02:15 to 03:00 in the hour that does not exist) the booking keeps its length.
        """
        starts_at, first_note = wall_to_utc(day, self.start, zone)
        ends_at, last_note = wall_to_utc(day + timedelta(days=self.nights), self.end, zone)
        if ends_at <= starts_at:
            ends_at = starts_at + timedelta(minutes=self.minutes)
        notes = tuple(note for note in (first_note, last_note) if note)
        return Wanted(day, Span(starts_at, ends_at), notes)

    @property
    def minutes(self) -> int:
        """How long one date is by the clocks."""
        return self.nights * MINUTES_OF_DAY + _minute(self.end) - _minute(self.start)

    def of_week(self, day: date) -> Int4Multirange:
        """The minutes of the week (Monday 0:00 is 0) that the date on that day takes."""
        start = day.weekday() * MINUTES_OF_DAY + _minute(self.start)
        end = start + self.minutes
        if end - start >= MINUTES_OF_WEEK:
            return Int4Multirange([Int4Range(0, MINUTES_OF_WEEK)])
        if end <= MINUTES_OF_WEEK:
            return Int4Multirange([Int4Range(start, end)])
        return Int4Multirange([Int4Range(0, end - MINUTES_OF_WEEK), Int4Range(start, MINUTES_OF_WEEK)])

    def once(self, day: date) -> "Times":
        """The same times on one day alone."""
        return replace(self, first_day=day, rule=None, exdates=())


def times_between(
    starts: datetime, ends: datetime, rule: Rule | None = None, exdates: tuple[date, ...] = ()
) -> Times:
    """Times from two wall clock readings without a zone (what a form or the API gives)."""
    nights = (ends.date() - starts.date()).days
    if nights < 0:
        raise BadTimes(_("The end is before the start."))
    return Times(starts.date(), starts.time(), ends.time(), nights, rule, exdates)


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute
